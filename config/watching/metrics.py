"""The figures for Prometheus. With `PROMETHEUS_MULTIPROC_DIR` the processes that share the folder answer for all."""

import ipaddress
import os
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.utils.crypto import constant_time_compare
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector

from config.watching.gauges import House

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
BUCKETS = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)  # seconds

REQUESTS = Counter("agraw_requests", "Requests answered", ["route", "method", "status"])
SECONDS = Histogram("agraw_request_seconds", "Time until the head of an answer", ["route"], buckets=BUCKETS)
SOCKETS = Gauge("agraw_sockets", "Sockets that listen", multiprocess_mode="livesum")
ROOMS = Gauge("agraw_rooms", "Rooms that somebody listens to", multiprocess_mode="livesum")


def count(route: str, method: str, status: str, seconds: float) -> None:
    """Count one request."""
    REQUESTS.labels(route, method if method in METHODS else "OTHER", status).inc()
    SECONDS.labels(route).observe(seconds)


def may_read(address: str, forwarded: bool, authorization: str) -> bool:
    """Tell whether figures are given: to who has the token; without one, to this machine, and never through a proxy."""
    if settings.METRICS_TOKEN:
        return constant_time_compare(authorization, f"Bearer {settings.METRICS_TOKEN}")
    try:
        return not forwarded and ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def text(*, with_house: bool = True) -> bytes:
    """Return the figures in Prometheus's text format; `with_house`: also what the database knows."""
    parts = [generate_latest(_processes())]
    if with_house:
        house = CollectorRegistry()
        house.register(House())
        parts.append(generate_latest(house))
    return b"".join(parts)


def _processes() -> CollectorRegistry:
    if not os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    return registry


def answer(environ: dict[str, Any], start_response: Callable) -> list[bytes]:
    """Answer `/metrics` over WSGI; 404 to a stranger."""
    forwarded = "HTTP_X_FORWARDED_FOR" in environ or "HTTP_FORWARDED" in environ
    allowed = may_read(environ.get("REMOTE_ADDR", ""), forwarded, environ.get("HTTP_AUTHORIZATION", ""))
    body = text() if allowed and environ["REQUEST_METHOD"] in {"GET", "HEAD"} else b""
    status = HTTPStatus.OK if body else HTTPStatus.NOT_FOUND
    headers = [("Content-Type", CONTENT_TYPE_LATEST), ("Content-Length", str(len(body))), ("Cache-Control", "no-store")]
    start_response(f"{status.value} {status.phrase}", headers)
    return [body]
