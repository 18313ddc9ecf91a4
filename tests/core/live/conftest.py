"""Fixtures of the tests of the live hub."""

import pytest

from tests.core.live.tools import Book
from tests.servers import each_bus, forks, redis_server  # noqa: F401 -- fixtures


@pytest.fixture
def book():
    return Book()
