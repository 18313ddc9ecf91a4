"""The journal cut into parts: everything that holds of it whole holds of it in parts."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, OperationalError, connection, transaction

from core import journal, journal_parts
from core.models import Entry, NoteMark, Seal
from tests.factories.accounts import UserFactory
from tests.factories.territories import TerritoryFactory

pytestmark = pytest.mark.django_db
STEP = 10


def ask(words: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(words)
        return cursor.fetchall() if cursor.description else []


def write(thing, count: int) -> list[Entry]:
    """Write entries and seal them, as a commit does."""
    by = UserFactory()
    made = [journal.record(thing, "open", by=by, note=f"سبب {number}") for number in range(count)]
    ask("SET CONSTRAINTS ALL IMMEDIATE")
    ask("SET CONSTRAINTS ALL DEFERRED")
    return made


def cut() -> str:
    out = io.StringIO()
    call_command("cut_journal", stdout=out)
    return out.getvalue()


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch):
    monkeypatch.setattr(journal_parts, "STEP", STEP)


@pytest.fixture
def thing(db):
    return TerritoryFactory(code="09.581.99.98")


@pytest.fixture
def before(thing):
    """The journal with something in it, then cut."""
    made = write(thing, 3)
    NoteMark.objects.create(entry=made[0], visibility="hidden")
    assert not journal_parts.is_cut()
    assert journal_parts.parts() == []
    return made


def part_of(entry: Entry) -> str:
    return ask(f"SELECT tableoid::regclass::text FROM core_entry WHERE id = {entry.pk}")[0][0]


def test_nothing_is_lost_and_what_is_written_goes_on_in_order(thing, before):
    assert "grant_app" in cut()
    assert journal_parts.is_cut()
    after = write(thing, 2 * STEP + 1)
    assert [entry.pk for entry in journal.history(thing)] == [entry.pk for entry in before + after]
    assert [entry.pk for entry in journal.entries_of(thing)] == [entry.pk for entry in before + after]
    assert [entry.pk for entry in after] == list(range(before[-1].pk + 1, before[-1].pk + 1 + len(after)))
    assert journal.entries_of(thing)[0].standing == "hidden"
    assert len({part_of(entry) for entry in before + after}) >= 2
    assert part_of(before[0]).startswith("core_entry_to_")
    check = journal.Check()
    assert list(check) == []
    assert check.head.number == Seal.objects.count() == Entry.objects.count()


def test_the_database_refuses_what_it_refused(thing, before):
    cut()
    after = write(thing, STEP)
    tables = ["core_entry", *(part.table for part in journal_parts.parts())]
    assert len(tables) >= journal_parts.AHEAD
    for act in ("UPDATE {} SET note = ''", "DELETE FROM {}"):
        for table in ("core_entry", part_of(before[0]), part_of(after[-1])):
            with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
                ask(act.format(table))
    for table in tables:
        ask(f"ALTER TABLE {table} ENABLE TRIGGER core_entry_no_truncate")
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            ask(f"TRUNCATE {table} CASCADE")
    nobody = f"INSERT INTO core_seal (number, entry_id, digest) VALUES (999999, {after[-1].pk + 1000}, '')"
    with pytest.raises(IntegrityError, match="foreign key"), transaction.atomic():
        ask(f"{nobody}; SET CONSTRAINTS ALL IMMEDIATE")


def test_what_was_changed_behind_its_back_is_found(thing, before):
    cut()
    after = write(thing, STEP)
    for entry in (before[1], after[-1]):
        table = part_of(entry)
        ask(f"ALTER TABLE {table} DISABLE TRIGGER core_entry_append_only")
        ask(f"UPDATE {table} SET note = 'x' WHERE id = {entry.pk}")
        ask("SET CONSTRAINTS ALL IMMEDIATE")
    faults = list(journal.Check())
    assert [f"Entry {entry.pk} " in fault for entry, fault in zip((before[1], after[-1]), faults, strict=True)] == [
        True,
        True,
    ]


def test_its_keys_triggers_and_indexes_are_those_of_the_whole(before):
    names = """
        SELECT conname::text, contype::text, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE 'core_entry'::regclass IN (conrelid, confrelid) AND conparentid = 0
        UNION ALL SELECT tgname, 't', pg_get_triggerdef(oid) FROM pg_trigger
        WHERE tgrelid = 'core_entry'::regclass AND NOT tgisinternal
        UNION ALL SELECT indexrelid::regclass::text, 'i', replace(pg_get_indexdef(indexrelid), 'ONLY ', '')
        FROM pg_index WHERE indrelid = 'core_entry'::regclass
        UNION ALL SELECT column_name, is_nullable || is_identity, coalesce(column_default, '') || data_type
        FROM information_schema.columns WHERE table_name = 'core_entry'
        ORDER BY 1, 2, 3"""
    whole = ask(names)
    cut()
    assert ask(names) == whole
    assert ask("SELECT count(*) FROM pg_constraint WHERE confrelid = 'core_entry'::regclass AND NOT convalidated") == [
        (0,)
    ]


def test_parts_are_made_ahead_and_made_once(thing, before):
    cut()
    first = journal_parts.parts()
    assert first[0] == journal_parts.Part("core_entry_rest", 0)
    assert journal_parts.ready() >= journal_parts.AHEAD * STEP
    assert "Every part is there." in cut()
    write(thing, 2 * STEP)
    assert "parts made: core_entry_to_" in cut()
    assert journal_parts.parts()[: len(first)] == first
    assert journal_parts.ready() >= journal_parts.AHEAD * STEP


def test_where_the_lock_does_not_come_nothing_has_changed(thing, before, monkeypatch):
    def busy(_edge):
        raise OperationalError("canceling statement due to lock timeout")

    with monkeypatch.context() as patch:
        patch.setattr(journal_parts, "_exchange", busy)
        with pytest.raises(CommandError, match="nothing was cut"):
            cut()
    assert not journal_parts.is_cut()
    assert ask("SELECT FROM pg_constraint WHERE conname = 'core_entry_before'") == []
    write(thing, 1)
    assert "grant_app" in cut()


def test_what_no_part_is_ready_for_is_kept(thing, before, monkeypatch):
    monkeypatch.setattr(journal_parts, "STEP", 1)
    cut()
    made = write(thing, 3 * journal_parts.AHEAD + 3)
    assert part_of(made[-1]) == "core_entry_rest"
    assert list(journal.Check()) == []


def test_the_role_of_the_application_may_add_and_nothing_else(before):
    role = "agraw_app_of_parts"
    ask(f"CREATE ROLE {role}")
    call_command("grant_app", role, stdout=io.StringIO())

    def rights() -> list[tuple]:
        return ask(
            "SELECT relname, right_ FROM pg_class, "
            "unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) right_ WHERE relkind IN ('r', 'p') "
            f"AND relname LIKE 'core\\_entry%' AND has_table_privilege('{role}', oid, right_)"
        )

    assert rights() == [("core_entry", "SELECT"), ("core_entry", "INSERT")]
    cut()
    assert rights() == [("core_entry", "SELECT"), ("core_entry", "INSERT")]
    call_command("grant_app", role, stdout=io.StringIO())
    assert {right for _table, right in rights()} == {"SELECT", "INSERT"}
