"""The life of a sitting: opened, led through the agenda, handed over, closed."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F
from django.utils.timezone import now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.fitness import Unfit
from core.text import isolate
from core.workflow import Refused, perform
from debates.actions.numbering import stamp
from debates.actions.planning import cancel_sitting
from debates.actions.presiding import lock_sitting, must_be_live, must_preside
from debates.enums import Criterion, PollState, QueueRule, RequestState, ThreadState, Visibility
from debates.models import AgendaPoint, Sitting
from debates.workflow import CANCEL, CLOSE, END, GO_LIVE, OPEN, PASS_OVER, RISE, START
from notices.actions import notify

TURN_MIN, TURN_MAX = 30, 1800  # seconds
SLOW_MAX = 3600  # seconds
HALL_MAX = 100_000  # people


def start(sitting: Sitting, *, by: User) -> Sitting:
    """Open a sitting, which `by` presides, and return it. Locks the thread, then the sitting and the debate.

    Its debate goes live, and the discussion takes contributions.
    """
    with transaction.atomic():
        thread, row = lock_sitting(sitting)
        must_preside(row, by)
        if thread.visibility != Visibility.VISIBLE:
            raise Refused(_("This debate is not shown to everyone now: show it before its sitting opens."), "hidden")
        row = perform(row, START, by=by, also={"lead": by})
        perform(row.debate, GO_LIVE, by=by)
        if thread.state == ThreadState.CLOSED:
            perform(thread, OPEN, by=by)
        stamp(thread, room=True)
    return row


def end(sitting: Sitting, *, by: User) -> Sitting:
    """Close a sitting and return it. Locks the thread, then the sitting and what is in it.

    Whoever has the floor ends, an open poll is closed, those who wait are passed over and told so with thanks, and
    the agenda point gets its time. The debate is open again.
    """
    with transaction.atomic():
        thread, row = lock_sitting(sitting)
        must_preside(row, by)
        must_be_live(row)
        _leave_point(row)
        row = perform(row, END, by=by, also={"point_since": None})
        for speaking in row.requests.filter(state=RequestState.GIVEN):
            perform(speaking, END, by=by)
        for poll in row.polls.filter(state=PollState.OPEN):
            perform(poll, CLOSE, by=by)
        waiting = list(row.requests.waiting().select_related("user"))
        for request in waiting:
            perform(request, PASS_OVER, by=by, data={"why": "sitting_over"})
        perform(row.debate, RISE, by=by)
        stamp(thread, room=True)
        _thank(row, [request.user for request in waiting if request.user])
    return row


def _thank(sitting: Sitting, people: list[User]) -> None:
    title = isolate(sitting.debate.title)
    notify(
        people,
        key=f"sitting.{sitting.pk}.over",
        text=lambda: (
            gettext(
                "The sitting on “%(title)s” ended before your turn. Thank you for asking: "
                "you may write what you wanted to say."
            )
            % {"title": title}
        ),
        url=sitting.debate.get_absolute_url(),
    )


def move_sitting(sitting: Sitting, action: str, *, by: User, note: str = "") -> Sitting:
    """Perform a move of the table by its name. Raises `KeyError` for one that the table does not have."""
    if action == CANCEL:
        return cancel_sitting(sitting, by=by, note=note)
    return {START: start, END: end}[action](sitting, by=by)


def call_point(sitting: Sitting, point: AgendaPoint | None, *, by: User) -> Sitting:
    """Call an agenda point of the debate (None: none any more) and return the sitting; calling it again changes
    nothing.

    The point left gets the time it took.
    """
    with transaction.atomic():
        thread, row = lock_sitting(sitting)
        must_preside(row, by)
        must_be_live(row)
        if point is not None and point.debate_id != row.debate_id:
            raise Refused(_("This point is not on the agenda of this debate."), "no_point")
        if row.point_id == (point and point.pk):
            return row
        _leave_point(row)
        row.point, row.point_since = point, now() if point else None
        row.save(update_fields=["point", "point_since"])
        journal.record(row, "call_point", by=by, data={"point": point and point.pk})
        stamp(thread, room=True)
    return row


def _leave_point(sitting: Sitting) -> None:
    """Add the time since the current point was called to what it took."""
    if sitting.point_id and sitting.point_since:
        seconds = max(int((now() - sitting.point_since).total_seconds()), 0)
        AgendaPoint.objects.filter(pk=sitting.point_id).update(spent_seconds=F("spent_seconds") + seconds)


def adjust(
    sitting: Sitting,
    *,
    by: User,
    queue_rule: str,
    criteria: Iterable[str],
    turn_seconds: int,
    slow_seconds: int,
) -> Sitting:
    """Set how the queue is ordered, how long a turn is and how slow the discussion, and return the sitting.

    `turn_seconds` counts for the turns given from now on. Raises `Unfit`.
    """
    chosen = set(criteria)
    if queue_rule not in QueueRule.values:
        raise Unfit(_("Choose from the list."), "queue_rule")
    if not chosen <= set(Criterion.values):
        raise Unfit(_("Choose from the list."), "criteria")
    if queue_rule == QueueRule.ALTERNATE and not chosen:
        raise Unfit(_("Choose what the queue alternates by."), "criteria")
    if not TURN_MIN <= turn_seconds <= TURN_MAX:
        raise Unfit(_("A turn lasts between 30 seconds and 30 minutes."), "turn_seconds")
    if not 0 <= slow_seconds <= SLOW_MAX:
        raise Unfit(_("Slow mode is an hour at the most."), "slow_seconds")
    with transaction.atomic():
        thread, row = lock_sitting(sitting)
        must_preside(row, by)
        row.queue_rule, row.turn_seconds = queue_rule, turn_seconds
        row.criteria = [criterion for criterion in Criterion.values if criterion in chosen]
        row.save(update_fields=["queue_rule", "criteria", "turn_seconds"])
        stamp(thread, room=True, slow_seconds=slow_seconds)
        journal.record(
            row,
            "adjust",
            by=by,
            data={"rule": queue_rule, "criteria": row.criteria, "turn": turn_seconds, "slow": slow_seconds},
        )
    return row


def count_hall(
    sitting: Sitting, *, by: User, people: int | None, women: int | None = None, youth: int | None = None
) -> Sitting:
    """Write down how many people are in the hall, and return the sitting. None: not counted. Raises `Unfit`."""
    counts = {"hall_people": people, "hall_women": women, "hall_youth": youth}
    for name, count in counts.items():
        if count is not None and not 0 <= count <= HALL_MAX:
            raise Unfit(_("Give a number of people."), name)
        if count is not None and name != "hall_people" and (people is None or count > people):
            raise Unfit(_("This is more than the people in the hall."), name)
    with transaction.atomic():
        thread, row = lock_sitting(sitting)
        must_preside(row, by)
        for name, count in counts.items():
            setattr(row, name, count)
        row.save(update_fields=list(counts))
        journal.record(row, "count_hall", by=by, data=counts)
        stamp(thread, room=True)
    return row


def hand_over(sitting: Sitting, to: User, *, by: User) -> Sitting:
    """Hand the console over to another facilitator of the space, who is told, and return the sitting.

    There is no gap: one presides until the very change, the other from it on. Handing over to whoever presides
    already changes nothing.
    """
    with transaction.atomic():
        thread, row = lock_sitting(sitting)
        must_preside(row, by)
        must_be_live(row)
        if not to.is_active or not to.has_perm("debates.run_sitting", row):
            raise Refused(_("This person does not facilitate the space: choose a facilitator."), "not_a_facilitator")
        if row.lead_id == to.pk:
            return row
        row.lead = to
        row.save(update_fields=["lead"])
        entry = journal.record(row, "hand_over", by=by, data={"to": to.pk})
        stamp(thread, room=True)
        title = isolate(row.debate.title)
        if to != by:
            notify(
                [to],
                key=f"sitting.{row.pk}.lead.{entry.pk}",
                text=lambda: gettext("You preside the sitting on “%(title)s” now.") % {"title": title},
                url=row.get_absolute_url(),
            )
    return row
