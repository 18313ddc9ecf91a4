"""A connection that waited in the pool: used without a question while it lives, found out when it is gone."""

import psycopg
import pytest
from django.db import connection

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
