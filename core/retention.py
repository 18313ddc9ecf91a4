"""What time forgets, and the proof that it did: each term of the register (`core.processing`) has one job.

An app names them in its `retention.py`: `keeps("events.requests", past=…, forget=…)`. Every night each job runs, then
the rows past their term are counted by a query of their own: the journal keeps both numbers, what is left is an alarm.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import QuerySet
from django.utils.module_loading import autodiscover_modules
from django.utils.timezone import now

from core import journal, outbox, processing
from core.models import Entry

logger = logging.getLogger(__name__)
FORGET = "forget"  # the journal's word
QUIET = timedelta(days=30)  # a job that finds nothing is noted once a month: the journal keeps every row for ever


@dataclass(frozen=True)
class Job:
    """`past(limit)` finds the rows past their term, `forget(limit)` forgets them and returns how many; `limit` is the
    moment before which a thing is past.
    """

    key: str
    past: Callable[[datetime], QuerySet]
    forget: Callable[[datetime], int]


@dataclass(frozen=True)
class Done:
    """What a job did: how many it forgot, and how many it left (none, or something is wrong)."""

    key: str
    forgotten: int
    left: int


_jobs: dict[str, Job] = {}


def keeps(key: str, *, past: Callable[[datetime], QuerySet], forget: Callable[[datetime], int]) -> None:
    """Name the job of a term of the register."""
    _jobs[key] = Job(key, past, forget)


def jobs() -> dict[str, Job]:
    """Return every job by its key."""
    autodiscover_modules("retention")
    return _jobs


def run_all() -> Iterator[Done]:
    """Run and prove every job, each in a transaction of its own; one that fails stops no other."""
    for key, term in processing.terms().items():
        try:
            done = run(jobs()[key], term.length)
        except Exception:  # whatever it was, the next one forgets too
            logger.exception("Nothing was forgotten of %s.", key)
            continue
        if done.left:
            logger.error("%s rows of %s are past their term and were not forgotten.", done.left, key)
        yield done


def run(job: Job, days: int) -> Done:
    """Run one job for what is more than `days` old, count what is left, and note it in the journal."""
    limit = now() - timedelta(days=days)
    with transaction.atomic():
        forgotten = job.forget(limit)
        done = Done(job.key, forgotten, job.past(limit).count())
        before = last(job.key)
        if forgotten or done.left or before is None or now() - before > QUIET:
            system = get_user_model().objects.system()
            facts = {"term": job.key, "days": days, "forgotten": forgotten, "left": done.left}
            journal.record(system, FORGET, by=system, data=facts)
    return done


def last(key: str) -> datetime | None:
    """Return when a job was last noted in the journal."""
    noted = Entry.objects.filter(action=FORGET, data__term=key)
    return noted.order_by("-pk").values_list("at", flat=True).first()


keeps("core.messages", past=outbox.settled_before, forget=lambda _limit: outbox.blank_old())
