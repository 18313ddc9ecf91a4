"""Errors of the API as RFC 9457 `application/problem+json`."""

from rest_framework.views import exception_handler


def problem(exc, context):
    return exception_handler(exc, context)
