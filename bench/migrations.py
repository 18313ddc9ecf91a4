"""Migrate tables of a million rows while people write: how long the longest of them waits, and whether one is refused.

The database begins as the house was when each app had one migration (`BEFORE`); every table that a later migration
touches is filled. Traffic reads, changes and adds rows of these tables as the code of before would, without pause,
while the later migrations run, then a sample of what the two-release rule allows, and last an index made with a lock:
the control, which must be seen.
"""

import argparse
import itertools
import json
import random
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import django

django.setup()

import psycopg  # noqa: E402
from django.contrib.postgres.operations import (  # noqa: E402
    AddConstraintNotValid,
    AddIndexConcurrently,
    ValidateConstraint,
)
from django.db import connection, models  # noqa: E402
from django.db.migrations import Migration  # noqa: E402
from django.db.migrations.executor import MigrationExecutor  # noqa: E402
from django.db.migrations.operations import AddField, AddIndex, RemoveField  # noqa: E402
from django.db.migrations.operations.models import ModelOperation  # noqa: E402

from bench._clock import say  # noqa: E402
from bench._rows import different, inserting, seed  # noqa: E402
from bench._world import own_database  # noqa: E402

BEFORE = {
    "accounts": "0001_initial", "core": "0003_journal_seals", "debates": "0002_minutes_stand", "needs": "0001_initial",
    "notices": "0001_initial",
}  # fmt: skip
LATER = {"mediation", "moderation", "plain"}  # apps that were not there
MOST_MS = 1000  # that anyone may wait
THREADS = 2
SAMPLE = ("debates", "contribution")
# Of those who write and read; not of the migration itself, which may wait for them.
WAITED = """
SELECT coalesce(max(extract(epoch FROM clock_timestamp() - l.waitstart)) * 1000, 0)
FROM pg_locks l JOIN pg_stat_activity a USING (pid)
WHERE NOT l.granted AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND a.query ~ '^(SELECT|UPDATE|INSERT)'
"""


@dataclass
class Table:
    """One table as the code of before knows it, and the statements that the traffic makes."""

    model: type[models.Model]
    rows: int
    insert: str = ""
    values: list = field(default_factory=list)

    def fill(self) -> None:
        self.insert, self.values = inserting(seed(self.model), **different(self.model))
        with connection.cursor() as cursor:
            cursor.execute(f"{self.insert} FROM generate_series(1, {self.rows}) n", self.values)
            cursor.execute(f"ANALYZE {self.model._meta.db_table}")

    def statements(self, number: int) -> list[tuple[str, Any]]:
        """Return one of each kind: a row read, changed, added (`number` is new for each)."""
        table, key = self.model._meta.db_table, random.randint(1, self.rows)  # noqa: S311 -- any row
        names = ", ".join(f'"{one.column}"' for one in self.model._meta.concrete_fields)
        column = next(one.column for one in self.model._meta.concrete_fields if not one.primary_key)
        return [
            (f"SELECT {names} FROM {table} WHERE id = %s", [key]),  # noqa: S608 -- names of our own
            (f'UPDATE {table} SET "{column}" = "{column}" WHERE id = %s', [key]),  # noqa: S608
            (f"{self.insert} FROM (SELECT {self.rows + number}) AS one (n)", self.values),
        ]


@dataclass
class Traffic:
    """Threads that ask without pause; `waits` are (moment, milliseconds, table) of each statement."""

    tables: list[Table]
    url: str
    waits: list[tuple[float, float, str]] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    locked: list[tuple[float, float]] = field(default_factory=list)  # (moment, milliseconds)
    _numbers: Any = field(default_factory=itertools.count)
    _over: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def running(self):
        threads = [threading.Thread(target=self._ask) for _ in range(THREADS)] + [threading.Thread(target=self._look)]
        for one in threads:
            one.start()
        try:
            yield
        finally:
            self._over.set()
            for one in threads:
                one.join()

    def _ask(self) -> None:
        with psycopg.connect(
            self.url,
            autocommit=True,
            cursor_factory=psycopg.ClientCursor,
            options="-c session_replication_role=replica",
        ) as line:
            while not self._over.is_set():
                for table in self.tables:
                    for sql, values in table.statements(next(self._numbers) + 1):
                        start = time.monotonic()
                        try:
                            line.execute(sql, values)
                        except psycopg.Error as error:
                            self.failed.append(f"{table.model._meta.label}: {type(error).__name__}: {error}"[:200])
                        self.waits.append(((start), (time.monotonic() - start) * 1000, table.model._meta.db_table))
                time.sleep(0.002)

    def _look(self) -> None:
        """Ask the database, a hundred times a second, for how long somebody has waited for a lock: a wait of the client
        is also that of a busy machine, this one is not.
        """
        with psycopg.connect(self.url, autocommit=True) as line:
            while not self._over.is_set():
                [waited] = line.execute(WAITED).fetchone()
                self.locked.append((time.monotonic(), float(waited)))
                time.sleep(0.01)

    def longest(self, start: float, end: float) -> dict:
        """Return the longest wait of what was asked between two moments, at which table, and the longest wait for a
        lock, milliseconds.
        """
        found = [(ms, table) for moment, ms, table in self.waits if moment + ms / 1000 >= start and moment <= end]
        ms, table = max(found, default=(0, ""))
        locked = max((ms for moment, ms in self.locked if start <= moment <= end + 0.2), default=0)
        return {"locked_ms": round(locked, 1), "longest_wait_ms": round(ms, 1), "table": table, "asked": len(found)}


def touched(plan, before) -> list[type[models.Model]]:
    """Return the models of before that a migration of the plan changes."""
    found = {}
    for migration, _backwards in plan:
        for operation in migration.operations:
            if isinstance(operation, ModelOperation) and not hasattr(operation, "model_name"):
                continue
            name = getattr(operation, "model_name", "")
            key = (migration.app_label, name.lower())
            if name and key in before.models:
                found[key] = before.apps.get_model(*key)
    return list(found.values())


def sampled(app: str, model: str) -> list[tuple[str, bool, list]]:
    """Return what the two-release rule allows on a large table: name, whether in one transaction, operations."""
    column = models.IntegerField(default=0, db_default=0)
    index, rule = (
        models.Index("bench_mark", "id", name="bench_i"),
        models.CheckConstraint(condition=models.Q(bench_mark__gte=0), name="bench_rule"),
    )
    return [
        ("add a column with a default", True, [AddField(model, "bench_mark", column)]),
        ("add an index concurrently", False, [AddIndexConcurrently(model, index)]),
        ("add a rule not yet valid", True, [AddConstraintNotValid(model, rule)]),
        ("validate the rule", True, [ValidateConstraint(model, "bench_rule")]),
        ("take a column away", True, [RemoveField(model, "bench_mark")]),
        ("control: an index with a lock", True, [AddIndex(model, models.Index("text", "at", "id", name="bench_c"))]),
    ]  # fmt: skip


def targets(executor: MigrationExecutor) -> list[tuple[str, str]]:
    leaves = [leaf for leaf in executor.loader.graph.leaf_nodes() if leaf[0] not in LATER]
    return [(app, BEFORE.get(app, name)) for app, name in leaves]


def main(options: argparse.Namespace) -> None:
    told: dict[str, dict] = {}
    with own_database("migrations", migrated=False) as url:
        executor = MigrationExecutor(connection)
        start = targets(executor)
        before = executor.migrate(start)
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        names = {"", *(f"{migration.app_label}.{migration.name}" for migration, _ in plan)}
        sys.stderr.write(f"{len(plan)} migrations to come: {sorted(names)[1:]}\n")
        tables = [Table(model, options.rows) for model in touched(plan, before)]
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            for table in tables:
                begun = time.monotonic()
                table.fill()
                sys.stderr.write(f"{table.model._meta.db_table} filled, {time.monotonic() - begun:.0f} s\n")
            cursor.execute("SET session_replication_role = origin")
        connection.close()
        traffic = Traffic(tables, url.replace("postgis:", "postgresql:"))
        with traffic.running():
            moment = time.monotonic()
            time.sleep(options.quiet)
            told["nothing"] = {"seconds": options.quiet} | traffic.longest(moment, time.monotonic())
            state = before
            for migration, _backwards in plan:
                state = measured(told, traffic, f"{migration.app_label}.{migration.name}",
                                 lambda m=migration, s=state: executor.apply_migration(s, m))  # fmt: skip
            for number, (name, atomic, operations) in enumerate(sampled(*SAMPLE)):
                migration = Migration(f"9{number:03}_bench", SAMPLE[0])
                migration.operations, migration.atomic = operations, atomic
                state = measured(told, traffic, name, lambda m=migration, s=state: executor.apply_migration(s, m))
    control = told.pop("control: an index with a lock")
    longest = max(told.values(), key=lambda one: one["locked_ms"])
    for words in sorted(set(traffic.failed)):
        sys.stderr.write(f"failed: {words}\n")
    reached = longest["locked_ms"] <= MOST_MS and not traffic.failed
    say(
        bench="migrations", rows=options.rows, tables=[table.model._meta.db_table for table in tables], steps=told,
        longest_lock_ms=longest["locked_ms"], failed=len(traffic.failed), asked=len(traffic.waits),
        control_lock_ms=control["locked_ms"], target_wait_ms=MOST_MS,
        reached=reached,
    )  # fmt: skip
    sys.exit(0 if reached else 1)


def measured(told: dict, traffic: Traffic, name: str, act):
    """Do one step, note how long it took and the longest wait meanwhile; return the state after it."""
    start = time.monotonic()
    state = act()
    end = time.monotonic()
    time.sleep(0.2)  # those that waited have their answer
    told[name] = {"seconds": round(end - start, 2)} | traffic.longest(start, end)
    sys.stderr.write(json.dumps({name: told[name]}) + "\n")
    return state


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="of each table")
    parser.add_argument("--quiet", type=float, default=3, help="seconds of traffic alone, before")
    main(parser.parse_args())
