"""The door of the sockets: who may ask for one, what an address may say, and how a no is said."""

import logging
import re
import resource
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from channels.routing import URLRouter
from django.conf import settings
from django.http import parse_cookie
from django.http.request import split_domain_port, validate_host
from django.urls import re_path

from core.live.hub import Hub

MOST = 2_147_483_647  # the highest number that a thread counts to (PostgreSQL's integer)
WORDS = {
    400: "after and rev are whole numbers from 0, in plain digits, each given once.",
    403: "A socket is opened by a page of this site.",
    404: "There is no such room, or it is not open to you.",
    503: "The house cannot answer now. Try again soon, or poll.",
}
log = logging.getLogger(__name__)


class Refusal(Exception):  # noqa: N818 -- an expected no, not an error
    """The handshake is answered with the HTTP status `status`."""

    def __init__(self, status: int):
        super().__init__(WORDS[status])
        self.status = status


async def refuse(scope: dict[str, Any], send: Callable[[dict[str, Any]], Awaitable[None]], status: int) -> None:
    """Answer a handshake with an HTTP status; with 403 where the server knows no other (RFC 6455 §4.2.2)."""
    if "websocket.http.response" not in scope.get("extensions", {}):
        await send({"type": "websocket.close", "code": 4000 + status})
        return
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
    await send({"type": "websocket.http.response.start", "status": status, "headers": headers})
    await send({"type": "websocket.http.response.body", "body": f"{WORDS[status]}\n".encode()})


class Door:
    """The ASGI application of the sockets: an address of ours, asked for by a page of ours; else a plain no."""

    def __init__(self, routes: list):
        self._inside = URLRouter([*routes, re_path("", _nothing_here)])

    async def __call__(self, scope, receive, send) -> None:
        if not is_own_page(scope):
            await receive()
            await refuse(scope, send, 403)
            return
        await self._inside(scope, receive, send)


async def _nothing_here(scope, receive, send) -> None:
    await receive()
    await refuse(scope, send, 404)


async def no_pages(scope, receive, send) -> None:
    """Answer a request that is no socket: a proxy sent it to the wrong place."""
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"upgrade", b"websocket")]
    await send({"type": "http.response.start", "status": 426, "headers": headers})
    await send({"type": "http.response.body", "body": b"Only sockets are served here.\n"})


def is_own_page(scope: dict[str, Any]) -> bool:
    """Tell whether the handshake comes from a page of this site: cookies alone do not (cross-site hijacking).

    The one `Origin` must name the host asked for, or be an origin trusted for forms, as with Django's forms.
    """
    origins, hosts = _headers(scope, b"origin"), _headers(scope, b"host")
    if len(origins) != 1 or len(hosts) != 1:
        return False
    if origins[0] in settings.CSRF_TRUSTED_ORIGINS:
        return True
    try:
        origin = urlsplit(origins[0])
    except ValueError:
        return False
    host = split_domain_port(hosts[0])[0]
    return (
        origin.scheme in {"http", "https"}
        and origin.netloc.lower() == hosts[0].lower()
        and validate_host(host, settings.ALLOWED_HOSTS)
    )


def session_of(scope: dict[str, Any]) -> str | None:
    """Return the session's key that the browser gave, if any."""
    cookies = parse_cookie("; ".join(_headers(scope, b"cookie")))
    return cookies.get(settings.SESSION_COOKIE_NAME) or None


def place_of(scope: dict[str, Any]) -> tuple[int, int | None]:
    """Return what a listener knows already, `(after, rev)` of the address; raises `Refusal`."""
    try:
        given = parse_qs(scope.get("query_string", b"").decode("ascii"), keep_blank_values=True, max_num_fields=8)
    except ValueError as error:
        raise Refusal(400) from error
    return _number(given, "after") or 0, _number(given, "rev")


def _number(given: dict[str, list[str]], name: str) -> int | None:
    values = given.get(name)
    if values is None:
        return None
    if len(values) != 1 or not re.fullmatch("[0-9]{1,10}", values[0]) or int(values[0]) > MOST:
        raise Refusal(400)
    return int(values[0])


def _headers(scope: dict[str, Any], name: bytes) -> list[str]:
    return [value.decode("latin-1") for header, value in scope.get("headers", []) if header == name]


async def lifespan(scope, receive, send) -> None:
    """Start to listen with the server, and stop with it."""
    await receive()
    # A socket is an open file: as many as the system lets us have.
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    hub = Hub.here()
    hub.start()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await hub.stop()
    await send({"type": "lifespan.shutdown.complete"})
