"""The agenda of a debate: its points, in their order, with the minutes planned for each."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.workflow import Refused
from debates.actions.locking import lock_debate
from debates.actions.numbering import stamp
from debates.actions.preparing import POINTS_MAX, clean_point
from debates.enums import DebateState, SittingState
from debates.guards import is_not_concluded
from debates.models import AgendaPoint, Debate, Thread


def add_agenda_point(debate: Debate, *, by: User, title: str, minutes: int) -> AgendaPoint:
    """Add a point at the end of the agenda and return it. Locks the thread, then the debate.

    Raises `PermissionDenied`, or `Refused` once the debate is concluded or the agenda is full.
    """
    with transaction.atomic():
        thread, row = _may_change(debate.pk, debate.thread_id, by)
        count = row.agenda.count()
        if count >= POINTS_MAX:
            raise Refused(_("An agenda has at most thirty points."), "full")
        title, minutes = clean_point(title, minutes)
        point = AgendaPoint.objects.create(debate=row, number=count + 1, title=title, minutes=minutes)
        _changed(row, thread, by)
    return point


def change_agenda_point(point: AgendaPoint, *, by: User, title: str, minutes: int) -> AgendaPoint:
    """Change the words and the planned minutes of a point, as `add_agenda_point`, and return it."""
    with transaction.atomic():
        thread, row = _may_change(point.debate_id, point.debate.thread_id, by)
        point = AgendaPoint.objects.get(pk=point.pk)
        before = point.title, point.minutes
        point.title, point.minutes = clean_point(title, minutes)
        if (point.title, point.minutes) != before:
            point.save(update_fields=["title", "minutes"])
            _changed(row, thread, by)
    return point


def move_agenda_point(point: AgendaPoint, *, by: User, to: int) -> AgendaPoint:
    """Put a point at the place `to`, counted from 1 and taken within the agenda; the others close up."""
    with transaction.atomic():
        thread, row = _may_change(point.debate_id, point.debate.thread_id, by)
        points = list(row.agenda.order_by("number"))
        here = next(place for place, one in enumerate(points) if one.pk == point.pk)
        there = min(max(to, 1), len(points)) - 1
        if there != here:
            point = points.pop(here)
            points.insert(there, point)
            _renumber(points)
            _changed(row, thread, by)
    return point


def remove_agenda_point(point: AgendaPoint, *, by: User) -> None:
    """Take a point out of the agenda, unless something happened under it: that belongs to the minutes."""
    with transaction.atomic():
        thread, row = _may_change(point.debate_id, point.debate.thread_id, by)
        point = AgendaPoint.objects.get(pk=point.pk)
        in_hand = row.sittings.filter(state=SittingState.LIVE, point=point)
        spoken = point.contributions.exists() or row.sittings.filter(requests__point=point).exists()
        if point.spent_seconds or spoken or in_hand.exists():
            raise Refused(_("This point was discussed: it stays in the agenda. Its words can be changed."), "discussed")
        point.delete()
        _renumber(list(row.agenda.order_by("number")))
        _changed(row, thread, by)


def _may_change(debate: int, thread: int, by: User) -> tuple[Thread, Debate]:
    locked, row = lock_debate(debate, thread)
    if not by.has_perm("debates.edit_debate", row):
        raise PermissionDenied
    is_not_concluded(row)
    return locked, row


def _renumber(points: list[AgendaPoint]) -> None:
    """Number the points from 1 in the order of the list; each number is one point's at every moment."""
    wrong = [(number, point) for number, point in enumerate(points, 1) if point.number != number]
    # Numbers beyond the agenda first, then the right ones: no two points ever hold the same.
    for number, point in wrong:
        AgendaPoint.objects.filter(pk=point.pk).update(number=1000 + number)
    for number, point in wrong:
        AgendaPoint.objects.filter(pk=point.pk).update(number=number)
        point.number = number


def _changed(row: Debate, thread: Thread, by: User) -> None:
    if row.state != DebateState.DRAFT:
        journal.record(row, "change_agenda", by=by)
    stamp(thread, room=True)
