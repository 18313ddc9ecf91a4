"""The administration of the core: figures and holidays are set, journal and outbox are only looked at."""

import pytest
from django.urls import reverse

from core import journal, outbox
from core.enums import Channel
from core.models import Entry, Holiday, LegalRule, Message, Seal
from tests.factories.accounts import UserFactory
from tests.factories.territories import TerritoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def root(client):
    user = UserFactory(is_superuser=True, is_staff=True)
    client.force_login(user)
    return client


def address(model, page, *args) -> str:
    return reverse(f"admin:core_{model._meta.model_name}_{page}", args=args)


@pytest.mark.parametrize("model", [Entry, Message, LegalRule, Holiday])
def test_each_list_is_shown(root, model):
    assert root.get(address(model, "changelist")).status_code == 200


def test_an_entry_is_looked_at_and_never_changed(root):
    entry = journal.record(TerritoryFactory(), "open", by=UserFactory())
    assert root.get(address(Entry, "change", entry.pk)).status_code == 200
    assert root.post(address(Entry, "change", entry.pk), {"note": "x"}).status_code == 403
    assert root.post(address(Entry, "delete", entry.pk), {"post": "yes"}).status_code == 403
    assert root.get(address(Entry, "add")).status_code == 403


def test_a_message_shows_neither_to_whom_nor_what(root):
    message = outbox.post(key="k", channel=Channel.MAIL, to="lalla@example.org", subject="secret", body="words")
    page = root.get(address(Message, "change", message.pk)).content.decode()
    assert not any(hidden in page for hidden in ("lalla@example.org", "secret", "words"))


def test_a_holiday_is_corrected_by_an_administrator(root):
    root.post(address(Holiday, "add"), {"day": "2027-03-10", "is_off": "on", "name_ar": "عيد الفطر", "name_fr": "Aïd"})
    assert Holiday.objects.get().is_off


def test_rows_say_what_they_are():
    rule = LegalRule(key="answer", level="", value=60, unit="day")
    assert [str(Seal(number=3)), str(rule), str(Entry(subject="a:1", action="open"))] == [
        "3", "answer  60 day", "a:1 open",
    ]  # fmt: skip
