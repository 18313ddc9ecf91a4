"""Tools for the tests of people."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from core.models import Message
from tests.factories.accounts import UserFactory
from tests.factories.territories import TerritoryFactory

CODE = re.compile(r"\b\d{6}\b")


@pytest.fixture(autouse=True)
def _fresh_counters():
    """Rate limits of one test do not weigh on the next."""
    cache.clear()


@pytest.fixture(autouse=True)
def _in_english():
    """The words of the source, whatever the catalogues say."""
    with translation.override("en"):
        yield


@pytest.fixture
def last_code():
    """Return the code in the last message of the outbox, sent to `to`."""

    def read(to: str) -> str:
        message = Message.objects.filter(to=to, key__startswith="code.").latest("pk")
        return CODE.search(message.body).group()

    return read


@pytest.fixture
def sign_in(client, last_code):
    """Walk through the door as a person does, without JavaScript; return the answer after the code."""

    def walk(contact: str, to: str, next_url: str = "", browser=client):
        browser.post("/en/accounts/login/", {"contact": contact, "next": next_url})
        return browser.post("/en/accounts/code/", {"code": last_code(to)})

    return walk


@pytest.fixture
def client_factory():
    """Another browser."""
    return Client


@pytest.fixture
def commune():
    return TerritoryFactory(slug="tiznit")


@pytest.fixture
def fatima(commune):
    return UserFactory(phone="+212612345678", display_name="Fatima", commune=commune, email="fatima@example.com")
