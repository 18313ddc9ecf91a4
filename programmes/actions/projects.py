"""The projects of a programme and their money: written, moved to another axis, taken out before the vote."""

import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.fitness import Unfit, fits
from core.text import clean_line
from core.workflow import Refused
from councils.enums import Theme
from plans.actions.saying import ACTION_TEXT_MAX, ACTION_TITLE_MAX, in_order, titled, told
from programmes.actions.locking import lock_followed, lock_written, space_of
from programmes.actions.threads import open_discussion
from programmes.enums import UNREAD, BudgetSource
from programmes.models import Axis, BudgetLine, Programme, Project

PROJECTS_MAX, LINES_MAX = 300, 60
PLACE_MAX, SERVICE_MAX, PARTNERS_MAX, SOURCE_MAX = 120, 120, 300, 120  # characters
BIGGEST = Decimal("999999999999.99")  # dirhams
NAMED = {BudgetSource.PARTNER}  # which one must be said


def money(amount: Decimal | int, field: str) -> Decimal:
    """Return a sum in dirhams with its cents. Raises `Unfit` for a negative one, or one that no commune has."""
    amount = Decimal(amount)
    if amount.is_nan() or amount < 0:
        raise Unfit(_("A sum is not below zero."), field)
    if amount > BIGGEST:
        raise Unfit(_("This number is too big."), field)
    return amount.quantize(Decimal("0.01"))


def add_project(axis: Axis, *, by: User, **said: Any) -> Project:
    """Write a new project of an axis and return it; in a draft that is read its discussion is opened at once.

    `said`: `title_ar`, `title_fr`, `text_ar`, `text_fr`, `theme`, `place`, `location`, `partners`, `service`,
    `starts_on`, `due_on`, `cost`. Locks the programme. Raises `PermissionDenied`, `Unfit`, `Refused`.
    """
    columns = _described(said)
    with transaction.atomic():
        programme = lock_written(axis.programme_id, by)
        _fits_in(programme, columns)
        if programme.projects.count() >= PROJECTS_MAX:
            raise Refused(_("A programme has at most three hundred projects."), "full")
        position = programme.projects.filter(axis=axis).count() + 1
        row = Project.objects.create(programme=programme, axis=axis, position=position, **columns)
        if programme.state not in UNREAD and (space := space_of(programme)):
            open_discussion(row, space)
        journal.record(row, "write", by=by, data={"programme": programme.pk})
    return row


def edit_project(project: Project, *, by: User, axis: Axis | None = None, **said: Any) -> Project:
    """Write a project anew, and return it; the journal keeps which of its columns changed."""
    columns = _described(said)
    with transaction.atomic():
        programme = lock_written(project.programme_id, by)
        _fits_in(programme, columns)
        row = programme.projects.select_for_update(of=("self",), no_key=True).get(pk=project.pk)
        if axis is not None:
            columns["axis"] = programme.axes.get(pk=axis.pk)
        changed = [name for name, value in columns.items() if getattr(row, name) != value]
        for name in changed:
            setattr(row, name, columns[name])
        if changed:
            row.save(update_fields=changed)
            journal.record(row, "edit", by=by, data={"changed": sorted(changed)})
    return row


def remove_project(project: Project, *, by: User) -> None:
    """Take a project that nobody talked about out of a draft, with its money. What was voted is abandoned instead."""
    with transaction.atomic():
        programme = lock_written(project.programme_id, by)
        row = programme.projects.filter(pk=project.pk).select_related("thread").first()
        if row is None:
            return
        if row.thread_id and row.thread.shown_count:
            raise Refused(
                _("People have written about this project: it stays, so that they can be answered."), "talked"
            )
        row.delete()
        journal.record(programme, "remove_project", by=by, data={"project": project.pk})


def _described(said: dict[str, Any]) -> dict[str, Any]:
    columns: dict[str, Any] = titled(said, ACTION_TITLE_MAX) | told(said, "text", ACTION_TEXT_MAX)
    for name, longest in (("place", PLACE_MAX), ("service", SERVICE_MAX), ("partners", PARTNERS_MAX)):
        columns[name] = fits(clean_line(said.get(name) or ""), longest, name)
    theme = said.get("theme") or Theme.OTHER
    if theme not in Theme.values:
        raise Unfit(_("Choose a theme from the list."), "theme")
    starts_on, due_on = said.get("starts_on"), said.get("due_on")
    in_order(starts_on, due_on, "due_on")
    columns |= {"theme": theme, "location": said.get("location"), "starts_on": starts_on, "due_on": due_on}
    return columns | {"cost": money(said.get("cost") or Decimal(0), "cost")}


def _fits_in(programme: Programme, columns: dict[str, Any]) -> None:
    """Let through days that lie within the programme."""
    for name in ("starts_on", "due_on"):
        day: datetime.date | None = columns[name]
        if day is not None and not programme.starts_on <= day <= programme.ends_on:
            raise Unfit(_("This day is not in the years of the programme."), name)


# --- money ---
def write_line(
    project: Project,
    *,
    by: User,
    year: int,
    source: str,
    amount: Decimal,
    source_name: str = "",
    line: BudgetLine | None = None,
) -> BudgetLine:
    """Write what a source gives to a project in a year, a new line or `line` anew, and return it. Dirhams.

    Sums that do not add up are kept: the programme cannot be voted while they do not. Locks the programme. Raises
    `PermissionDenied`, `Unfit` which names the field, `Refused` once it was voted.
    """
    columns = {"year": year, "source": source, "amount": money(amount, "amount")}
    columns["source_name"] = fits(clean_line(source_name), SOURCE_MAX, "source_name")
    if source not in BudgetSource.values:
        raise Unfit(_("Choose where the money comes from."), "source")
    if source in NAMED and not columns["source_name"]:
        raise Unfit(_("Write the name of the partner."), "source_name")
    if not columns["amount"]:
        raise Unfit(_("Give the sum in dirhams."), "amount")
    with transaction.atomic():
        programme = lock_written(project.programme_id, by)
        if year not in programme.years:
            raise Unfit(_("This year is not in the programme."), "year")
        row = programme.projects.get(pk=project.pk)
        others = row.lines.exclude(pk=line.pk if line else None)
        if others.filter(year=year, source=source, source_name=columns["source_name"]).exists():
            raise Unfit(_("This source gives money in this year already: change that line."), "source")
        if line is None and others.count() >= LINES_MAX:
            raise Refused(_("A project has at most sixty budget lines."), "full")
        kept = row.lines.get(pk=line.pk) if line else BudgetLine(project=row)
        for name, value in columns.items():
            setattr(kept, name, value)
        kept.save()
        data = {"line": kept.pk, "year": year, "amount": str(kept.amount)}
        journal.record(row, "write_line", by=by, data=data)
    return kept


def remove_line(line: BudgetLine, *, by: User) -> None:
    """Take a line of the budget out before the vote."""
    with transaction.atomic():
        programme = lock_written(line.project.programme_id, by)
        row = programme.projects.get(pk=line.project_id)
        if row.lines.filter(pk=line.pk).delete()[0]:
            journal.record(row, "remove_line", by=by, data={"line": line.pk})


def spend(line: BudgetLine, *, by: User, committed: Decimal, paid: Decimal) -> BudgetLine:
    """Say how much of a line was committed and paid until today, in dirhams, and return it. Locks the project.

    More than what was foreseen may be committed, and is shown; more than what is committed cannot be paid.
    """
    committed, paid = money(committed, "committed"), money(paid, "paid")
    if paid > committed:
        raise Unfit(_("No more is paid than what is committed."), "paid")
    with transaction.atomic():
        row = lock_followed(line.project_id, by)
        held = row.lines.get(pk=line.pk)
        if (held.committed, held.paid) != (committed, paid):
            data = {"line": held.pk, "committed": f"{committed}", "paid": f"{paid}", "on": f"{localdate()}"}
            data |= {"committed_before": f"{held.committed}", "paid_before": f"{held.paid}"}
            held.committed, held.paid = committed, paid
            held.save(update_fields=["committed", "paid"])
            journal.record(row, "spend", by=by, data=data)
    return held
