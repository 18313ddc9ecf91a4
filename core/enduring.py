"""The cache that several processes share by Redis, and what counts in its place while Redis is away."""

import logging
import time
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

AWAY_FOR = 5.0  # seconds for which a Redis that did not answer is not asked
PATIENCE = 1.0  # seconds for one answer

log = logging.getLogger(__name__)
_asked_again_at = 0.0  # by the clock of this process (`time.monotonic`)


class EnduringCache(RedisCache):
    """Redis; while it is away, this process's own memory: pages go on, and what is limited is limited in each process.

    What was counted in Redis is not known meanwhile, and what was counted here is forgotten when it is back: a limit
    may be as many times wider as there are processes, and no page fails.
    """

    def __init__(self, server: str, params: dict[str, Any]):
        options = {
            "socket_connect_timeout": PATIENCE, "socket_timeout": PATIENCE, "retry": Retry(NoBackoff(), 0),
        }  # fmt: skip
        super().__init__(server, params | {"OPTIONS": options | params.get("OPTIONS", {})})
        self.own = LocMemCache("enduring", {})

    def _either(self, act: str, *words: Any, **more: Any) -> Any:
        global _asked_again_at
        if time.monotonic() >= _asked_again_at:
            try:
                return getattr(super(), act)(*words, **more)
            except RedisError as error:
                _asked_again_at = time.monotonic() + AWAY_FOR
                log.warning("Redis does not answer (%s): this process counts by itself.", type(error).__name__)
        return getattr(self.own, act)(*words, **more)

    def add(self, *words, **more):
        return self._either("add", *words, **more)

    def get(self, *words, **more):
        return self._either("get", *words, **more)

    def set(self, *words, **more):
        return self._either("set", *words, **more)

    def touch(self, *words, **more):
        return self._either("touch", *words, **more)

    def delete(self, *words, **more):
        return self._either("delete", *words, **more)

    def get_many(self, *words, **more):
        return self._either("get_many", *words, **more)

    def set_many(self, *words, **more):
        return self._either("set_many", *words, **more)

    def delete_many(self, *words, **more):
        return self._either("delete_many", *words, **more)

    def has_key(self, *words, **more):
        return self._either("has_key", *words, **more)

    def clear(self):
        return self._either("clear")

    def incr(self, key, delta=1, version=None):
        try:
            return self._either("incr", key, delta, version=version)
        except ValueError:  # Redis knew it, and went between two questions
            if time.monotonic() >= _asked_again_at:
                raise
            self.own.set(key, delta, version=version)
            return delta
