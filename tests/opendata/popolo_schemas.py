"""What Popolo asks of each class, written from its specification (popoloproject.com/specs) as JSON Schema, draft 3.

The schemas that Popolo published are not kept here: `script/bootstrap --test` fetches them, and `wrongs` asks both.
Ours knows areas and the fields that came later, and refuses a field that Popolo does not know, which theirs lets pass.
"""

import json
from functools import cache

from django.conf import settings
from jsonschema import Draft3Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT3

PUBLISHED = settings.LOCAL_DIR / "popolo/package/schemas/popolo"
ADDRESS_OF = "http://popoloproject.com/schemas/{}.json#"  # the name of a schema in the others; nothing is fetched there

TEXT = {"type": ["string", "null"]}
DATE = {"type": ["string", "null"], "pattern": "^[0-9]{4}(-[0-9]{2}){0,2}$"}
MOMENT = {"type": ["string", "null"], "format": "date-time", "pattern": "^[0-9-]{10}T[0-9:]{8}([+-][0-9:]{5}|Z)$"}
ADDRESS = {"type": ["string", "null"], "format": "uri", "pattern": "^https?://"}


def a(name: str) -> dict:
    return {"$ref": f"#/{name}"}


def many(name: str) -> dict:
    return {"type": "array", "items": a(name)}


def of(*names: str, **others: dict) -> dict:
    """A class with these texts and others; no field but those that Popolo knows."""
    return {"type": "object", "properties": dict.fromkeys(names, TEXT) | others, "additionalProperties": False}


COMMON = {
    "created_at": MOMENT, "updated_at": MOMENT, "sources": many("link"), "links": many("link"),
    "contact_details": many("contact_detail"),
}  # fmt: skip
PERIOD = {"start_date": DATE, "end_date": DATE}
SCHEMAS = {
    "link": of("note", url=ADDRESS | {"required": True, "type": "string"}),
    "identifier": of("scheme", identifier={"type": "string", "required": True}),
    "other_name": of(
        "family_name", "given_name", "additional_name", "honorific_prefix", "honorific_suffix", "patronymic_name",
        "note", name={"type": "string", "required": True}, **PERIOD,
    ),
    "contact_detail": of("label", "note", "type", "value", **PERIOD),
    "area": of(
        "id", "name", "identifier", "classification", "parent_id", parent=a("area"),
        geometry={"type": ["object", "null"]}, **COMMON,
    ),
    "organization": of(
        "id", "name", "classification", "parent_id", "area_id", parent=a("organization"), area=a("area"),
        other_names=many("other_name"), identifiers=many("identifier"), founding_date=DATE, dissolution_date=DATE,
        image=ADDRESS, memberships=many("membership"), posts=many("post"), **COMMON,
    ),
    "person": of(
        "id", "name", "family_name", "given_name", "additional_name", "honorific_prefix", "honorific_suffix",
        "patronymic_name", "sort_name", "email", "gender", "summary", "biography", "national_identity",
        other_names=many("other_name"), identifiers=many("identifier"), birth_date=DATE, death_date=DATE, image=ADDRESS,
        memberships=many("membership"), **COMMON,
    ),
    "post": of(
        "id", "label", "role", "organization_id", "area_id", organization=a("organization"), area=a("area"),
        memberships=many("membership"), **PERIOD, **COMMON,
    ),
    "membership": of(
        "id", "label", "role", "person_id", "organization_id", "post_id", "on_behalf_of_id", "area_id",
        member={"type": ["object", "null"]}, person=a("person"), organization=a("organization"), post=a("post"),
        on_behalf_of=a("organization"), area=a("area"), **PERIOD, **COMMON,
    ),
}  # fmt: skip
CLASSES = {
    "areas": "area", "organizations": "organization", "posts": "post", "persons": "person", "memberships": "membership",
}  # fmt: skip


@cache
def published(kind: str) -> Draft3Validator | None:
    """Return what checks a class by the schema that Popolo published; None for areas, of which there was none then."""
    files = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in PUBLISHED.glob("*.json")}
    assert "person" in files, "script/bootstrap --test has not fetched the schemas of Popolo"
    named = [(ADDRESS_OF.format(name), Resource(schema, DRAFT3)) for name, schema in files.items()]
    registry = Registry().with_resources([*named, *((uri.rstrip("#"), one) for uri, one in named)])
    return Draft3Validator(files[kind], registry=registry) if kind in files else None


LEADS = {"person_id": "persons", "organization_id": "organizations", "post_id": "posts", "area_id": "areas"}


def wrongs(found: dict) -> list[str]:
    """Return what is wrong with a collection of Popolo objects: their shape, and references to nothing."""
    told = [f"unknown class {name}" for name in found if name not in CLASSES]
    for name, kind in CLASSES.items():
        schema = a(kind) | SCHEMAS
        for one in found.get(name, []):
            told += [f"{kind}: {error.message}" for error in Draft3Validator(schema).iter_errors(one)]
            if theirs := published(kind):
                told += [f"{kind}, as published: {error.message}" for error in theirs.iter_errors(one)]
    ids = {name: {one["id"] for one in found.get(name, [])} for name in CLASSES}
    for name, rows in found.items():
        assert len(ids[name]) == len(rows), f"the same identifier twice in {name}"
        for one in rows:
            for field, of_class in LEADS.items():
                if one.get(field) and one[field] not in ids[of_class]:
                    told.append(f"{name}: {field} leads nowhere")
    return told
