"""Redis is lost: pages and programs are answered all the same, what is limited is limited, and it is found when it is
back. What it carried to the live rooms is asked for by their pages (tests/core/live, tests/debates/test_faults.py).
"""

import pytest
from django.core.cache import cache, caches
from rest_framework.throttling import AnonRateThrottle

from core import enduring
from tests.servers import Redis


@pytest.fixture
def redis(tmp_path, settings, monkeypatch):
    """A Redis that the cache is in; it can be killed and started again."""
    server = Redis(tmp_path)
    settings.CACHES = {"default": {"BACKEND": "core.enduring.EnduringCache", "LOCATION": server.url}}
    monkeypatch.setattr(enduring, "_asked_again_at", 0.0)
    monkeypatch.setattr(enduring, "AWAY_FOR", 3600.0)  # a slow machine is no fault of the code
    cache.own.clear()
    yield server
    server.kill()
    caches.close_all()


@pytest.mark.django_db
def test_pages_and_programs_are_answered_and_limits_hold(redis, client, caplog, monkeypatch):
    monkeypatch.setitem(AnonRateThrottle.THROTTLE_RATES, "anon", "5/min")
    assert client.get("/fr/").status_code == 200
    redis.kill()
    for path in ("/fr/", "/fr/search/?q=eau", "/api/v1/needs/", "/fr/status/"):
        assert client.get(path).status_code == 200, path
    for _ in range(5):
        client.get("/api/v1/needs/")
    assert client.get("/api/v1/needs/").status_code == 429
    assert caplog.text.count("Redis does not answer") == 1  # asked once in a while, not by each page


def test_it_is_asked_again_once_it_is_back(redis, monkeypatch):
    cache.set("a", "in Redis")
    redis.kill()
    assert cache.get("a") is None
    assert cache.add("b", 0, 60)
    assert [cache.incr("b"), cache.incr("b"), cache.incr("c")] == [1, 2, 1]
    assert cache.get_or_set("d", lambda: "made here") == "made here"
    redis.start()
    assert cache.get("d") == "made here"  # not asked yet
    monkeypatch.setattr(enduring, "_asked_again_at", 0.0)
    assert (cache.get("d"), cache.get("a")) == (None, None)  # what it held was in memory alone
    cache.set("a", "again")
    assert cache.get("a") == "again"


def test_a_count_that_nobody_began_is_a_fault_of_ours_while_it_is_there(redis):
    with pytest.raises(ValueError, match="not found"):
        cache.incr("nobody")
