"""/healthz: the parts that answer, and the failing one named."""

import pytest
from django.db import OperationalError, connection


def test_all_is_well(client, db):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (
        200,
        {"status": "ok", "database": "ok", "live": "absent", "worker": "absent"},
    )
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


def test_a_worker_that_breathes_is_told(client, db):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    assert client.get("/healthz").json()["worker"] == "ok"


@pytest.mark.parametrize("bus", ["postgresql", "redis"])
def test_a_database_that_is_away_is_named(client, settings, monkeypatch, bus):
    def away(*args, **kwargs):
        raise OperationalError("the server is away")

    settings.LIVE_BUS, settings.REDIS_URL = bus, "redis://127.0.0.1:1/0"
    monkeypatch.setattr(connection, "cursor", away)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (
        503,
        {"status": "failing", "database": "failing", "live": "failing", "worker": "absent"},
    )
    assert "away" not in answer.text


def test_a_bus_that_is_away_is_named(client, db, settings):
    settings.LIVE_BUS, settings.REDIS_URL = "redis", "redis://127.0.0.1:1/0"
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["database"], answer.json()["live"]) == (503, "ok", "failing")
