"""The nightly count: whatever is changed behind the application's back is found, and named."""

import datetime
import logging

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.utils.timezone import now

from notices.models import Notice
from petitions import actions, tasks
from petitions.actions import recounting
from tests.factories.accounts import UserFactory
from tests.factories.petitions import PetitionFactory, SignatureFactory
from tests.petitions.signers import signed_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def petition():
    """A petition that five people signed yesterday, counted."""
    with time_machine.travel(now() - datetime.timedelta(days=1)):
        petition = PetitionFactory(collecting=True)
        people = UserFactory.create_batch(5)
        signed_by(petition, *people)
        actions.withdraw_signature(petition, by=people[0])
    with time_machine.travel(now() - datetime.timedelta(hours=1)):
        actions.refresh(petition)
    return petition


def tamper(sql: str, *values) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def found() -> list[tuple]:
    return [(one.petition_id, one.row) for one in actions.recount_all()]


def test_what_was_not_touched_agrees(petition):
    assert found() == []
    assert call_command("recount_petitions") is None


@pytest.mark.parametrize(
    "change",
    [
        "kind = 'online'",
        "state = 'withdrawn'",
        "state = 'invalid', invalidity = 'abuse'",
        "person_key = 'x'",
        "phone_key = 'x'",
        "territory_id = (SELECT territory_id FROM councils_council LIMIT 1)",
        "proof = ''",
    ],
)
def test_a_row_that_was_changed_is_named(petition, change):
    row = petition.signatures.order_by("pk")[2]
    tamper(f"UPDATE petitions_signature SET {change} WHERE id = %s", row.pk)

    assert (petition.pk, row.pk) in found()


def test_a_withdrawn_row_that_is_made_to_count_is_named(petition):
    row = petition.signatures.get(state="withdrawn")
    tamper("UPDATE petitions_signature SET state = 'valid' WHERE id = %s", row.pk)

    assert found() == [(petition.pk, row.pk), (petition.pk, None)]


def test_a_row_moved_to_another_petition_is_named(petition):
    row, other = petition.signatures.order_by("pk").last(), PetitionFactory(collecting=True)
    tamper("UPDATE petitions_signature SET petition_id = %s WHERE id = %s", other.pk, row.pk)

    assert (other.pk, row.pk) in found()
    assert (petition.pk, None) in found()


def test_a_forged_row_is_named(petition):
    row = SignatureFactory(petition=petition, proof=b"x" * 32)

    assert found() == [(petition.pk, row.pk)]


@pytest.mark.parametrize("counted_since", [False, True])
def test_a_deleted_row_is_found_even_after_another_count(petition, counted_since):
    tamper("DELETE FROM petitions_signature WHERE id = (SELECT min(id) + 1 FROM petitions_signature)")
    if counted_since:
        SignatureFactory(petition=petition)
        actions.refresh(petition)

    words = [one.words for one in actions.recount_all()]
    assert "1 of the 5 rows counted before are gone" in words or "1 of the 6 rows counted before are gone" in words


@pytest.mark.parametrize("column", ["support_count", "online_count", "paper_count", "spread_missing"])
def test_a_shown_count_that_was_changed_is_found(petition, column):
    tamper(f"UPDATE petitions_petition SET {column} = {column} + 1 WHERE id = %s", petition.pk)

    assert found() == [(petition.pk, None)]


def test_a_count_that_is_behind_the_rows_is_no_alarm(petition):
    signed_by(petition, UserFactory())

    assert found() == []


def test_a_mismatch_is_an_alarm(petition, caplog, capsys):
    superuser = UserFactory(is_superuser=True)
    row = petition.signatures.order_by("pk").last()
    tamper("UPDATE petitions_signature SET kind = 'online' WHERE id = %s", row.pk)

    with caplog.at_level(logging.ERROR), pytest.raises(SystemExit) as end:
        call_command("recount_petitions")

    assert end.value.code == 1
    assert f"petition {petition.pk}, signature {row.pk}" in capsys.readouterr().out
    assert f"petition {petition.pk}, signature {row.pk}" in caplog.text
    notice = Notice.objects.get(user=superuser)
    assert (notice.is_urgent, str(petition.pk) in notice.text) == (True, True)
    tasks.recount(0)
    assert Notice.objects.filter(user=superuser).count() == 1


def test_no_mismatch_is_no_alarm(petition, caplog):
    UserFactory(is_superuser=True)
    tasks.recount(0)

    assert not Notice.objects.exists()
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert recounting.alarm([]) == 0
