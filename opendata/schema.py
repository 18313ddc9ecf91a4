"""What the OpenAPI schema says of the files and of Popolo, which are no views of the API's own (a hook)."""

from typing import Any

from opendata.enums import Format
from opendata.tables import DATASETS

TEXT = {"type": "string"}
SLUG = {"name": "slug", "in": "path", "required": True, "schema": TEXT}
CHANGED = [
    {"name": "If-None-Match", "in": "header", "schema": TEXT, "description": "The ETag of the file that you have."},
    {"name": "If-Modified-Since", "in": "header", "schema": TEXT, "description": "When you fetched it."},
]


def _get(
    name: str, words: str, kinds: list[str], parameters: list[dict] | None = None, *, missing: str = "", unchanged=False
) -> dict[str, Any]:
    answers: dict[str, Any] = {"200": {"description": words, "content": {kind: {"schema": {}} for kind in kinds}}}
    if unchanged:
        answers["304"] = {"description": "It did not change."}
    if missing:
        answers["404"] = {"description": missing}
    return {"get": {
        "operationId": name, "description": words, "parameters": parameters or [], "tags": [name.split("_")[0]],
        "responses": answers, "security": [{}],
    }}  # fmt: skip


def add_files(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Add the addresses of open data and of Popolo, and say of each operation in which language it answers."""
    slugs = SLUG | {"schema": TEXT | {"enum": sorted(DATASETS)}, "description": "The dataset."}
    kind = {"name": "kind", "in": "path", "required": True, "schema": TEXT | {"enum": list(Format.values)},
            "description": "The format."}  # fmt: skip
    council = SLUG | {"description": "The council's territory, as in addresses."}
    result["paths"] |= {
        "/open-data/{slug}.{kind}": _get(
            "opendata_file", "A dataset in a format, as it was written last night; its ETag is its SHA-256.",
            ["text/csv", "application/json", "application/geo+json"], [slugs, kind, *CHANGED],
            missing="It was not written yet, or there is no such dataset or format.", unchanged=True,
        ),
        "/open-data/dictionary/{slug}.json": _get(
            "opendata_dictionary", "What each field of a dataset means, in Arabic and French, its type and codes.",
            ["application/json"], [slugs], missing="There is no such dataset.",
        ),
        "/open-data/catalogue.jsonld": _get(
            "opendata_catalogue", "Every dataset with its files, sizes, checksums and licence (DCAT-AP).",
            ["application/ld+json"],
        ),
        "/open-data/SHA256SUMS": _get(
            "opendata_checksums", "The SHA-256 of every file, as `sha256sum -c` reads it.", ["text/plain"]
        ),
        "/popolo/councils.json": _get(
            "popolo_councils", "Every council as a Popolo organization, with its area.", ["application/json"]
        ),
        "/popolo/councils/{slug}.json": _get(
            "popolo_council", "A council as Popolo: organizations, posts, memberships, persons, areas.",
            ["application/json"], [council], missing="There is no such council.",
        ),
    }  # fmt: skip
    for name, example in EXAMPLES.items():
        _show(result, name, example)
    for methods in result["paths"].values():
        for operation in methods.values():
            for parameter in operation.get("parameters", []):
                if not parameter.get("description"):
                    parameter["description"] = WORDS.get(parameter["name"], "")
    return result


def _show(result: dict[str, Any], name: str, example: Any) -> None:
    """Show an example of what an operation answers when all is well."""
    for methods in result["paths"].values():
        for operation in methods.values():
            if operation["operationId"] == name:
                answer = next(value for status, value in operation["responses"].items() if status.startswith("2"))
                for content in answer["content"].values():
                    content["example"] = example


# What a parameter means where its view does not say it.
WORDS = {
    "id": "The number of the thing, as `id` in lists.", "slug": "The commune, as in addresses.",
    "code": "The code of the territory (HCP).", "kind": "Which kind of thing.", "format": "The format of the answer.",
    "move": "One of the moves that `actions` offers.", "month": "A month, as 2026-11.",
    "association": "The number of an association.",
    "address": "As in the address of its page.", "network": "The number of a network.",
    "near": "A point, latitude,longitude.", "place": "Where, in words: a douar or a neighbourhood.",
    "q": "Words to search for, in any script.", "region": "The code of a region.", "theme": "The code of a theme.",
}  # fmt: skip
NEED = {
    "id": 12, "space": "tiznit", "title": "ماء الشرب بالدوار", "theme": "water", "beneficiary": "everyone",
    "place": "دوار المثال", "location": {"lat": 29.7, "lon": -9.73}, "state": "voiced", "visibility": "visible",
    "support_count": 7, "author": "أم ريم", "joined": False, "merged_into": None,
    "created_at": "2026-11-28T21:30:00+01:00", "heard_at": None, "said_done_at": None, "confirmed_at": None,
    "url": "https://agraw.example/api/v1/needs/12/", "actions": ["join"],
}  # fmt: skip
COUNCIL = {
    "id": 3, "slug": "tiznit",
    "territory": {
        "code": "09.581.01.07", "slug": "tiznit", "level": "commune", "name_ar": "تيزنيت", "name_fr": "Tiznit",
    },
    "seats": 35, "pledge_days": 30, "pledge_days_kind": "calendar", "opened_at": "2026-09-01T10:00:00+01:00",
    "is_demo": True, "url": "https://agraw.example/api/v1/councils/tiznit/", "actions": [],
    "numbers": {"received": 9, "answered": 6, "on_time": 5, "waiting": 3, "overdue": 1, "median_days": 21},
}  # fmt: skip
REQUEST = {
    "service_request_id": "12", "status": "open", "status_notes": "formulé", "service_name": "eau et assainissement",
    "service_code": "water", "description": "ماء الشرب بالدوار", "agency_responsible": "Conseil de Tiznit",
    "service_notice": "https://agraw.example/ar/needs/12/", "requested_datetime": "2026-11-28T21:30:00+01:00",
    "updated_datetime": "2026-11-28T21:30:00+01:00", "expected_datetime": None, "address": "دوار المثال, Tiznit",
    "address_id": "09.581.01.07", "zipcode": None, "lat": 29.7, "long": -9.73, "media_url": "",
}  # fmt: skip
PAGE = {"next": None, "previous": None}
# What the main operations answer, by their names; a test holds the fields of each against the schema.
EXAMPLES = {
    "needs_list": PAGE | {"results": [NEED]},
    "councils_list": PAGE | {"results": [COUNCIL]},
    "open311_requests": [REQUEST],
    "open311_post": [{"service_request_id": "12", "service_notice": "", "account_id": None}],
}
