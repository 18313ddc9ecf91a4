"""What Popolo asks of each class, written from its specification (popoloproject.com/specs) as JSON Schema, draft 3.

The specification's own schemas are not kept here. A field that is not named here is unknown to Popolo.
"""

from jsonschema import Draft3Validator

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


LEADS = {"person_id": "persons", "organization_id": "organizations", "post_id": "posts", "area_id": "areas"}


def wrongs(found: dict) -> list[str]:
    """Return what is wrong with a collection of Popolo objects: their shape, and references to nothing."""
    told = [f"unknown class {name}" for name in found if name not in CLASSES]
    for name, kind in CLASSES.items():
        schema = a(kind) | SCHEMAS
        for one in found.get(name, []):
            told += [f"{kind}: {error.message}" for error in Draft3Validator(schema).iter_errors(one)]
    ids = {name: {one["id"] for one in found.get(name, [])} for name in CLASSES}
    for name, rows in found.items():
        assert len(ids[name]) == len(rows), f"the same identifier twice in {name}"
        for one in rows:
            for field, of_class in LEADS.items():
                if one.get(field) and one[field] not in ids[of_class]:
                    told.append(f"{name}: {field} leads nowhere")
    return told
