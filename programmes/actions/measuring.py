"""What a project is measured by: milestones that are reached or not, indicators from a baseline to a target."""

import datetime
from decimal import Decimal
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.fitness import Unfit, fits
from core.text import clean_line, has_words
from core.workflow import Refused
from plans.actions.measuring import said_of_indicator, said_of_value, write_value
from plans.enums import OVER
from programmes.actions.following import set_progress
from programmes.actions.locking import lock_followed, lock_measured
from programmes.models import Indicator, Measure, Milestone, Project

MILESTONE_MAX = 160  # characters
MILESTONES_MAX, INDICATORS_MAX = 30, 10


def add_milestone(project: Project, *, by: User, title: str, due_on: datetime.date | None = None) -> Milestone:
    """Add a milestone and return it; the progress of the project is counted anew."""
    title = fits(clean_line(title), MILESTONE_MAX, "title")
    if not has_words(title):
        raise Unfit(_("Say in words what is reached then."), "title")
    with transaction.atomic():
        row = lock_measured(project.pk, by)
        count = row.milestones.count()
        if count >= MILESTONES_MAX:
            raise Refused(_("A project has at most thirty milestones."), "full")
        made = Milestone.objects.create(project=row, title=title, due_on=due_on, position=count + 1)
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
        row = lock_followed(milestone.project_id, by)
        if row.state in OVER:
            raise Refused(_("This project is over: take it up again first."), "over")
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
        row = lock_measured(milestone.project_id, by)
        if row.milestones.filter(pk=milestone.pk).delete()[0]:
            _recount(row, by)
            journal.record(row, "remove_milestone", by=by, data={"milestone": milestone.pk})


def _recount(row: Project, by: User) -> None:
    """Make the progress of a locked project the share of its milestones that are reached, if it has any."""
    marks = list(row.milestones.values_list("reached_on", flat=True))
    if marks and row.state not in OVER:
        set_progress(row, 100 * sum(on is not None for on in marks) // len(marks), by)


# --- indicators ---
def add_indicator(
    project: Project, *, by: User, unit: str, baseline: Decimal, target: Decimal, **said: Any
) -> Indicator:
    """Add an indicator and return it. Raises `Unfit`: a target that is its baseline measures nothing."""
    columns = said_of_indicator(unit=unit, baseline=baseline, target=target, **said)
    with transaction.atomic():
        row = lock_measured(project.pk, by)
        if row.indicators.count() >= INDICATORS_MAX:
            raise Refused(_("A project has at most ten indicators."), "full")
        made = Indicator.objects.create(project=row, **columns)
        journal.record(row, "add_indicator", by=by, data={"indicator": made.pk})
    return made


def remove_indicator(indicator: Indicator, *, by: User) -> None:
    """Take an indicator without values out; one that was measured stays."""
    with transaction.atomic():
        row = lock_measured(indicator.project_id, by)
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
        row = lock_followed(indicator.project_id, by)
        held = row.indicators.get(pk=indicator.pk)
        made = write_value(held, said, by=by)
        journal.record(row, "measure", by=by, data={"indicator": held.pk, "measure": made.pk})
    return made
