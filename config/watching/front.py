"""What stands before everything else that answers over HTTP: it numbers each request, times it and counts it."""

import logging
import time
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings

from config.watching import metrics
from core import requests, switches
from core.cached import ROUTE

NOWHERE, STATIC = "(none)", "(static)"
HEADER = "X-Request-ID"

logger = logging.getLogger("agraw.requests")


class Watched:
    """A WSGI application around ours. `/metrics` is answered here: it needs no host, no session and no page.

    The number of a request is the proxy's (`X-Request-ID`) when proxies are trusted and it is well formed, else new.
    """

    def __init__(self, application: Callable):
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        if environ.get("PATH_INFO") == "/metrics":
            return metrics.answer(environ, start_response)
        began, told = time.perf_counter(), ["500"]
        token = requests.begin(environ.get("HTTP_X_REQUEST_ID", "") if settings.TRUSTED_PROXIES else "")

        def begin(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            told[0] = status[:3]
            return start_response(status, [*headers, (HEADER, requests.current())], *rest)

        try:
            switches.look()
            return self.application(environ, begin)
        finally:
            seconds, method = time.perf_counter() - began, environ["REQUEST_METHOD"]
            route = route_of(environ)
            metrics.count(route, method, told[0], seconds)
            if settings.LOG_REQUESTS:
                logger.info("%s %s %s %.0f ms", method, route, told[0], seconds * 1000)
            requests.end(token)


def route_of(environ: dict[str, Any]) -> str:
    """Return the name of the view that answered; never the address, which may hold what is nobody's business."""
    if route := environ.get(ROUTE):
        return route
    return STATIC if environ.get("PATH_INFO", "").startswith(settings.STATIC_URL) else NOWHERE
