"""Fixtures of the tests of the live hub."""

import pytest

from core.live import bus
from tests.core.live.tools import Book, Redis, Sockets


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
    """Run a test on PostgreSQL's bus, and on Redis; gives the environment of a process that uses it."""
    settings.LIVE_BUS, settings.REDIS_URL = request.param, ""
    if request.param == bus.REDIS:
        settings.REDIS_URL = request.getfixturevalue("redis_server").url
    return {"REDIS_URL": settings.REDIS_URL}


@pytest.fixture
def serve():
    """Start processes of sockets: `serve(REDIS_URL=…)`; they are ended with the test."""
    started = []

    def serve(**environment) -> Sockets:
        started.append(Sockets(**environment))
        return started[-1]

    yield serve
    for one in started:
        one.kill()
