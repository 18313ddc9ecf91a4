"""The bell by Redis (or Valkey). Loaded only where `REDIS_URL` is set: the client is slow to load."""

import contextlib
import logging
import time
from collections.abc import Callable
from functools import cache

import redis
import redis.asyncio
from django.conf import settings
from redis.asyncio.retry import Retry as AsyncRetry
from redis.backoff import NoBackoff
from redis.retry import Retry

SECONDS = 0.5  # a page waits no longer for a bell
REST = 2  # seconds without ringing after Redis did not answer

log = logging.getLogger(__name__)
_rests_until = 0.0


def publish(channel: str, bell: str) -> None:
    """Ring, or rest for a while when Redis does not answer: the bell is made up for by the hub's look."""
    global _rests_until
    if time.monotonic() < _rests_until:
        return
    try:
        _client(settings.REDIS_URL).publish(channel, bell)
    except redis.RedisError as error:
        _rests_until = time.monotonic() + REST
        log.warning("The bell could not be rung: %s", type(error).__name__)


def is_heard(channel: str) -> bool | None:
    """Tell whether anyone listens; None when Redis does not answer."""
    try:
        return bool(_client(settings.REDIS_URL).pubsub_numsub(channel)[0][1])
    except redis.RedisError:
        return None


async def listen(channel: str, pulse: float, heard: Callable[[str], None], begun: Callable[[], None]) -> None:
    """Listen until the connection breaks, which raises `OSError`."""
    # redis-py 8 cuts a silent subscription, and mends a broken one without a word, unless it is told otherwise.
    client = redis.asyncio.Redis.from_url(
        settings.REDIS_URL,
        socket_connect_timeout=5,
        socket_timeout=None,
        health_check_interval=pulse,
        retry=AsyncRetry(NoBackoff(), 0),
    )
    try:
        async with contextlib.aclosing(client), client.pubsub(ignore_subscribe_messages=True) as bus:
            await bus.subscribe(channel)
            begun()
            while True:
                message = await bus.get_message(timeout=pulse)
                if message is not None:
                    heard(message["data"].decode())
    except redis.RedisError as error:
        raise ConnectionError(type(error).__name__) from error


@cache
def _client(url: str) -> redis.Redis:
    return redis.Redis.from_url(
        url, socket_connect_timeout=SECONDS, socket_timeout=SECONDS, retry=Retry(NoBackoff(), 0)
    )
