"""How Open311 answers are written: JSON as they are, XML from the same values, errors in the form of the standard."""

import re
from typing import Any
from xml.etree import ElementTree

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException, AuthenticationFailed, NotAuthenticated, Throttled
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.response import Response
from rest_framework.views import set_rollback

from core.workflow import Refused

NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What a list is called in XML, and each of its members.
LISTS = {
    "services": "service", "requests": "request", "service_requests": "request", "errors": "error",
    "attributes": "attribute", "values": "value", "endpoints": "endpoint", "formats": "format",
}  # fmt: skip


class XML(BaseRenderer):
    """The values of an answer as XML 1.0 in UTF-8; it is only written, nothing of others is read as XML."""

    media_type, format, charset = "text/xml", "xml", "utf-8"

    def render(self, data, accepted_media_type=None, renderer_context=None):
        context = renderer_context or {}
        response = context.get("response")
        is_error = response is not None and response.status_code >= 400
        name = "errors" if is_error else getattr(context.get("view"), "root", "answer")
        return ElementTree.tostring(_element(name, data), encoding="utf-8", xml_declaration=True)


class JSON(JSONRenderer):
    charset = "utf-8"


def _element(name: str, value: Any) -> ElementTree.Element:
    element = ElementTree.Element(name)
    if isinstance(value, dict):
        element.extend(_element(key, inner) for key, inner in value.items())
    elif isinstance(value, (list, tuple)):
        element.extend(_element(LISTS.get(name, "item"), inner) for inner in value)
    elif isinstance(value, bool):
        element.text = "true" if value else "false"
    elif value is not None:
        element.text = NOT_IN_XML.sub("", str(value))
    return element


class Wrong(APIException):
    """What was asked cannot be done, in words for people and the standard's status: 400, 403 or 404."""

    def __init__(self, status: int, detail: Any):
        super().__init__(detail)
        self.status_code = status


def told(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Answer an error as the standard has it: a list with one `{code, description}`, in the format that was asked."""
    headers = {}
    if isinstance(exc, Refused):
        code, words = 400, str(exc)
    elif isinstance(exc, Http404):
        code, words = 404, _("There is nothing here, or it may not be shown to you.")
    elif isinstance(exc, NotAuthenticated):
        code, words = 403, _("Send an api_key: a key with which a program may post needs in your name.")
    elif isinstance(exc, AuthenticationFailed):
        code, words = 403, str(exc.detail)
    elif isinstance(exc, PermissionDenied):
        code, words = 403, _("You may not do this.")
    elif isinstance(exc, APIException):
        code, words = exc.status_code, str(exc.detail)
        if isinstance(exc, Throttled) and exc.wait:
            headers["Retry-After"] = str(round(exc.wait) or 1)
    else:
        return None
    set_rollback()
    return Response([{"code": code, "description": words}], status=code, headers=headers)
