"""Following an action: what became of it, its milestones, its indicators, its moves."""

import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.fitness import Unfit, fits
from core.text import clean_line, clean_text, has_words
from core.workflow import Refused, perform
from plans.actions.evidence import looked_at
from plans.actions.locking import lock_action
from plans.actions.measuring import said_of_indicator, said_of_value, write_value
from plans.enums import OVER, ActionState
from plans.guards import plan_is_followed
from plans.models import Action, FollowUp, Indicator, Measure, Milestone
from plans.workflow import FINISH, POSTPONE, RESUME, START

TEXT_MAX, MILESTONE_MAX = 2_000, 160  # characters
MILESTONES_MAX, INDICATORS_MAX, FOLLOW_UPS_MAX = 30, 10, 500


def follow_up(
    action: Action,
    *,
    by: User,
    text: str,
    progress: int | None = None,
    file: File | None = None,
    photo: File | None = None,
    link: str = "",
) -> FollowUp:
    """Write what became of an action, dated and signed, with the progress (0–100) and what shows it; return it.

    An action that was only planned begins with its first progress. Where milestones are set, they are counted and no
    progress is entered. Locks the plan and the action. Raises `PermissionDenied`, `Unfit`, `Refused`.
    """
    text = fits(clean_text(text), TEXT_MAX, "text")
    if not has_words(text):
        raise Unfit(_("Say in words what was done."), "text")
    if progress is not None and not 0 <= progress <= 100:
        raise Unfit(_("Progress is between 0 and 100 percent."), "progress")
    shown = looked_at(file, photo, link)  # takes a while: before anything is locked
    with transaction.atomic():
        row = _followed(action.pk, by)
        if progress is not None:
            _may_enter_progress(row)
        if row.follow_ups.count() >= FOLLOW_UPS_MAX:
            raise Refused(_("This action has all the follow-ups it can have: five hundred."), "full")
        is_owner = not by.has_perm("plans.lead_plan", row.plan)
        made = FollowUp(action=row, by=by, is_owner=is_owner, text=text, progress=progress)
        shown.put_on(made)
        made.save()
        if progress is not None:
            _set_progress(row, progress, by)
        journal.record(row, "follow_up", by=by, data={"follow_up": made.pk, "progress": row.progress})
    return made


def _may_enter_progress(row: Action) -> None:
    if row.state in OVER:
        raise Refused(
            _("This action is over: take it up again to change its progress. What you wrote is kept."), "over"
        )
    if row.milestones.exists():
        raise Unfit(_("Its progress is counted from its milestones: mark the one that is reached."), "progress")


def _set_progress(row: Action, progress: int, by: User) -> None:
    """Write the progress of a locked action; the first step of one that was planned is its beginning."""
    row.progress = progress
    row.save(update_fields=["progress"])
    if progress and row.state == ActionState.PLANNED:
        row.refresh_from_db(fields=["state"])
        perform(row, START, by=by)


# --- milestones ---
def add_milestone(action: Action, *, by: User, title: str, due_on: datetime.date | None = None) -> Milestone:
    """Add a milestone and return it; the progress of the action is counted anew."""
    title = fits(clean_line(title), MILESTONE_MAX, "title")
    if not has_words(title):
        raise Unfit(_("Say in words what is reached then."), "title")
    with transaction.atomic():
        row = _written(action.pk, by)
        count = row.milestones.count()
        if count >= MILESTONES_MAX:
            raise Refused(_("An action has at most thirty milestones."), "full")
        made = Milestone.objects.create(action=row, title=title, due_on=due_on, position=count + 1)
        _recount(row, by)
        journal.record(row, "add_milestone", by=by, data={"milestone": made.pk})
    return made


def reach_milestone(milestone: Milestone, *, by: User, on: datetime.date | None = None) -> Milestone:
    """Say that a milestone was reached on a day, today when none is given; said again, its day changes."""
    on = on or localdate()
    if on > localdate():
        raise Unfit(_("This day has not come yet."), "on")
    return _mark(milestone, on, by)


def unreach_milestone(milestone: Milestone, *, by: User) -> Milestone:
    """Say that a milestone was marked by mistake."""
    return _mark(milestone, None, by)


def _mark(milestone: Milestone, on: datetime.date | None, by: User) -> Milestone:
    with transaction.atomic():
        row = _followed(milestone.action_id, by)
        if row.state in OVER:
            raise Refused(_("This action is over: take it up again first."), "over")
        held = row.milestones.get(pk=milestone.pk)
        if held.reached_on != on:
            held.reached_on = on
            held.save(update_fields=["reached_on"])
            _recount(row, by)
            data = {"milestone": held.pk, "on": str(on or ""), "progress": row.progress}
            journal.record(row, "reach_milestone" if on else "unreach_milestone", by=by, data=data)
    return held


def remove_milestone(milestone: Milestone, *, by: User) -> None:
    """Take a milestone out; the progress is counted anew."""
    with transaction.atomic():
        row = _written(milestone.action_id, by)
        if row.milestones.filter(pk=milestone.pk).delete()[0]:
            _recount(row, by)
            journal.record(row, "remove_milestone", by=by, data={"milestone": milestone.pk})


def _recount(row: Action, by: User) -> None:
    """Make the progress of a locked action the share of its milestones that are reached, if it has any."""
    marks = list(row.milestones.values_list("reached_on", flat=True))
    if marks and row.state not in OVER:
        _set_progress(row, 100 * sum(on is not None for on in marks) // len(marks), by)


# --- indicators ---
def add_indicator(action: Action, *, by: User, unit: str, baseline: Decimal, target: Decimal, **said: Any) -> Indicator:
    """Add an indicator and return it. Raises `Unfit`: a target that is its baseline measures nothing."""
    columns = said_of_indicator(unit=unit, baseline=baseline, target=target, **said)
    with transaction.atomic():
        row = _written(action.pk, by)
        if row.indicators.count() >= INDICATORS_MAX:
            raise Refused(_("An action has at most ten indicators."), "full")
        made = Indicator.objects.create(action=row, **columns)
        journal.record(row, "add_indicator", by=by, data={"indicator": made.pk})
    return made


def remove_indicator(indicator: Indicator, *, by: User) -> None:
    """Take an indicator without values out; one that was measured stays."""
    with transaction.atomic():
        row = _written(indicator.action_id, by)
        if indicator.measures.exists():
            raise Refused(_("This indicator was measured: it stays, so that its values can be read."), "measured")
        if row.indicators.filter(pk=indicator.pk).delete()[0]:
            journal.record(row, "remove_indicator", by=by, data={"indicator": indicator.pk})


def measure(
    indicator: Indicator,
    *,
    by: User,
    on: datetime.date,
    value: Decimal,
    note: str = "",
    file: File | None = None,
    photo: File | None = None,
    link: str = "",
) -> Measure:
    """Write a value of an indicator on a day, with what shows it, and return it.

    Raises `Unfit` for a day to come, or one that is not after the last value's.
    """
    said = said_of_value(on=on, value=value, note=note, file=file, photo=photo, link=link)
    with transaction.atomic():
        row = _followed(indicator.action_id, by)
        held = row.indicators.get(pk=indicator.pk)
        made = write_value(held, said, by=by)
        journal.record(row, "measure", by=by, data={"indicator": held.pk, "measure": made.pk})
    return made


# --- moves ---
def move_action(action: Action, name: str, *, by: User, note: str = "", due_on: datetime.date | None = None) -> Action:
    """Perform a move of an action, with the reason where one is due, and return it.

    Postponed, it may be given a new day, later than today. Done, its progress is 100. Locks the plan and the action.
    Raises `PermissionDenied` also for a name that the table does not know, `Unfit`, `Refused`.
    """
    if name not in Action.MOVES:
        raise PermissionDenied
    with transaction.atomic():
        row = lock_action(action.pk, by, "plans.view_action")
        also, data = {}, {}
        if name == FINISH:
            also = {"progress": 100}
        elif name in {POSTPONE, RESUME} and due_on is not None:
            if due_on <= localdate():
                raise Unfit(_("Give a day that is still to come."), "due_on")
            also, data = {"due_on": due_on}, {"due_before": str(row.due_on or ""), "due_now": str(due_on)}
        if name == RESUME:
            also |= {"progress": _progress_before(row), "done_at": None}
        return perform(row, name, by=by, note=clean_text(note), also=also, data=data)


def _progress_before(row: Action) -> int:
    """Return the progress as it was entered last, or as the milestones say: what was said done is not."""
    marks = list(row.milestones.values_list("reached_on", flat=True))
    if marks:
        return 100 * sum(on is not None for on in marks) // len(marks)
    if row.state != ActionState.DONE:
        return row.progress
    return row.follow_ups.filter(progress__isnull=False).values_list("progress", flat=True).first() or 0


# --- what these acts share ---
def _followed(pk: int, by: User) -> Action:
    """Return an action of a plan that is followed now, locked, to whoever follows it."""
    row = lock_action(pk, by)
    plan_is_followed(row)
    return row


def _written(pk: int, by: User) -> Action:
    """Return an action whose milestones and indicators are being set: in a draft by who leads it, later by the owner
    too."""
    row = lock_action(pk, by)
    if row.plan.state == "closed":
        plan_is_followed(row)
    return row
