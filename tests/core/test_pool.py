"""A connection that waited in the pool: used without a question while it lives, found out when it is gone."""

import threading
import time

import psycopg
import pytest
from django.db import connection, connections

from core import pool


@pytest.fixture
def waiting(db):
    """A connection as it waits in the pool, and the number of its process in the server."""
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as opened:
        yield opened


def test_a_living_connection_is_not_asked(waiting, monkeypatch):
    monkeypatch.setattr(pool.ConnectionPool, "check_connection", lambda _connection: pytest.fail("it was asked"))
    pool.check(waiting)


def test_a_connection_that_the_server_has_ended_is_found_out(waiting):
    number = waiting.info.backend_pid
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [number])
    with pytest.raises(psycopg.OperationalError):
        pool.check(waiting)
    waiting.close()


@pytest.fixture
def nobody(tmp_path, monkeypatch):
    """A pool of a database that is not there."""
    monkeypatch.setattr(pool, "REMEMBERED", 1000.0)
    options = {"min_size": 1, "max_size": 8, "timeout": 1.0, "reconnect_timeout": 5, "open": False}
    with pool.Pool(kwargs={"host": str(tmp_path)}, **options) as nobody:
        yield nobody


def in_vain(nobody) -> float:
    """Ask for a connection; return how many seconds it took to be told that there is none."""
    began = time.monotonic()
    with pytest.raises(pool.PoolTimeout):
        nobody.getconn()
    return time.monotonic() - began


def test_who_waited_in_vain_has_waited_for_all(nobody):
    """A page asks for the switches, for its version, and for itself; two dozen threads do: ten seconds, not thirty."""
    assert in_vain(nobody) >= 1.0
    began = time.monotonic()
    for _ in range(24):
        in_vain(nobody)
    assert time.monotonic() - began < 1.0


def test_one_tries_again_and_the_others_are_told_at_once(nobody):
    in_vain(nobody)
    nobody.away_until = 0.1  # a moment ago
    trying = threading.Thread(target=in_vain, args=[nobody])
    trying.start()
    while nobody.away_until < 1:
        time.sleep(0.01)
    assert in_vain(nobody) < 0.5
    trying.join()


def test_who_is_impatient_ends_nobody_else_s_waiting(nobody):
    """A server that restarts is back in two seconds: the page waits for it, what it can do without does not."""
    with pool.patience(0.1):
        assert in_vain(nobody) < 0.9
    assert nobody.away_until == 0
    assert in_vain(nobody) >= 1.0


def test_connections_that_are_all_in_use_are_no_absence(db):
    told = {name: value for name, value in connection.get_connection_params().items() if name != "pool"}
    with pool.Pool(kwargs=told, min_size=1, max_size=1, timeout=0.2, open=False) as small:
        used = small.getconn(10)
        in_vain(small)
        assert small.away_until == 0
        small.putconn(used)
        small.putconn(small.getconn(10))


def test_django_has_our_pool():
    options = {"pool": {"min_size": 0, "max_size": 1}}
    wrapper = type(connections["default"])(connection.settings_dict | {"OPTIONS": options}, "another")
    try:
        assert type(wrapper.pool) is pool.Pool
        assert wrapper.pool is wrapper.pool
        assert connection.pool is None
    finally:
        wrapper.close_pool()
