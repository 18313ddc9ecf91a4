"""`migrate`, while people use the house: no table is waited for so long that all others wait behind it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands.migrate import Command as Migrate
from django.db import OperationalError, connections

TIMEOUT = 4000  # milliseconds that a step waits for a lock; whoever comes later waits behind it
TRIES = 3  # of a migration that is one transaction
TRIES_OF_ONE = 30  # of a statement that is not in one: what stands before it is done, and would stay half done
NOT_BEGUN = "The migration was taken back whole: nothing of it is done."
HALF_DONE = "This migration is not one transaction: its first steps are done, and must be undone or noted by hand."
PAUSE = 10.0  # seconds between two tries, in which those who wait go on
NOT_AVAILABLE = "55P03"  # https://www.postgresql.org/docs/17/errcodes-appendix.html


class Held(Exception):  # noqa: N818 -- a word of the house
    """A lock was not to be had; in words, what became of the migration."""


class Command(Migrate):
    help = (
        f"As migrate, but each step waits at most {TIMEOUT // 1000} seconds for a lock and is then tried again, "
        f"{TRIES} times in all. Running it once more goes on from where it stood."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        with beside(options["database"]):
            try:
                patiently(lambda: Migrate.handle(self, *args, **options), TRIES)
            except Held as held:
                raise CommandError(
                    f"A table was held by others for too long, {TRIES} times. {held} Look who holds it "
                    "(pg_stat_activity: a long transaction, a dump), then run deploy/prepare again."
                ) from held


@contextmanager
def beside(database: str = "default") -> Iterator[None]:
    """Within this no statement waits for a lock longer than `TIMEOUT`; one that is in no transaction is tried again.

    A migration that is one transaction is taken back whole and begun again by `patiently`. In one that is not, what
    stands before the statement is done already: only the statement may be tried again. `CONCURRENTLY` waits for
    others' transactions and nobody waits behind it: cut off, it would leave half an index, so it has all the time.
    """
    connection = connections[database]

    def run(execute: Callable, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if connection.in_atomic_block:
            return execute(sql, params, many, context)
        if " CONCURRENTLY" in str(sql).upper():
            return _without_end(lambda: execute(sql, params, many, context), context["cursor"])
        return patiently(lambda: execute(sql, params, many, context), TRIES_OF_ONE, HALF_DONE)

    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [str(TIMEOUT)])
    try:
        with connection.execute_wrapper(run):
            yield
    finally:
        if connection.connection is not None and not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = 0")


def patiently(act: Callable[[], Any], tries: int, words: str = NOT_BEGUN) -> Any:
    """Do `act`, again after a pause while a lock is not to be had, `tries` times in all; then raise Held in `words`."""
    for left in reversed(range(tries)):
        try:
            return act()
        except OperationalError as error:
            if not is_held(error):
                raise
            if not left:
                raise Held(words) from error
        time.sleep(PAUSE)
    raise AssertionError("tries is at least one")


def is_held(error: OperationalError) -> bool:
    """Tell whether a lock was not to be had in time."""
    return getattr(error.__cause__, "sqlstate", None) == NOT_AVAILABLE


def _without_end(act: Callable[[], Any], cursor: Any) -> Any:
    cursor.cursor.execute("SET lock_timeout = 0")
    try:
        return act()
    finally:
        cursor.cursor.execute(f"SET lock_timeout = {TIMEOUT}")
