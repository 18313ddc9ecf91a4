"""What the database knows of how the house stands: the queue, the outbox, the clocks, the journal, the backup."""

import datetime
import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import Error, close_old_connections, connection
from django.db.models import Count, Max, Min
from django.utils.timezone import now
from prometheus_client.core import GaugeMetricFamily, Metric

from core.enums import Delivery
from core.models import Message, Seal
from councils.models import Referral

logger = logging.getLogger(__name__)

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
    """Return the age in seconds of the oldest message that nobody has tried to send yet."""
    waiting = Message.objects.filter(state=Delivery.WAITING, attempts=0).order_by()
    return {"": seconds_since(waiting.aggregate(first=Min("created_at"))["first"])}


def overdue() -> Values:
    return {"": Referral.objects.overdue().order_by().count()}


def journal_head() -> Values:
    return {"": Seal.objects.aggregate(head=Max("number"))["head"] or 0}


def backup_age() -> Values:
    """Return the seconds since a backup ended well; infinite when none did, nothing where no stamp is named."""
    last = last_backup()
    return {"": time.time() - last if last else float("inf")} if settings.BACKUP_STAMP else {}


def last_backup() -> float | None:
    """Return when a backup last ended well, in seconds since 1970; None when that is not known."""
    try:
        return Path(settings.BACKUP_STAMP).stat().st_mtime if settings.BACKUP_STAMP else None
    except OSError:
        return None


def seconds_since(moment: datetime.datetime | None) -> float:
    return max((now() - moment).total_seconds(), 0) if moment else 0


def _ask(sql: str) -> Values:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return {label: float(value) for label, value in cursor.fetchall()}


FIGURES = [
    Figure("jobs", "Jobs of the queue that are not done", jobs, "status"),
    Figure("job_age_seconds", "How long the oldest job that is due has waited", job_age),
    Figure("worker_age_seconds", "Since a worker last said that it lives", worker_age),
    Figure("outbox_messages", "Messages that have not come to their end", messages, "state"),
    Figure("outbox_age_seconds", "How long the oldest message has waited that nobody tried to send", message_age),
    Figure("referrals_overdue", "Matters before councils whose clock has run out", overdue),
    Figure("journal_head", "Number of the journal's last seal", journal_head),
    Figure("backup_age_seconds", "Since a backup last ended well", backup_age),
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
