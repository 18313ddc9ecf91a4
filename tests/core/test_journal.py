"""The journal: append-only, sealed at commit, and what verify_journal finds."""

import hashlib
import re
import threading
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction

from core import journal
from core.models import Entry, Seal
from tests.conftest import NO_TRUNCATE
from tests.factories.accounts import UserFactory
from tests.factories.territories import TerritoryFactory


def seal_now():
    """Run the deferred triggers, as COMMIT does."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


@pytest.fixture
def entries(db):
    thing, by = TerritoryFactory(), UserFactory()
    rows = [
        journal.record(thing, "open", by=by, note=f'سبب {n} “é” \\ " \u2028', data={"b": n, "a": [1.50, None, "ⵣ"]})
        for n in range(5)
    ]
    seal_now()
    return rows


def tamper(sql, *values):
    """Do what only the owner of the database can: change the tables with their triggers switched off."""
    with connection.cursor() as cursor:
        for table in NO_TRUNCATE:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        cursor.execute(sql, values)
        for table in NO_TRUNCATE:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER ALL")


def verify(**options) -> tuple[str, str]:
    """Return what the command printed and the error it ended with."""
    out, said = StringIO(), ""
    try:
        call_command("verify_journal", stdout=out, **options)
    except CommandError as error:
        said = str(error) if error.returncode == 1 else "another exit code"
    return out.getvalue(), said


def test_history_is_told_in_order_about_one_thing(entries, django_assert_num_queries):
    thing = TerritoryFactory(code="09.581.99.99")
    journal.record(thing, "open", by=UserFactory())
    subject = type(thing).objects.exclude(pk=thing.pk).get(pk=entries[0].subject.split(":")[1])
    with django_assert_num_queries(1):
        assert [(entry.pk, entry.by.is_active) for entry in journal.history(subject)] == [(e.pk, True) for e in entries]


@pytest.mark.parametrize(
    "act",
    [
        "UPDATE core_entry SET note = ''",
        "DELETE FROM core_entry",
        "UPDATE core_seal SET digest = ''",
        "DELETE FROM core_seal",
    ],
)
def test_the_database_refuses_to_change_or_delete(entries, act):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(act)
    assert (Entry.objects.count(), Seal.objects.count()) == (5, 5)


@pytest.mark.parametrize("table", NO_TRUNCATE)
def test_the_database_refuses_to_truncate(entries, table):
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {NO_TRUNCATE[table]}")
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            cursor.execute(f"TRUNCATE {table} CASCADE")


def test_each_entry_is_chained_to_the_one_before(entries):
    assert list(Seal.objects.order_by("number").values_list("number", "entry_id")) == [
        (n + 1, entry.pk) for n, entry in enumerate(entries)
    ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT core_entry_text_v1(e) FROM core_entry e ORDER BY id")
        by_function = [text for (text,) in cursor]
        cursor.execute(f"SELECT {journal.CANONICAL} FROM core_entry e ORDER BY id")
        assert [text for (text,) in cursor] == by_function
    digest = bytes(32)
    for text, seal in zip(by_function, Seal.objects.order_by("number"), strict=True):
        digest = hashlib.sha256(digest + text.encode()).digest()
        assert bytes(seal.digest) == digest


def test_an_empty_journal_holds(db):
    assert verify() == (f"The journal holds: 0 entries. Head 0:{'0' * 64}\n", "")


def test_an_untouched_journal_holds_and_prints_its_head(entries, monkeypatch):
    monkeypatch.setattr(journal, "BATCH", 2)
    head = bytes(Seal.objects.get(number=5).digest).hex()
    assert verify() == (f"The journal holds: 5 entries. Head 5:{head}\n", "")
    assert verify(expect=f"5:{head.upper()}")[1] == ""


@pytest.mark.parametrize("column", ["note", "subject", "action", "axis", "source", "target"])
def test_a_changed_word_is_found(entries, column):
    tamper(f"UPDATE core_entry SET {column} = 'x' WHERE id = %s", entries[2].pk)
    assert verify() == (
        f"Entry {entries[2].pk} (seal 3) was changed, or its place in the chain was.\n",
        "The journal does not hold: 1 faults.",
    )


@pytest.mark.parametrize(
    "change", ["at = at + interval '1 microsecond'", "data = '{}'", "by_id = %s", "id = id + 1000"]
)
def test_another_change_is_found(entries, change):
    other = UserFactory().pk
    tamper(f"UPDATE core_entry SET {change.replace('%s', str(other))} WHERE id = %s", entries[0].pk)
    assert str(entries[0].pk) in verify()[0]


def test_a_deleted_entry_is_found(entries):
    tamper("DELETE FROM core_entry WHERE id = %s", entries[1].pk)
    assert verify()[0] == f"Entry {entries[1].pk} (seal 2) was deleted.\n"


def test_an_entry_deleted_with_its_seal_is_found(entries):
    tamper("DELETE FROM core_seal WHERE number IN (2, 3)")
    tamper("DELETE FROM core_entry WHERE id IN (%s, %s)", entries[1].pk, entries[2].pk)
    out, _ = verify()
    assert out.splitlines() == [
        "Seals 2 to 3 are missing.",
        f"Entry {entries[3].pk} (seal 4) was changed, or its place in the chain was.",
    ]


def test_two_entries_that_changed_places_are_found(entries):
    first, second = entries[1].pk, entries[2].pk
    tamper(
        "UPDATE core_seal SET entry_id = CASE number WHEN 2 THEN %s ELSE %s END + 900 WHERE number IN (2, 3)",
        second,
        first,
    )
    tamper("UPDATE core_seal SET entry_id = entry_id - 900 WHERE number IN (2, 3)")
    assert [line.split()[1] for line in verify()[0].splitlines()] == [str(second), str(first)]


def test_an_entry_written_with_the_triggers_off_is_found(entries):
    tamper(
        "INSERT INTO core_entry (at, subject, action, axis, source, target, by_id, note, data) "
        "SELECT at, subject, action, axis, source, target, by_id, note, data FROM core_entry WHERE id = %s",
        entries[0].pk,
    )
    last = Entry.objects.latest("id").pk
    assert verify()[0] == f"Entry {last} has no seal: it was written with the triggers switched off.\n"


def test_a_chain_cut_at_its_end_no_longer_holds_the_head_noted_before(entries):
    head = f"5:{bytes(Seal.objects.get(number=5).digest).hex()}"
    tamper("DELETE FROM core_seal WHERE number = 5")
    tamper("DELETE FROM core_entry WHERE id = %s", entries[4].pk)
    assert verify()[1] == ""
    assert verify(expect=head)[0] == "The chain no longer holds seal 5 as it was noted.\n"


@pytest.mark.parametrize("head", ["", "5", "5:ab", f"x:{'0' * 64}"])
def test_a_head_that_is_not_one_is_refused(db, head):
    with pytest.raises(CommandError, match="NUMBER:DIGEST"):
        call_command("verify_journal", expect=head or ":")


def test_a_role_without_the_right_to_change_or_seal_still_records(entries):
    """What docs/operations.md advises: the database seals in the owner's name."""
    thing, by = TerritoryFactory(), UserFactory()
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE ROLE agraw_app_test; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO "
            "agraw_app_test; GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO agraw_app_test; REVOKE UPDATE, DELETE ON "
            "core_entry, core_seal FROM agraw_app_test; REVOKE INSERT ON core_seal FROM agraw_app_test; "
            "SET LOCAL ROLE agraw_app_test"
        )
        journal.record(thing, "open", by=by)
        seal_now()
        for act in ["UPDATE core_entry SET note = ''", "DELETE FROM core_seal", "TRUNCATE core_entry CASCADE"]:
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                cursor.execute(act)
        cursor.execute("RESET ROLE")
    assert Seal.objects.count() == 6
    assert verify()[1] == ""


@pytest.mark.django_db(transaction=True)
def test_many_transactions_at_once_make_one_chain_without_a_gap():
    thing, people, failures = TerritoryFactory(), [UserFactory() for _ in range(8)], []

    def write(by):
        try:
            for n in range(25):
                with transaction.atomic():
                    journal.record(thing, "one", by=by, note=str(n))
                    journal.record(thing, "two", by=by, note=str(n))
                    if n % 5 == 4:
                        transaction.set_rollback(True)
        except DatabaseError as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=[by]) for by in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert list(Seal.objects.order_by("number").values_list("number", flat=True)) == list(range(1, 8 * 20 * 2 + 1))
    assert verify()[1] == ""


@pytest.mark.django_db(transaction=True)
def test_row_locks_taken_in_two_orders_do_not_meet_the_seal():
    """The seal's lock is taken at COMMIT, so a transaction that waits for a row never holds it."""
    thing, by = TerritoryFactory(), UserFactory()
    wrote, locked, outcome = threading.Event(), threading.Event(), []

    def write_first_then_lock():
        try:
            with transaction.atomic():
                journal.record(thing, "first", by=by)
                wrote.set()
                locked.wait(10)
                type(thing).objects.select_for_update(of=("self",)).get(pk=thing.pk)
            outcome.append("done")
        finally:
            connection.close()

    thread = threading.Thread(target=write_first_then_lock)
    thread.start()
    wrote.wait(10)
    with transaction.atomic():
        type(thing).objects.select_for_update(of=("self",)).get(pk=thing.pk)
        locked.set()
        journal.record(thing, "second", by=by)
    thread.join(10)
    assert outcome == ["done"]
    assert list(Entry.objects.order_by("seal__number").values_list("action", flat=True)) == ["second", "first"]


def test_every_history_reads_what_is_shown():
    """A note that moderators hid is gone wherever a history is told: `said` leaves it out, `note` would not."""
    root = Path(settings.BASE_DIR)
    told = [*root.glob("*/timeline.py"), root / "networks/views/membership.py"]
    assert len(told) > 10
    reading = re.compile(r"\b(entry|one)\.note\b(?!:)")
    assert [str(path) for path in told if reading.search(path.read_text(encoding="utf-8"))] == []
    for path in [*root.glob("*/serializers.py"), *root.glob("*/serializers/*.py")]:
        for part in path.read_text(encoding="utf-8").split("\nclass ")[1:]:
            if "model = Entry\n" in part:
                assert "    note = " in part, f"{path}: {part[:40]}"
