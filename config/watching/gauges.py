"""What the database knows of how the house stands: the queue, the outbox, the clocks, the journal, the backup."""

import logging
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import Error, close_old_connections, connection, connections
from django.db.models import Count, Max
from django.utils.timezone import now
from prometheus_client.core import GaugeMetricFamily, Metric

from core import outbox, replica
from core.enums import Delivery
from core.live import bus
from core.models import Message, Seal
from councils.models import Referral

logger = logging.getLogger(__name__)

ARCHIVE_AGE = (
    "SELECT '', coalesce(extract(epoch FROM now() - last_archived_time), 'Infinity'::float) "
    "FROM pg_stat_archiver WHERE current_setting('archive_mode') <> 'off'"
)
ARCHIVE_FAILING = (
    "SELECT '', coalesce(last_failed_time > coalesce(last_archived_time, '-infinity'), false)::int "
    "FROM pg_stat_archiver WHERE current_setting('archive_mode') <> 'off'"
)

type Values = dict[str, float]  # by the value of the one label, "" where there is none


@dataclass(frozen=True)
class Figure:
    """A gauge: its name without `agraw_`, what it says, its label if it has one, and how it is read."""

    name: str
    words: str
    read: Callable[[], Values]
    label: str = ""


def jobs() -> Values:
    return _ask("SELECT status::text, count(*) FROM procrastinate_jobs WHERE status <> 'succeeded' GROUP BY 1")


def job_age() -> Values:
    """Return for how many seconds the oldest job has waited that is due."""
    return _ask(
        "SELECT '', coalesce(extract(epoch FROM now() - min(greatest(j.scheduled_at, e.at))), 0) "
        "FROM procrastinate_jobs j LEFT JOIN LATERAL (SELECT min(at) AS at FROM procrastinate_events "
        "WHERE job_id = j.id) e ON true WHERE j.status = 'todo' AND coalesce(j.scheduled_at, now()) <= now()"
    )


def worker_age() -> Values:
    """Return the seconds since a worker last said that it lives; infinite when none ever did."""
    return _ask(
        "SELECT '', coalesce(extract(epoch FROM now() - max(last_heartbeat)), 'Infinity'::float) "
        "FROM procrastinate_workers"
    )


def messages() -> Values:
    """Count the messages that have not come to their end."""
    unsettled = [Delivery.WAITING, Delivery.SENDING, Delivery.UNCERTAIN]
    found = dict(Message.objects.filter(state__in=unsettled).order_by().values_list("state").annotate(Count("id")))
    return {str(state): found.get(state, 0) for state in unsettled}


def message_age() -> Values:
    """Return for how many seconds the oldest message has waited that nobody has tried to send yet, and that is due.

    One that a daily cap holds (`core.outbox`) has a job of tomorrow: until then it waits for nobody, and from then on
    it is as old as that job.
    """
    moment = now()
    return _ask(
        "SELECT '', coalesce(extract(epoch FROM %s - min(greatest(m.created_at, j.at))), 0) FROM core_message m "
        "LEFT JOIN (SELECT (args->>'message_id')::bigint AS id, max(scheduled_at) AS at FROM procrastinate_jobs "
        "WHERE task_name = %s AND status = 'todo' AND scheduled_at IS NOT NULL GROUP BY 1) j ON j.id = m.id "
        "WHERE m.state = %s AND m.attempts = 0 AND coalesce(j.at, m.created_at) <= %s",
        moment,
        outbox.SEND,
        Delivery.WAITING,
        moment,
    )


def overdue() -> Values:
    return {"": Referral.objects.overdue().order_by().count()}


def journal_head() -> Values:
    return {"": Seal.objects.aggregate(head=Max("number"))["head"] or 0}


def backup_age() -> Values:
    """Return the seconds since a backup ended well; infinite when none did, nothing where no stamp is named."""
    last = last_backup()
    return {"": time.time() - last if last else float("inf")} if settings.BACKUP_STAMP else {}


def archive_age() -> Values:
    """Return the seconds since a piece of the database's log was last kept; infinite when none ever was.

    Nothing where no log is kept (`archive_mode` off). A worker that lives writes each ten seconds, so that a piece is
    due each `archive_timeout`.
    """
    return _ask(ARCHIVE_AGE)


def archive_failing() -> Values:
    """Return 1 when the last try to keep a piece of the log failed, else 0; nothing where no log is kept."""
    return _ask(ARCHIVE_FAILING)


def disk_free() -> Values:
    """Return the part that is free, 0 to 1, of the disks of media and of temporary files."""
    found = {}
    for place, folder in (("media", settings.MEDIA_ROOT), ("temporary", tempfile.gettempdir())):
        try:
            usage = shutil.disk_usage(folder)
        except OSError:
            continue  # check_installation says what is wrong with it
        found[place] = usage.free / usage.total if usage.total else 0
    return found


def connections_used() -> Values:
    """Return which part of the connections that the database allows is taken, 0 to 1."""
    return _ask("SELECT '', sum(numbackends)::float / current_setting('max_connections')::float FROM pg_stat_database")


def replica_behind() -> Values:
    """Return for how many seconds the replica is behind the primary: 0 when it has all of its log, infinite when it is
    away; nothing where there is none.
    """
    if replica.REPLICA not in connections:
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_wal_flush_lsn()::text")
        (written,) = cursor.fetchone()
    try:
        with connections[replica.REPLICA].cursor() as cursor:
            cursor.execute(
                "SELECT CASE WHEN pg_last_wal_replay_lsn() >= %s::pg_lsn THEN 0 "
                "ELSE extract(epoch FROM now() - coalesce(pg_last_xact_replay_timestamp(), "
                "pg_postmaster_start_time())) END",
                [written],
            )
            return {"": float(cursor.fetchone()[0])}
    except Error:
        return {"": float("inf")}


def live_heard() -> Values:
    """Return 1 when a process of the sockets listens to the live bus, else 0."""
    return {"": int(bool(bus.is_heard()))}


def last_backup() -> float | None:
    """Return when a backup last ended well, in seconds since 1970; None when that is not known."""
    try:
        return Path(settings.BACKUP_STAMP).stat().st_mtime if settings.BACKUP_STAMP else None
    except OSError:
        return None


def _ask(sql: str, *values: Any) -> Values:
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)
        return {label: float(value) for label, value in cursor.fetchall()}


FIGURES = [
    Figure("disk_free_ratio", "Part of a disk that is free", disk_free, "place"),
    Figure("jobs", "Jobs of the queue that are not done", jobs, "status"),
    Figure("job_age_seconds", "How long the oldest job that is due has waited", job_age),
    Figure("worker_age_seconds", "Since a worker last said that it lives", worker_age),
    Figure("outbox_messages", "Messages that have not come to their end", messages, "state"),
    Figure(
        "outbox_age_seconds",
        "How long the oldest message that is due has waited that nobody tried to send",
        message_age,
    ),
    Figure("referrals_overdue", "Matters before councils whose clock has run out", overdue),
    Figure("journal_head", "Number of the journal's last seal", journal_head),
    Figure("backup_age_seconds", "Since a backup last ended well", backup_age),
    Figure("archive_age_seconds", "Since a piece of the database's log was last kept", archive_age),
    Figure("archive_failing", "Whether the last piece of the database's log could not be kept", archive_failing),
    Figure("connections_ratio", "Part of the database's connections that is taken", connections_used),
    Figure("replica_behind_seconds", "How far the replica is behind", replica_behind),
    Figure("live_heard", "Whether a process of the sockets listens to the live bus", live_heard),
]


class House:
    """A collector of Prometheus: asks the database when the figures are asked for, and says when it is away."""

    def collect(self) -> Iterator[Metric]:
        close_old_connections()
        is_up = 1
        try:
            for figure in FIGURES:
                family = GaugeMetricFamily(
                    f"agraw_{figure.name}", figure.words, labels=[figure.label] if figure.label else []
                )
                for label, value in figure.read().items():
                    family.add_metric([label] if figure.label else [], value)
                yield family
        except Error as error:
            logger.warning("The database could not be asked for figures (%s)", type(error).__name__)
            is_up = 0
        finally:
            close_old_connections()
        yield GaugeMetricFamily("agraw_database_up", "Whether the database answers", value=is_up)
