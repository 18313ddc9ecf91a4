"""A migration that finds a table held lets those behind it go on, and comes again; in the end it says so in words."""

import threading
import time

import pytest
from django.core.management import CommandError, call_command
from django.core.management.commands.migrate import Command as Migrate
from django.db import OperationalError, connection, transaction

from config.management.commands import migrate_beside

pytestmark = pytest.mark.django_db(transaction=True)
ADD = "ALTER TABLE core_switch ADD COLUMN of_a_test integer"


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(migrate_beside, "TIMEOUT", 200)
    monkeypatch.setattr(migrate_beside, "PAUSE", 0.3)
    monkeypatch.setattr(migrate_beside, "TRIES_OF_ONE", 4)


@pytest.fixture
def holder():
    """Another connection; it holds what it locks until it is told to let go."""
    with connection.copy().cursor() as cursor:
        other = cursor.db
        other.set_autocommit(autocommit=False)
        cursor.execute("SELECT count(*) FROM core_switch")  # a reader's lock, as of a long report
        yield other
        other.rollback()
        other.set_autocommit(autocommit=True)
    other.close()


@pytest.fixture(autouse=True)
def _as_before():
    yield
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE core_switch DROP COLUMN IF EXISTS of_a_test")
        cursor.execute("DROP INDEX IF EXISTS of_a_test")


def in_one_transaction(self, *args, **options):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(ADD)


def in_none(self, *args, **options):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE done_before ()")  # a second time it would fail
        cursor.execute(ADD)
        cursor.execute("DROP TABLE done_before")


@pytest.mark.parametrize("steps", [in_one_transaction, in_none])
def test_a_table_that_is_held_for_a_while_is_had_in_the_end(monkeypatch, holder, steps):
    monkeypatch.setattr(Migrate, "handle", steps)
    let_go = threading.Timer(0.4, holder.connection.rollback)
    let_go.start()
    call_command("migrate_beside")
    let_go.join()
    with connection.cursor() as cursor:
        cursor.execute("SELECT of_a_test FROM core_switch")
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("0",)


@pytest.mark.parametrize(("steps", "said"), [(in_one_transaction, "taken back whole"), (in_none, "must be undone")])
def test_a_table_that_stays_held_is_told_in_words_and_nobody_waited_behind(monkeypatch, holder, steps, said):
    monkeypatch.setattr(Migrate, "handle", steps)
    longest, stop = [0.0], threading.Event()

    def read() -> None:
        """Ask for the table all the time, as pages do, and note the longest wait."""
        reader = connection.copy()
        while not stop.is_set():
            began = time.monotonic()
            with reader.cursor() as cursor:
                cursor.execute("SELECT 1 FROM core_switch LIMIT 1")
            longest[0] = max(longest[0], time.monotonic() - began)
        reader.close()

    thread = threading.Thread(target=read)
    thread.start()
    try:
        with pytest.raises(CommandError, match=said):
            call_command("migrate_beside")
    finally:
        stop.set()
        thread.join()
    assert longest[0] < 3  # one of three waits, on a busy machine; never all that the holder holds
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS done_before")
        cursor.execute("SELECT FROM information_schema.columns WHERE column_name = 'of_a_test'")
        assert cursor.fetchone() is None


def test_an_index_that_is_made_beside_writers_waits_for_them_and_is_whole(monkeypatch, holder):
    with holder.cursor() as cursor:
        cursor.execute("UPDATE core_switch SET load = load")

    def steps(self, *args, **options):
        with connection.cursor() as cursor:
            cursor.execute("CREATE INDEX CONCURRENTLY of_a_test ON core_switch (load)")

    monkeypatch.setattr(Migrate, "handle", steps)
    let_go = threading.Timer(1.0, holder.connection.rollback)
    let_go.start()
    call_command("migrate_beside")
    let_go.join()
    with connection.cursor() as cursor:
        cursor.execute("SELECT indisvalid FROM pg_index WHERE indexrelid = 'of_a_test'::regclass")
        assert cursor.fetchone() == (True,)


def test_another_error_is_not_tried_again(monkeypatch):
    def steps(self, *args, **options):
        times.append(1)
        raise OperationalError("no room")

    times = []
    monkeypatch.setattr(Migrate, "handle", steps)
    with pytest.raises(OperationalError):
        call_command("migrate_beside")
    assert times == [1]
