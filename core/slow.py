"""Questions to the database that take long, told in the log without the values that they carry."""

import logging
import re
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.backends.signals import connection_created

LONGEST = 1_000  # characters of a statement that are told
TEXT = re.compile(r"'(?:[^']|'')*'")

logger = logging.getLogger(__name__)


def timed(execute: Callable, sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Ask the database, and tell the log when the answer took `SLOW_QUERY_MS` milliseconds or more.

    Values travel apart from the statement and are not told; what stands in it between quotes is left out.
    """
    began = time.perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        spent = (time.perf_counter() - began) * 1000
        if spent >= settings.SLOW_QUERY_MS:
            text = sql if isinstance(sql, str) else sql.as_string(None)
            logger.warning("Slow query, %d ms: %s", spent, TEXT.sub("'…'", " ".join(text.split()))[:LONGEST])


def watch(connection: Any, **_: Any) -> None:
    """Time what is asked on a connection, when the operator wants it."""
    if settings.SLOW_QUERY_MS and timed not in connection.execute_wrappers:
        connection.execute_wrappers.append(timed)


def listen() -> None:
    connection_created.connect(watch, dispatch_uid="core.slow")
