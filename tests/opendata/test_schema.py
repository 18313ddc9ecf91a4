"""The examples of the OpenAPI schema are what the operations answer; every public address of programs is in it."""

from drf_spectacular.generators import SchemaGenerator

from opendata.schema import EXAMPLES


def holds(parts: dict, part: dict, example) -> None:
    """Hold the fields of an example against those of a part of the schema."""
    if "$ref" in part:
        part = parts[part["$ref"].rpartition("/")[2]]
    if isinstance(example, list):
        for one in example:
            holds(parts, part["items"], one)
    elif isinstance(example, dict) and "properties" in part:
        assert example.keys() == part["properties"].keys()
        for name, inner in example.items():
            holds(parts, part["properties"][name], inner)


def test_examples_have_the_fields_that_the_schema_says():
    schema = SchemaGenerator().get_schema(request=None, public=True)
    operations = {one["operationId"]: one for methods in schema["paths"].values() for one in methods.values()}
    for name, example in EXAMPLES.items():
        answers = operations[name]["responses"].items()
        (answer,) = [value for status, value in answers if status.startswith("2")]
        for content in answer["content"].values():
            assert content["example"] == example
            holds(schema["components"]["schemas"], content["schema"], example)
    for path in ("/open311/v2/requests.{kind}", "/oparl/v1.1/system", "/popolo/councils/{slug}.json",
                 "/open-data/{slug}.{kind}"):  # fmt: skip
        assert path in schema["paths"]
