"""The bell between processes: it carries ids only, and is heard after COMMIT (the hub listens, see `ear`).

A bell that is lost loses nothing: the hub compares its rooms with the database every second.
"""

from types import ModuleType

from django.conf import settings
from django.db import connection, transaction

CHANNEL = "agraw_live"
POSTGRESQL, REDIS = "postgresql", "redis"
RECHECK = "recheck"


def ring(room: str) -> None:
    """Ring for a room, as `thread.12`: every process hears it once the transaction has committed."""
    if settings.LIVE_BUS == REDIS:
        transaction.on_commit(lambda: by_redis().publish(CHANNEL, room))
    else:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, room])


def recheck(user_id: int) -> None:
    """Say that a person's rights have changed: her sockets are checked again once the transaction has committed."""
    ring(f"{RECHECK}.{user_id}")


def is_heard() -> bool | None:
    """Tell whether a process listens for the bell now; None when the bus does not answer."""
    if settings.LIVE_BUS == REDIS:
        return by_redis().is_heard(CHANNEL)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = %s)",
            [CHANNEL],
        )
        return cursor.fetchone()[0]


def by_redis() -> ModuleType:
    from core.live import by_redis as module  # noqa: PLC0415 -- optional, and slow to load

    return module
