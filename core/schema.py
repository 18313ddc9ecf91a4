"""What the OpenAPI schema says of every operation, so that no view has to."""

from typing import Any

from core.problems import PROBLEM

PROBLEM_SCHEMA = {
    "type": "object",
    "description": "An error (RFC 9457). `detail` is for people, `code` for programs.",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "message", "code"],
                "properties": {
                    "field": {"type": "string", "description": "dotted path, empty when the whole is meant"},
                    "message": {"type": "string"},
                    "code": {"type": "string"},
                },
            },
        },
    },
}
COMMON = {
    "400": "Some of what was sent or asked cannot be read or kept.",
    "401": "Sign in first; or the key that came is not known.",
    "403": "The caller, or her key, may not do this.",
    "404": "Nothing here, or not for the caller.",
    "429": "Too many requests: see Retry-After.",
}
WRITING = {
    "409": "Refused, in words: it is not the moment.",
    "415": "What was sent is in no format that is read here.",
}


def add_problems(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Add the schema `Problem` and the errors that every operation of the API may answer (a drf-spectacular hook). The
    open standards beside it have errors of their own.
    """
    result.setdefault("components", {}).setdefault("schemas", {})["Problem"] = PROBLEM_SCHEMA
    for schema in result["components"]["schemas"].values():
        for name, said in schema.get("properties", {}).items():
            # An address that nobody gave is empty: a reference by RFC 3986, and no URI. Those of ours are always there.
            if said.get("format") == "uri" and said.get("readOnly") and name not in {"url", "next", "previous"}:
                said["format"] = "uri-reference"
    content = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for path, methods in result["paths"].items():
        if not path.startswith("/api/"):
            continue
        for method, operation in methods.items():
            errors = COMMON | ({} if method == "get" else WRITING) | {"default": "An error."}
            for status, description in errors.items():
                operation["responses"].setdefault(status, {"description": description, "content": content})
    return result
