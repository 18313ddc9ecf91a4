"""Fixtures of the tests of the live hub."""

import pytest
from django.db import connection

from core.live import bus
from tests.core.live.tools import Book, Forks, Redis


@pytest.fixture
def book():
    return Book()


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory):
    server = Redis(tmp_path_factory.mktemp("redis"))
    yield server
    server.kill()


@pytest.fixture(params=[bus.POSTGRESQL, bus.REDIS])
def each_bus(request, settings):
    """Run a test on PostgreSQL's bus, and on Redis; gives the settings that say so."""
    settings.LIVE_BUS, settings.REDIS_URL = request.param, ""
    if request.param == bus.REDIS:
        settings.REDIS_URL = request.getfixturevalue("redis_server").url
    return {"LIVE_BUS": settings.LIVE_BUS, "REDIS_URL": settings.REDIS_URL}


@pytest.fixture(scope="session")
def forks(django_db_setup, django_db_blocker, tmp_path_factory):
    """What makes processes that serve."""
    with django_db_blocker.unblock():
        name = connection.settings_dict["NAME"]
    forks = Forks(name, tmp_path_factory.mktemp("forks"))
    yield forks
    forks.close()
