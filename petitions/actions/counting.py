"""Counting signatures: in batch, under an advisory lock, exact as of a second; never in the request that signs."""

import datetime
import logging
import time

from django.db import connection, transaction
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import ngettext
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import User
from core.queue import defer
from core.workflow import Refused, perform
from notices.actions import notify
from petitions import news
from petitions.actions.telling import tell_signers
from petitions.counts import Counts, count, short_of
from petitions.enums import Bearer, PetitionState
from petitions.models import Petition, Signature
from petitions.workflow import REACH
from spaces.enums import Role

logger = logging.getLogger(__name__)

COUNT = "petitions.count"  # the task's name
PAUSE = datetime.timedelta(seconds=1)  # between two counts at least
COVERED = 0.5  # seconds for which a job that was asked for counts what comes after, too
RECENT = datetime.timedelta(seconds=2)  # a count that finds a signature younger than this asks for another count
COUNTED = ["support_count", "online_count", "paper_count", "spread_missing", "row_count", "last_row", "counted_at"]

_asked: dict[int, float] = {}  # when this process last asked for a count, by petition


def ask_for_count(petition_id: int, *, again: bool = False) -> None:
    """Have a worker count a petition's signatures, once this transaction has committed.

    At most one job waits for a petition. In a surge a process asks twice a second: the job that counts asks for another
    one while signatures are coming, so that the last one is counted too. With `again` it asks in any case: for what
    changed without a new row. A signature that is stored does not fail because nobody could be asked.
    """
    transaction.on_commit(lambda: _ask(petition_id, again=again), robust=True)


def _ask(petition_id: int, *, again: bool) -> None:
    moment = time.monotonic()
    if not again and moment - _asked.get(petition_id, -COVERED) < COVERED:
        return
    defer(COUNT, lock=lock_of(petition_id), petition_id=petition_id)
    if len(_asked) > 10_000:
        _asked.clear()
    _asked[petition_id] = moment


def count_in_job(petition_id: int) -> None:
    """Count a petition's signatures, and ask for another count a second later while signatures are coming."""
    petition = Petition(pk=petition_id)
    refresh(petition)
    if Signature.objects.filter(pk=petition.last_row, at__gt=now() - RECENT).exists():
        defer(COUNT, at=now() + PAUSE, lock=lock_of(petition_id), petition_id=petition_id)


def lock_of(petition_id: int) -> str:
    """Return the lock under which a count of a petition waits in the queue."""
    return f"{COUNT}.{petition_id}"


def is_waiting(petition_id: int) -> bool:
    """Tell whether signatures may have changed since the last count: a job waits to count them."""
    return ProcrastinateJob.objects.filter(queueing_lock=lock_of(petition_id), status="todo").exists()


def refresh(petition: Petition, *, wait: bool = True) -> bool:
    """Count a petition's signatures, write the counts in one go, and move it on when there are enough.

    Takes the advisory lock of the petition's count; without `wait` gives up when another holds it, and returns False.
    What is shown is exact as of `counted_at`. A row that the count before had seen and that is gone stays in
    `row_count`, so that the nightly count finds it.
    """
    with transaction.atomic():
        if not hold_count(petition.pk, wait=wait):
            return False
        row = Petition.objects.for_detail().get(pk=petition.pk)
        moment = now()
        counts = count(row, by_province=bool(row.spread_required))
        gone = max(0, row.row_count - counts.kept)
        row.support_count, row.online_count, row.paper_count = counts.support, counts.online, counts.paper
        row.spread_missing = len(short_of(row, counts))
        row.row_count, row.last_row = counts.rows + gone, max(counts.last, row.last_row)
        row.counted_at = moment
        row.save(update_fields=COUNTED)
    for name in COUNTED:
        setattr(petition, name, getattr(row, name))
    if counts.held:
        _tell_of_held(row, counts)
    if row.state == PetitionState.COLLECTING and is_enough(row):
        _reach(row)
    return True


def refresh_if_old(petition: Petition) -> None:
    """Count anew what the page of a petition shows when signatures may have changed and a second has passed.

    One request counts; the others show the count before, with its second.
    """
    is_old = petition.counted_at is None or now() - petition.counted_at > PAUSE
    if is_old and petition.started_at and is_waiting(petition.pk):
        refresh(petition, wait=False)


def count_now(petition: Petition) -> None:
    """Count anew when signatures may have changed since the last count: before an act that depends on their number."""
    if is_waiting(petition.pk):
        refresh(petition)


def is_enough(petition: Petition) -> bool:
    """Tell whether the shown count is what the law asks of citizens (113-14, art. 123; 112-14, 114; 111-14, 120)."""
    if petition.bearer != Bearer.CITIZENS:
        return False
    return bool(petition.required) and not petition.missing_count and not petition.spread_missing


def hold_count(petition_id: int, *, wait: bool = True) -> bool:
    """Take the advisory lock of a petition's count until the transaction ends; without `wait`, only if it is free."""
    function = "pg_advisory_xact_lock" if wait else "pg_try_advisory_xact_lock"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(hashtext(%s), %s)", [COUNT, petition_id])
        return wait or cursor.fetchone()[0]


def _reach(petition: Petition) -> None:
    """Move a petition on to "required number reached": once, whoever counts meanwhile."""
    with transaction.atomic():
        try:
            row = perform(
                petition, REACH, by=User.objects.system(),
                data={"valid": petition.valid_count, "required": petition.required},
            )  # fmt: skip
        except Refused:
            return  # another counted at the same moment, or somebody has taken a signature back
        notify(
            list(people_in_charge(row)),
            key=f"petition.{row.pk}.reached",
            text=lambda: news.reached(row),
            url=row.get_absolute_url(),
        )
        tell_signers(row, news.REACHED)


def people_in_charge(petition: Petition):
    """Return whoever leads a petition, and the facilitators of the space in which it was begun."""
    facilitators = Q(
        memberships__space=petition.space_id, memberships__role=Role.FACILITATOR, memberships__ended_at=None
    )
    return User.objects.filter(facilitators | Q(pk=petition.author_id), is_active=True).distinct()


def _tell_of_held(petition: Petition, counts: Counts) -> None:
    """Tell the facilitators that signatures wait for a person to look at them: once a day for a petition."""
    words = {"count": counts.held} | news.named(petition)
    notify(
        [person for person in people_in_charge(petition) if person.pk != petition.author_id],
        key=f"petition.{petition.pk}.held.{now():%Y-%m-%d}",
        text=lambda: (
            ngettext(
                "%(count)d signature of “%(title)s” came too fast to be one person’s: look at it.",
                "%(count)d signatures of “%(title)s” came too fast from one place: look at them.",
                counts.held,
            )
            % words
        ),
        url=petition.get_absolute_url(),
    )
