"""A plan as open data: one line an action, and the whole plan as JSON. No person is named in either."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from core.cells import cell
from notices.paths import absolute
from plans.figures import totals
from plans.models import Action, Indicator, Measure, Plan


@dataclass(frozen=True)
class Column:
    """One column: its name, what it means in words, and how it is read off an action."""

    name: str
    words: Any
    of: Callable[[Action], Any]


COLUMNS = (
    Column("id", _("number of the action, for ever"), lambda row: row.pk),
    Column("url", _("its page"), lambda row: absolute(row.get_absolute_url(), settings.LANGUAGE_CODE)),
    Column("plan", _("number of the plan"), lambda row: row.plan_id),
    Column("axis_ar", _("axis, in Arabic"), lambda row: row.axis.title_ar),
    Column("axis_fr", _("axis, in French"), lambda row: row.axis.title_fr),
    Column("title_ar", _("action, in Arabic"), lambda row: row.title_ar),
    Column("title_fr", _("action, in French"), lambda row: row.title_fr),
    Column("owner_kind", _("code of who answers for it"), lambda row: row.owner_kind),
    Column("owner", _("name of who answers for it"), lambda row: row.owner),
    Column("partners", _("its partners, by name"), lambda row: row.partners),
    Column("due_on", _("day by which it is to be done"), lambda row: row.due_on),
    Column("state", _("code of where it stands"), lambda row: row.state),
    Column("progress", _("progress, in percent"), lambda row: row.progress),
    Column("milestones_reached", _("milestones that are reached"), lambda row: row.reached_count),
    Column("milestones", _("milestones in all"), lambda row: row.milestone_count),
    Column("days_late", _("days since its day passed; 0 when it is not late"), lambda row: row.days_late),
    Column("started_on", _("day on which work began"), lambda row: _day(row.started_at)),
    Column("done_on", _("day on which it was said done"), lambda row: _day(row.done_at)),
    Column("demo", _("1: made-up data that shows how Agraw works"), lambda row: row.plan.space.is_demo),
)


def _day(at):
    return localdate(at) if at else None


def lines(plan: Plan) -> Iterator[list[str]]:
    """Yield the header, then each action of a plan in its order."""
    yield [column.name for column in COLUMNS]
    for row in plan.actions.for_list():
        yield [cell(column.of(row)) for column in COLUMNS]


def as_data(plan: Plan) -> dict[str, Any]:
    """Return a plan with its axes, actions, indicators and their values. Five queries, however big it is."""
    actions = list(
        plan.actions.for_list().prefetch_related("milestones", "indicators__measures", "origins").iterator(500)
    )
    found = totals(actions)
    return {
        "id": plan.pk,
        "url": absolute(plan.get_absolute_url(), settings.LANGUAGE_CODE),
        "space": plan.space.commune.slug,
        "title": {"ar": plan.title_ar, "fr": plan.title_fr},
        "purpose": {"ar": plan.purpose_ar, "fr": plan.purpose_fr},
        "document": plan.document_id,
        "state": plan.state,
        "starts_on": plan.starts_on,
        "ends_on": plan.ends_on,
        "published_at": plan.published_at,
        "is_demo": plan.space.is_demo,
        "totals": {
            "actions": found.count,
            "done": found.done,
            "late": found.late,
            "mean_progress": found.progress,
            "mean_progress_over": found.standing,
        },
        "columns": {column.name: str(column.words) for column in COLUMNS},
        "axes": [
            {
                "id": axis.pk,
                "title": {"ar": axis.title_ar, "fr": axis.title_fr},
                "aim": {"ar": axis.aim_ar, "fr": axis.aim_fr},
                "actions": [_action(row) for row in actions if row.axis_id == axis.pk],
            }
            for axis in plan.axes.all()
        ],
    }


def _action(row: Action) -> dict[str, Any]:
    return {column.name: column.of(row) for column in COLUMNS} | {
        "text": {"ar": row.text_ar, "fr": row.text_fr},
        "came_from": [{"kind": str(one.kind), "id": one.key} for one in row.origins.all()],
        "milestone_list": [
            {"title": one.title, "due_on": one.due_on, "reached_on": one.reached_on} for one in row.milestones.all()
        ],
        "indicators": [_indicator(one) for one in row.indicators.all()],
    }


def _indicator(row: Indicator) -> dict[str, Any]:
    return {
        "name": {"ar": row.name_ar, "fr": row.name_fr},
        "unit": row.unit,
        "baseline": row.baseline,
        "target": row.target,
        "values": [_measure(one) for one in row.measures.all()],
    }


def _measure(row: Measure) -> dict[str, Any]:
    return {"on": row.on, "value": row.value, "note": row.note, "link": row.link}
