"""/status/: what works is told as it is, to everyone, and also while the database is away."""

import datetime

import pytest
from django.db import OperationalError, connection
from django.utils.timezone import now

from accounts.models import User
from core import switches
from core.enums import Channel, Load
from core.models import Message


@pytest.fixture(autouse=True)
def _all_on():
    yield
    switches._memory.off = frozenset()


def test_it_says_what_works_and_what_not(client, db):
    page = client.get("/en/status/")
    assert (page.status_code, "Messages wait, and leave when it works again" in page.text) == (200, True)
    assert "Everything works." not in page.text
    assert "no-store" in page["Cache-Control"]
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    assert "Messages wait" not in client.get("/en/status/").text
    row = Message.objects.create(key="k", channel=Channel.MAIL, to="a@example.org", body="b")
    Message.objects.filter(pk=row.pk).update(created_at=now() - datetime.timedelta(hours=1))
    assert "Messages arrive late" in client.get("/en/status/").text


def test_it_says_what_rests(client, db):
    assert "Turned off" not in client.get("/en/status/").text
    switches.turn(Load.MAP, on=False, by=User.objects.system())
    switches.read()
    assert "The map rests" in client.get("/en/status/").text


def test_without_a_database_it_is_told_all_the_same(client, db, monkeypatch):
    def away(*args, **kwargs):
        raise OperationalError("the server is away")

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(connection, "cursor", away)
        page, english = client.get("/ar/status/"), client.get("/en/status/").text
    assert (page.status_code, 'dir="rtl"' in page.text) == (503, True)
    assert "away" not in page.text
    assert "Nothing can be sent now" in english
