"""The reference page of the API: the schema, read aloud, without any program of others."""

import functools

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from drf_spectacular.generators import SchemaGenerator

METHODS = ("get", "post", "put", "patch", "delete")


@login_not_required
@require_safe
@vary_on_headers("Accept-Language", "Cookie")
def reference(request):
    """Show the operations of one resource of the API (`?of=needs`) with what each takes and answers; the first one's
    unless it is named.
    """
    found = resources(get_language())
    chosen = next((one for one in found if one["name"] == request.GET.get("of")), found[0])
    return render(request, "api/reference.html", {"resources": found, "resource": chosen})


@functools.lru_cache(maxsize=8)
def resources(language: str) -> list[dict]:
    """Return the operations by resource: `[{"name", "operations": [{"method", "path", "words", …}]}]`.

    Kept for the life of the process: the schema changes with the code only. `language` is the one it is made in.
    """
    schema = SchemaGenerator().get_schema(request=None, public=True)
    by_name: dict[str, list] = {}
    for path, methods in schema["paths"].items():
        name = path.removeprefix("/api/v1").split("/")[1]
        for method in METHODS:
            if method in methods:
                by_name.setdefault(name, []).append(_operation(schema, path, method, methods[method]))
    return [{"name": name, "operations": operations} for name, operations in by_name.items()]


def _operation(schema: dict, path: str, method: str, operation: dict) -> dict:
    return {
        "id": operation["operationId"],
        "method": method.upper(),
        "path": path,
        "words": operation.get("description", ""),
        "takes": _parameters(operation) + _body(schema, operation),
        "answers": [
            {"status": status, "words": answer.get("description", ""), "name": _name_of_answer(answer)}
            for status, answer in operation["responses"].items()
        ],
    }


def _parameters(operation: dict) -> list[dict]:
    return [
        {
            "name": parameter["name"],
            "where": parameter["in"],
            "type": _type(parameter["schema"]),
            "required": parameter.get("required", False),
            "words": parameter.get("description", ""),
        }
        for parameter in operation.get("parameters", [])
    ]


def _body(schema: dict, operation: dict) -> list[dict]:
    """Return the fields of the body, those of JSON first, then those that only a form takes."""
    fields: dict[str, dict] = {}
    for media_type, part in operation.get("requestBody", {}).get("content", {}).items():
        body = _resolved(schema, part["schema"])
        for name, field in body.get("properties", {}).items():
            words = {
                "name": name,
                "where": "form" if media_type.startswith("multipart/") else "body",
                "type": _type(field),
                "required": name in body.get("required", []),
                "words": field.get("description", ""),
            }
            fields.setdefault(name, words)
    return list(fields.values())


def _resolved(schema: dict, part: dict) -> dict:
    return schema["components"]["schemas"][part["$ref"].split("/")[-1]] if "$ref" in part else part


def _type(part: dict) -> str:
    """Return a short name for a type: `string`, `array of integer`, the name of a component."""
    if "$ref" in part:
        return part["$ref"].split("/")[-1]
    for several in ("oneOf", "anyOf", "allOf"):
        if several in part:
            return " | ".join(_type(one) for one in part[several])
    kind = part.get("type", "any")
    kind = " | ".join(kind) if isinstance(kind, list) else kind
    return f"array of {_type(part['items'])}" if kind == "array" else kind


def _name_of_answer(answer: dict) -> str:
    content = next(iter(answer.get("content", {}).values()), {})
    return _type(content["schema"]) if "schema" in content else ""
