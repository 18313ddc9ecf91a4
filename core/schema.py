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
COMMON = {"404": "Nothing here, or not for the caller.", "429": "Too many requests: see Retry-After."}
WRITING = {
    "400": "Some of what was sent cannot be kept.",
    "401": "Sign in first.",
    "403": "The caller may not do this.",
    "409": "Refused, in words: it is not the moment.",
}


def add_problems(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Add the schema `Problem` and the errors that every operation of the API may answer (a drf-spectacular hook). The
    open standards beside it have errors of their own.
    """
    result.setdefault("components", {}).setdefault("schemas", {})["Problem"] = PROBLEM_SCHEMA
    content = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for path, methods in result["paths"].items():
        if not path.startswith("/api/"):
            continue
        for method, operation in methods.items():
            errors = COMMON | ({} if method == "get" else WRITING) | {"default": "An error."}
            for status, description in errors.items():
                operation["responses"].setdefault(status, {"description": description, "content": content})
    return result
