"""A database whose migrations nobody knows is refused; one of before the migrations were made one goes on."""

import pytest
from django.core.management import CommandError, call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from core.management.commands.adopt_migrations import LAST, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def recorder():
    return MigrationRecorder(connection)


@pytest.fixture
def of_before(recorder):
    """Give the names that a database had before, all done; return those of today that stand for them."""
    today = set(recorder.applied_migrations())
    for app, name in today:
        if app in LAST:
            recorder.record_unapplied(app, name)
    for app, name in LAST.items():
        for done in {"0001_initial", name}:
            recorder.record_applied(app, done)
    return {(app, name) for app, name in today if app not in LAST or name in NOW.get(app, ["0001_initial"])}


def test_a_database_of_other_migrations_is_refused_before_anything_is_done(recorder):
    call_command("check", databases=["default"])
    recorder.record_applied("needs", "0099_of_another_branch")
    with pytest.raises(SystemCheckError, match=r"not in this code: needs\.0099_of_another_branch\. Nothing"):
        call_command("check", databases=["default"])


def test_a_database_of_before_is_told_the_names_of_today(of_before, recorder):
    with pytest.raises(SystemCheckError):
        call_command("check", databases=["default"])
    call_command("adopt_migrations", verbosity=0)
    assert set(recorder.applied_migrations()) == of_before
    call_command("check", databases=["default"])


def test_a_database_that_stopped_on_the_way_is_not_adopted(of_before, recorder):
    recorder.record_unapplied("needs", LAST["needs"])
    before = set(recorder.applied_migrations())
    with pytest.raises(CommandError, match="Not done in this database: needs"):
        call_command("adopt_migrations")
    recorder.record_applied("needs", LAST["needs"])
    recorder.record_applied("needs", "0004_never_sent")
    with pytest.raises(CommandError, match=r"in no code of before: needs\.0004_never_sent"):
        call_command("adopt_migrations")
    recorder.record_unapplied("needs", "0004_never_sent")
    assert set(recorder.applied_migrations()) == before | {("needs", LAST["needs"])}
