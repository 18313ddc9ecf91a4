"""Bringing a programme up to date from its third year on (113-14, art. 80): a new version, prepared like the first."""

import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.timezone import localdate
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal, law
from core.calendar import add_days
from core.dates import day
from core.fitness import Unfit
from core.workflow import Refused, perform
from plans.enums import ActionState
from programmes.actions.locking import lock_programme
from programmes.enums import ProgrammeState
from programmes.models import Axis, BudgetLine, Indicator, Measure, Milestone, Programme, Project, Voice
from programmes.workflow import ABANDON, END, FINISH, POSTPONE, START
from territories.enums import Level

SAID = ("title_ar", "title_fr", "vision_ar", "vision_fr", "term_started_on", "starts_on", "ends_on", "total")
OF_AXIS = ("position", "title_ar", "title_fr", "aim_ar", "aim_fr")
OF_PROJECT = (
    "position", "title_ar", "title_fr", "text_ar", "text_fr", "theme", "place", "location", "partners", "service",
    "starts_on", "due_on", "cost",
)  # fmt: skip
OF_LINE = ("year", "source", "source_name", "amount", "committed", "paid")
OF_INDICATOR = ("name_ar", "name_fr", "unit", "baseline", "target")
OF_MEASURE = ("on", "value", "note", "file", "photo", "thumbnail", "link", "by_id")
OF_VOICE = ("user_id", "round", "is_done", "reason", "asked", "visibility")
WAYS = {
    ActionState.PLANNED: (),
    ActionState.IN_PROGRESS: (START,),
    ActionState.DONE: (START, FINISH),
    ActionState.POSTPONED: (POSTPONE,),
    ActionState.ABANDONED: (ABANDON,),
}


def may_update_from(programme: Programme) -> datetime.date:
    """Return the first day of the year from which the law lets a programme be brought up to date."""
    rule = law.rule("action_plan_update", Level.COMMUNE, programme.starts_on)
    return add_days(programme.starts_on, int(rule.value) - 1, rule.unit, rule.days)


def begin_update(programme: Programme, *, by: User) -> Programme:
    """Begin a new version of a programme that is being carried out, with all that it says, and return it.

    The version in force goes on until the new one is executable; then what was done goes over with it. Locks the
    programme. Raises `PermissionDenied`, `Unfit` before the third year, `Refused`.
    """
    with transaction.atomic():
        row = lock_programme(programme.pk, by, "programmes.lead_programme")
        if row.state != ProgrammeState.RUNNING:
            raise Refused(_("Only a programme that is being carried out is brought up to date."), "not_running")
        first = may_update_from(row)
        if localdate() < first:
            raise Unfit(
                _("A programme is brought up to date from its third year on (113-14, art. 80): from %(day)s.")
                % {"day": day(first, get_language())},
                "on",
            )
        if Programme.objects.filter(updates=row).exists():
            raise Refused(_("A new version of this programme is being prepared already."), "begun")
        columns = {name: getattr(row, name) for name in SAID}
        made = Programme.objects.create(council=row.council, author=by, updates=row, number=row.number + 1, **columns)
        axes = {axis.pk: _copied(axis, OF_AXIS, programme=made) for axis in row.axes.all()}
        for project in row.projects.exclude(state=ActionState.ABANDONED):
            _copy_project(project, made, axes[project.axis_id])
        journal.record(made, "begin_update", by=by, data={"updates": row.pk})
    return made


def _copied(thing: Model, names: tuple[str, ...], **more: Any) -> Any:
    columns = {name: getattr(thing, name) for name in names}
    return type(thing).objects.create(**columns, **more)


def _copy_project(project: Project, made: Programme, axis: Axis) -> None:
    row = _copied(project, OF_PROJECT, programme=made, axis=axis, earlier=project)
    BudgetLine.objects.bulk_create(
        BudgetLine(project=row, **{name: getattr(line, name) for name in OF_LINE}) for line in project.lines.all()
    )
    Milestone.objects.bulk_create(
        Milestone(project=row, position=one.position, title=one.title, due_on=one.due_on)
        for one in project.milestones.all()
    )
    for one in project.indicators.all():
        _copied(one, OF_INDICATOR, project=row)
    for origin in project.origins.all():
        row.origins.create(**{f"{origin.kind}_id": origin.key})


def take_over(programme: Programme, by: User) -> None:
    """End the version that this one brings up to date, and carry over how far each project was.

    Called inside the move that makes the new version executable. Milestones and indicators are known by their words.
    """
    if programme.updates_id is None:
        return
    former = Programme.objects.locked().get(pk=programme.updates_id)
    system = User.objects.system()
    for project in programme.projects.filter(earlier__isnull=False).select_related("earlier"):
        project.programme = programme
        _carry_over(project, project.earlier, system)
    if former.state == ProgrammeState.RUNNING:
        perform(former, END, by=system, note=gettext("A new version is executable."))


def _carry_over(project: Project, former: Project, system: User) -> None:
    reached = dict(former.milestones.exclude(reached_on=None).values_list("title", "reached_on"))
    for milestone in project.milestones.all():
        if milestone.title in reached:
            milestone.reached_on = reached[milestone.title]
            milestone.save(update_fields=["reached_on"])
    spent = {(line.year, line.source, line.source_name): line for line in former.lines.all()}
    for line in project.lines.all():
        before = spent.get((line.year, line.source, line.source_name))
        if before is not None:
            line.committed, line.paid = before.committed, before.paid
            line.save(update_fields=["committed", "paid"])
    for indicator in project.indicators.all():
        _carry_measures(indicator, former)
    Voice.objects.bulk_create(
        Voice(project=project, **{name: getattr(one, name) for name in OF_VOICE}) for one in former.voices.all()
    )
    for name in WAYS[ActionState(former.state)]:
        if name == FINISH:
            project.milestones.filter(reached_on=None).update(reached_on=localdate())
        note = gettext("As in the version before.")
        perform(project, name, by=system, note=note)
    columns = {"progress": former.progress, "started_at": former.started_at, "done_at": former.done_at}
    Project.objects.filter(pk=project.pk).update(round=former.round, **columns)


def _carry_measures(indicator: Indicator, former: Project) -> None:
    same = former.indicators.filter(name_ar=indicator.name_ar, name_fr=indicator.name_fr, unit=indicator.unit).first()
    known = set(indicator.measures.values_list("on", flat=True))
    for one in same.measures.all() if same else ():
        if one.on not in known:
            Measure.objects.create(indicator=indicator, **{name: getattr(one, name) for name in OF_MEASURE})
