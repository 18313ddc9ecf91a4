"""Errors of the API as RFC 9457 `application/problem+json`: `{type, title, status, detail, code, errors?}`.

`detail` is written for people, in the language that `Accept-Language` asks for; `code` is for programs and stays.
`errors` is a list of `{field, message, code}`; `field` is a dotted path, empty when the whole is meant.
"""

import json
import math
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.exceptions import ValidationError as FormError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.serializers import as_serializer_error
from rest_framework.views import set_rollback

from core.enums import Load
from core.switches import RESTING
from core.workflow import Refused

PROBLEM = "application/problem+json"


def problem(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Answer an error that a view of the API raised. None for one that nobody foresaw: `speak_json` answers it."""
    headers = {}
    if isinstance(exc, Refused):
        body = _body(HTTPStatus.CONFLICT, exc.code, str(exc))
    elif isinstance(exc, FormError):
        body = _invalid(as_serializer_error(exc))
    elif isinstance(exc, exceptions.ValidationError):
        body = _invalid(exc.detail)
    elif isinstance(exc, Http404):
        body = _body(HTTPStatus.NOT_FOUND, "not_found", _("There is nothing here, or it may not be shown to you."))
    elif isinstance(exc, PermissionDenied):
        body = _body(HTTPStatus.FORBIDDEN, "permission_denied", _("You may not do this."))
    elif isinstance(exc, exceptions.APIException):
        body = _body(exc.status_code, exc.get_codes(), str(exc.detail))
        if wait := getattr(exc, "wait", None):
            headers["Retry-After"] = str(math.ceil(wait))
        if challenge := getattr(exc, "auth_header", None):
            headers["WWW-Authenticate"] = challenge
    else:
        return None
    set_rollback()
    # Whatever the caller asked to be given (a map, a table), an error is told in JSON.
    request = context.get("request")
    if request is not None:
        request.accepted_renderer, request.accepted_media_type = JSONRenderer(), PROBLEM
    return Response(body, status=body["status"], headers=headers, content_type=PROBLEM)


def speak_json(get_response):
    """Middleware: below /api/, errors that no view answered (no such address, a fault of ours) are told in JSON too."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_page = response.status_code >= 400 and response.get("Content-Type", "").startswith("text/html")
        if not is_page or not request.path_info.startswith("/api/"):
            return response
        detail, code = _("Something went wrong on our side. Nothing was changed: try again later."), "error"
        if response.status_code == HTTPStatus.INSUFFICIENT_STORAGE:
            detail, code = (
                _("Our disk is full. Nothing of what you just sent was kept: send it again later."),
                "no_room",
            )
        elif response.status_code < 500:
            detail, code = _("There is nothing at this address."), "not_found"
        body = _body(response.status_code, code, detail)
        answer = HttpResponse(json.dumps(body, ensure_ascii=False), status=response.status_code, content_type=PROBLEM)
        if "Retry-After" in response.headers:
            answer.headers["Retry-After"] = response.headers["Retry-After"]
        return answer

    return middleware


def unreadable(refusal: Refused) -> HttpResponse:
    """Answer 400 for a value of the address that cannot be read, where a page's script asks for JSON."""
    body = _body(HTTPStatus.BAD_REQUEST, refusal.code, str(refusal))
    return HttpResponse(json.dumps(body, ensure_ascii=False), status=HTTPStatus.BAD_REQUEST, content_type=PROBLEM)


def resting(load: Load) -> HttpResponse:
    """Answer 503 in the place of work that is turned off for the moment (`core.switches`)."""
    body = _body(HTTPStatus.SERVICE_UNAVAILABLE, "resting", str(RESTING[load]))
    answer = HttpResponse(
        json.dumps(body, ensure_ascii=False), status=HTTPStatus.SERVICE_UNAVAILABLE, content_type=PROBLEM
    )
    answer.headers["Retry-After"] = "60"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _body(status: int, code: str, detail: str) -> dict[str, Any]:
    status = HTTPStatus(status)
    return {
        "type": "about:blank", "title": status.phrase, "status": status.value, "detail": detail, "code": code,
    }  # fmt: skip


def _invalid(detail: Any) -> dict[str, Any]:
    errors = list(_flat(detail, ""))
    return _body(HTTPStatus.BAD_REQUEST, "invalid", _("Some of what was sent cannot be kept.")) | {"errors": errors}


def _flat(detail: Any, path: str):
    """Yield one `{field, message, code}` for each message in DRF's nest of dicts and lists."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            yield from _flat(inner, path if name == "non_field_errors" else f"{path}.{name}".lstrip("."))
    elif isinstance(detail, list):
        for number, inner in enumerate(detail):
            yield from _flat(inner, path if isinstance(inner, str) else f"{path}.{number}".lstrip("."))
    else:
        yield {"field": path, "message": str(detail), "code": getattr(detail, "code", None) or "invalid"}
