"""The life of a call: published, closed by time, checked, scored, ranked, awarded, under way, finished; cancelled."""

import hashlib
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import now

from accounts.models import User
from calls import scores
from calls.actions.locking import lock
from calls.actions.telling import CANCELLED, DECIDED, tell_applicants, tell_evaluator, tell_published
from calls.enums import ApplicationState, CallState
from calls.models import Application, Call, Project
from calls.ties import refuse_tied
from calls.workflow import (
    AWARD,
    CANCEL,
    CHECK,
    CLOSE,
    DECLINE,
    FINISH,
    PLACE,
    PUBLISH,
    RANK,
    RESERVE,
    RETAIN,
    RUN,
    SCORE,
)
from core.models import Seal
from core.moments import surely_now
from core.text import clean_text
from core.workflow import is_open, perform

TOLD = set(ApplicationState) - {ApplicationState.WITHDRAWN, ApplicationState.INELIGIBLE}


def publish(call: Call, *, by: User, note: str = "") -> Call:
    """Publish a call, and return it; the associations of the commune, the members of the space and the evaluators are
    told. Locks the call. Raises `PermissionDenied`, or `Refused` with what is missing."""
    with transaction.atomic():
        row = perform(lock(call.pk), PUBLISH, by=by, note=clean_text(note))
        tell_published(row, by)
        for evaluator in row.evaluators.current().select_related("user", "call"):
            tell_evaluator(evaluator)
    return row


def close(call: Call, *, by: User, note: str = "") -> Call:
    """Close a call to applications, in the name of time, and return it with its seed.

    The seed is SHA-256 of the call's key, the moment and the head of the journal's chain: nobody chooses it.
    """
    with transaction.atomic():
        head = Seal.objects.order_by("-number").values_list("digest", flat=True).first()
        said = f"{call.pk}:{now().isoformat()}:{bytes(head or b'').hex()}"
        return perform(lock(call.pk), CLOSE, by=by, also={"seed": hashlib.sha256(said.encode()).hexdigest()[:32]})


def close_due() -> int:
    """Close the calls whose last moment has passed, and return how many. Several workers may run this at once."""
    by, closed = User.objects.system(), 0
    for pk in Call.objects.due_to_close().order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            row = lock(pk)
            if row.state == CallState.PUBLISHED and row.closes_at <= surely_now():
                close(row, by=by)
                closed += 1
    return closed


def check(call: Call, *, by: User, note: str = "") -> Call:
    """Begin to check what was sent, and return the call."""
    return _plain(call, CHECK, by, note)


def score(call: Call, *, by: User, note: str = "") -> Call:
    """Give the eligible projects to the evaluators, and return the call."""
    return _plain(call, SCORE, by, note)


def rank(call: Call, *, by: User, note: str = "") -> Call:
    """Close the scoring, freeze the means and rank, and return the call. Locks the call.

    A person tied to an association that applied ranks nothing (`calls.ties`). Scores of people in conflict were left
    out. Raises `Refused` while a project lacks scores.
    """
    with transaction.atomic():
        row = _untied(call, by, {ApplicationState.ELIGIBLE})
        found = scores.scores_of(row) if is_open(row, RANK) else {}
        row = perform(row, RANK, by=by, note=clean_text(note))
        rows = list(row.applications.filter(state=ApplicationState.ELIGIBLE).select_related("association"))
        for one in rows:
            given = found[one.pk]
            also = {
                "mean": decimal(given.mean),
                "means": {str(key): str(mean) for key, mean in given.means.items()},
                "spread": decimal(given.spread),
                "review_count": given.count,
            }
            one.call = row
            perform(one, PLACE, by=by, also=also)
        put_in_order(row)
    return row


def put_in_order(call: Call, jury: dict[int, int] | None = None) -> None:
    """Write the order of the scored applications of a call, whose row is locked."""
    rows = {one.number: one for one in call.applications.filter(state=ApplicationState.SCORED)}
    for placed in scores.ranked(call, list(rows.values()), jury):
        one = rows[placed.entry.number]
        one.rank, one.place = placed.rank, placed.place
        one.broken_by, one.is_undecided = placed.broken_by, placed.is_undecided
        one.save(update_fields=["rank", "place", "broken_by", "is_undecided"])


def award(call: Call, *, by: User, note: str = "") -> Call:
    """Publish the winners, the reserve list and the reasons, and return the call; every association is told.

    The order, the places and the envelope decide (`calls.ranking.share`). A person tied to an association that applied
    publishes nothing: for an elected member, by organic law 113-14, art. 65. Locks the call.
    """
    with transaction.atomic():
        row = perform(_untied(call, by, {ApplicationState.SCORED}), AWARD, by=by, note=clean_text(note))
        rows = list(row.applications.filter(state=ApplicationState.SCORED).select_related("association", "category"))
        outcome = scores.outcome_of(row, rows)
        for one in rows:
            retained, waits = one.number in outcome.retained, one.number in outcome.reserve
            made = perform(one, RETAIN if retained else RESERVE if waits else DECLINE, by=by)
            if retained:
                Project.objects.create(application=made, granted=one.asked)
        tell_applicants(row, DECIDED, TOLD)
    return row


def run(call: Call, *, by: User, note: str = "") -> Call:
    """Say that the projects are under way, and return the call."""
    return _plain(call, RUN, by, note)


def finish(call: Call, *, by: User, note: str = "") -> Call:
    """Finish a call whose projects are all over, and return it."""
    return _plain(call, FINISH, by, note)


def cancel(call: Call, *, by: User, note: str) -> Call:
    """Cancel a call whose winners are not published, with the reason, and return it; who applied is told."""
    with transaction.atomic():
        row = perform(lock(call.pk), CANCEL, by=by, note=clean_text(note))
        tell_applicants(row, CANCELLED, TOLD)
    return row


BY_NAME: dict[str, Callable[..., Call]] = {
    PUBLISH: publish, CHECK: check, SCORE: score, RANK: rank, AWARD: award, RUN: run, FINISH: finish, CANCEL: cancel,
}  # fmt: skip


def move(call: Call, action: str, *, by: User, note: str = "") -> Call:
    """Perform the move `action`: the one door of the buttons. An unknown name raises `PermissionDenied`."""
    if action not in BY_NAME:
        raise PermissionDenied
    return BY_NAME[action](call, by=by, note=note)


def _plain(call: Call, action: str, by: User, note: str) -> Call:
    with transaction.atomic():
        return perform(lock(call.pk), action, by=by, note=clean_text(note))


def _untied(call: Call, by: User, states: set[str]) -> Call:
    """Return the call, locked; a leader who is tied to one of its applicants is refused, in words."""
    row = lock(call.pk)
    if by.has_perm("calls.lead_call", row):
        held = Application.objects.filter(call=row, state__in=states)
        refuse_tied(by, held.values_list("association_id", flat=True))
    return row


def decimal(value: Fraction) -> Decimal:
    """Return a fraction to four decimals, for people and tables; the order is made with the fractions themselves."""
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.0001"))
