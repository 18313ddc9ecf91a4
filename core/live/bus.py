"""The bell between processes: it carries ids only, and is heard after COMMIT (the hub listens, see `ear`).

A bell that is lost loses nothing: the hub compares its rooms with the database every second.
"""

import logging
import time
from functools import cache

import redis
from django.conf import settings
from django.db import connection, transaction
from redis.backoff import NoBackoff
from redis.retry import Retry

CHANNEL = "agraw_live"
POSTGRESQL, REDIS = "postgresql", "redis"
RECHECK = "recheck"
REDIS_SECONDS = 0.5  # a page waits no longer for a bell
REDIS_REST = 2  # seconds without ringing after Redis did not answer

log = logging.getLogger(__name__)
_rests_until = 0.0


def ring(room: str) -> None:
    """Ring for a room, as `thread.12`: every process hears it once the transaction has committed."""
    if settings.LIVE_BUS == REDIS:
        transaction.on_commit(lambda: _publish(room))
    else:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, room])


def recheck(user_id: int) -> None:
    """Say that a person's rights have changed: her sockets are checked again once the transaction has committed."""
    ring(f"{RECHECK}.{user_id}")


def _publish(room: str) -> None:
    global _rests_until
    if time.monotonic() < _rests_until:
        return
    try:
        _redis(settings.REDIS_URL).publish(CHANNEL, room)
    except redis.RedisError as error:
        # What was written stays written, and is told when the hub next looks.
        _rests_until = time.monotonic() + REDIS_REST
        log.warning("The bell could not be rung: %s", type(error).__name__)


@cache
def _redis(url: str) -> redis.Redis:
    return redis.Redis.from_url(
        url, socket_connect_timeout=REDIS_SECONDS, socket_timeout=REDIS_SECONDS, retry=Retry(NoBackoff(), 0)
    )


def is_heard() -> bool | None:
    """Tell whether a process listens for the bell now; None when the bus does not answer."""
    if settings.LIVE_BUS == REDIS:
        try:
            return bool(_redis(settings.REDIS_URL).pubsub_numsub(CHANNEL)[0][1])
        except redis.RedisError:
            return None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = %s)",
            [CHANNEL],
        )
        return cursor.fetchone()[0]
