"""What the process of the sockets answers over HTTP, to whoever watches over it: that it hears the bus, its figures."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

from django.db import Error, close_old_connections
from prometheus_client import CONTENT_TYPE_LATEST

from config.watching import metrics
from core.live import bus
from core.live.hub import Hub

Send = Callable[[dict[str, Any]], Awaitable[None]]


def watched(application: Callable) -> Callable:
    """Answer `/healthz` and `/metrics`, and hand everything else on."""

    async def answer(scope: dict[str, Any], receive: Callable, send: Send) -> None:
        if scope["path"] == "/healthz":
            heard = await asyncio.to_thread(_is_heard)
            body = json.dumps({"status": "ok" if heard else "failing", "live": "ok" if heard else "failing"})
            await _say(send, 200 if heard else 503, body.encode(), "application/json")
        elif scope["path"] == "/metrics" and _may_read(scope):
            _count(Hub.here())
            body = await asyncio.to_thread(metrics.text, with_house=False)
            await _say(send, 200, body, CONTENT_TYPE_LATEST)
        else:
            await application(scope, receive, send)

    return answer


def _is_heard() -> bool:
    """Tell whether the bus answers, and somebody listens to it: this process, when it is well."""
    close_old_connections()
    try:
        return bool(bus.is_heard())
    except Error:
        return False
    finally:
        close_old_connections()


def _may_read(scope: dict[str, Any]) -> bool:
    told = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    address = (scope.get("client") or ("",))[0]
    return metrics.may_read(address, "x-forwarded-for" in told or "forwarded" in told, told.get("authorization", ""))


def _count(hub: Hub) -> None:
    metrics.SOCKETS.set(sum(len(room.sockets) for room in hub.rooms.values()))
    metrics.ROOMS.set(len(hub.rooms))


async def _say(send: Send, status: int, body: bytes, kind: str) -> None:
    headers = [(b"content-type", kind.encode()), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
