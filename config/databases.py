"""The databases: the one that is written, and, where there is one, the replica that is read."""

import os
from typing import Any

import dj_database_url

from core import pool


def databases() -> dict[str, dict[str, Any]]:
    """Return Django's `DATABASES`, by `DATABASE_URL`, `DATABASE_REPLICA_URL` and `DATABASE_POOL`."""
    found = {"default": _database(os.environ.get("DATABASE_URL", "postgis:///agraw"))}
    if replica := os.environ.get("DATABASE_REPLICA_URL"):
        found["replica"] = _database(replica) | {"TEST": {"MIRROR": "default"}}
        found["replica"]["OPTIONS"]["pool"] |= {"min_size": 0, "timeout": 2}  # away, it is soon done without
    return found


def _database(url: str) -> dict[str, Any]:
    return dj_database_url.parse(url) | {
        "ENGINE": "core.postgis",
        "ATOMIC_REQUESTS": False,
        # A pool serves threads and processes alike; CONN_MAX_AGE leaks connections under ASGI (it must stay 0).
        "OPTIONS": {
            "pool": {
                "min_size": 1,
                "max_size": int(os.environ.get("DATABASE_POOL", "8")),
                "timeout": 10,
                "check": pool.check,  # a database that was away and is back is found at once
                # The pool tries again after 1, 2, 4, 8 … seconds, for so long; then each who asks makes it try at once.
                "reconnect_timeout": 5,
            },
            "connect_timeout": 5,  # a machine that does not answer
            "tcp_user_timeout": 10_000,  # milliseconds: one that answers no more
        },
        "CONN_MAX_AGE": 0,
        "DISABLE_SERVER_SIDE_CURSORS": False,
    }
