"""The database: does it answer, is it new enough, does it have what we need, can nobody rewrite the journal."""

import time
from collections.abc import Iterator

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from config.installation.findings import Finding, doubtful, failing, well
from config.watching import gauges
from core import journal_parts

OLDEST = 15
EXTENSIONS = {"postgis", "pg_trgm", "unaccent", "btree_gin"}
BEHIND = 60  # seconds that a replica may be behind
LARGE_JOURNAL = 100_000_000  # entries (decision 0028)
DRIFT = 2.0  # seconds between this machine's clock and the database's


def reachable() -> Iterator[Finding]:
    """Yield a finding when the database does not answer, and nothing when it does."""
    try:
        _ask("SELECT 1")
    except Error as error:
        reason = str(error).strip().splitlines()[0][:200] if str(error).strip() else type(error).__name__
        yield failing(
            "database", _("The database does not answer: %(reason)s. Check DATABASE_URL.") % {"reason": reason}
        )


def version() -> Iterator[Finding]:
    major = int(_ask("SHOW server_version_num")[0][0]) // 10_000
    if major < OLDEST:
        yield failing(
            "database version",
            _("PostgreSQL %(found)s is too old: %(least)s or later is needed.") % {"found": major, "least": OLDEST},
        )
    else:
        yield well("database version")


def extensions() -> Iterator[Finding]:
    missing = EXTENSIONS - {name for (name,) in _ask("SELECT extname FROM pg_extension")}
    if missing:
        yield failing(
            "extensions",
            _("The database lacks extensions: %(names)s. Let a superuser of PostgreSQL create them.")
            % {"names": ", ".join(sorted(missing))},
        )
    else:
        yield well("extensions")


def migrations() -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        names = ", ".join(f"{migration.app_label}.{migration.name}" for migration, _back in plan[:5])
        yield failing(
            "migrations",
            _("The tables are not those of this release: run deploy/prepare. Missing: %(names)s.") % {"names": names},
        )
    else:
        yield well("migrations")


def journal() -> Iterator[Finding]:
    """The triggers must be on, and the application's role must be able to do no more than add."""
    rows = _ask("SELECT tgname FROM pg_trigger WHERE tgenabled = 'D' AND tgname LIKE 'core_%'")
    if rows:
        yield failing(
            "journal",
            _(
                "The triggers that guard the journal are off: %(names)s. Switch them on, then run "
                "manage.py verify_journal."
            )
            % {"names": ", ".join(sorted(name for (name,) in rows))},
        )
    elif _ask(
        "SELECT bool_or(has_table_privilege(current_user, oid, right_)) "
        "FROM pg_class, unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) right_ "
        "WHERE oid IN (SELECT 'core_seal'::regclass UNION SELECT 'core_entry'::regclass "
        "UNION SELECT relid FROM pg_partition_tree('core_entry'))"
    )[0][0]:
        yield doubtful(
            "journal",
            _(
                "The application signs in to the database as a role that could rewrite the journal. Let it sign in as "
                "another one: manage.py grant_app."
            ),
        )
    else:
        yield well("journal")


def journal_size() -> Iterator[Finding]:
    """A journal of hundreds of millions of entries is cut into parts, and parts are made before they are needed."""
    about, words = "journal parts", ""
    if journal_parts.is_cut():
        if journal_parts.ready() < journal_parts.STEP:
            words = _(
                "The parts of the journal will soon be full: run manage.py cut_journal, which makes the next ones."
            )
    elif _ask("SELECT greatest(reltuples, 0) FROM pg_class WHERE oid = 'core_entry'::regclass")[0][0] > LARGE_JOURNAL:
        words = _(
            "The journal holds more than %(millions)d million entries: cut it into parts, manage.py cut_journal."
        ) % {"millions": LARGE_JOURNAL // 1_000_000}
    yield doubtful(about, words) if words else well(about)


def clock() -> Iterator[Finding]:
    """Deadlines are counted by both clocks."""
    before = time.time()
    there = float(_ask("SELECT extract(epoch FROM clock_timestamp())")[0][0])
    apart = max(before - there, there - time.time(), 0)
    if apart > DRIFT:
        yield failing(
            "clock",
            _("The clock of this machine and that of the database are %(seconds)d seconds apart: let both follow NTP.")
            % {"seconds": apart},
        )
    else:
        yield well("clock")


def replica() -> Iterator[Finding]:
    """One that is away or behind is not read (`core.replica`): the primary then carries everything."""
    behind = gauges.replica_behind().get("", 0)
    if behind > BEHIND:
        yield doubtful(
            "replica",
            _(
                "The replica is away, or behind by more than a minute: the primary is read in its place. Check "
                "DATABASE_REPLICA_URL and that the replica streams."
            ),
        )
    else:
        yield well("replica")


def _ask(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()
