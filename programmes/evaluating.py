"""The figures of a year of a programme, computed from its rows: planned, spent, done, measured."""

import datetime
from collections import defaultdict
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate

from plans.figures import totals
from programmes.enums import BudgetSource
from programmes.models import Indicator, Measure, Programme, Project

ZERO = Decimal(0)


def figures_of(programme: Programme, year: int) -> dict[str, Any]:
    """Return the figures of a year as plain data: sums are strings of dirhams, days are ISO dates.

    Money is that of the year, and of all years until it; states are those of today. Indicators have the last value of
    the year or before. Five queries, however many projects there are.
    """
    projects = list(programme.projects.for_list().prefetch_related("lines"))
    found = totals(projects)
    rows = [_row(project, year) for project in projects]
    return {
        "on": localdate().isoformat(),
        "year": year,
        "projects": found.count,
        "standing": found.standing,
        "done": found.done,
        "late": found.late,
        "dated": found.dated,
        "progress": found.progress,
        "states": {str(state): count for state, count in found.by_state},
        "confirmed_by": sum(project.yes_count for project in projects),
        "denied_by": sum(project.no_count for project in projects),
        "money": _added(rows),
        "sources": _by_source(projects, year),
        "axes": _by_axis(programme, rows),
        "rows": rows,
        "indicators": _indicators(programme, year),
    }


def _sums(lines, year: int) -> dict[str, str]:
    of_year = [line for line in lines if line.year == year]
    until = [line for line in lines if line.year <= year]
    found = {}
    for column, name in (("amount", "planned"), ("committed", "committed"), ("paid", "paid")):
        found[name] = str(sum((getattr(line, column) for line in of_year), ZERO))
        found[f"{name}_until"] = str(sum((getattr(line, column) for line in until), ZERO))
    return found


def _row(project: Project, year: int) -> dict[str, Any]:
    return {
        "id": project.pk,
        "axis": project.axis_id,
        "title_ar": project.title_ar,
        "title_fr": project.title_fr,
        "state": str(project.state),
        "progress": project.progress,
        "late": project.is_late,
        "cost": str(project.cost),
        **_sums(list(project.lines.all()), year),
    }


def _added(rows: list[dict[str, Any]]) -> dict[str, str]:
    names = ("cost", "planned", "committed", "paid", "planned_until", "committed_until", "paid_until")
    return {name: str(sum((Decimal(row[name]) for row in rows), ZERO)) for name in names}


def _by_source(projects: list[Project], year: int) -> list[dict[str, str]]:
    sums: dict[str, list[Decimal]] = defaultdict(lambda: [ZERO, ZERO, ZERO])
    for project in projects:
        for line in project.lines.all():
            if line.year == year:
                for place, column in enumerate(("amount", "committed", "paid")):
                    sums[line.source][place] += getattr(line, column)
    names = ("planned", "committed", "paid")
    return [
        {"source": str(source)} | {name: str(total) for name, total in zip(names, sums[source], strict=True)}
        for source in BudgetSource
        if source in sums
    ]


def _by_axis(programme: Programme, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = []
    for axis in programme.axes.all():
        own = [row for row in rows if row["axis"] == axis.pk]
        standing = [row["progress"] for row in own if row["state"] != "abandoned"]
        found.append(
            {
                "id": axis.pk,
                "title_ar": axis.title_ar,
                "title_fr": axis.title_fr,
                "projects": len(own),
                "done": sum(row["state"] == "done" for row in own),
                "progress": round(sum(standing) / len(standing)) if standing else None,
                **_added(own),
            }
        )
    return found


def _indicators(programme: Programme, year: int) -> list[dict[str, Any]]:
    """Return each indicator with its last value until the end of the year. Two queries."""
    last: dict[int, Measure] = {}
    measures = Measure.objects.filter(
        indicator__project__programme=programme, on__lte=datetime.date(year, 12, 31)
    ).order_by("on", "id")
    for one in measures:
        last[one.indicator_id] = one
    rows = Indicator.objects.filter(project__programme=programme).order_by("project__axis__position", "project", "id")
    return [
        {
            "project": one.project_id,
            "name_ar": one.name_ar,
            "name_fr": one.name_fr,
            "unit": one.unit,
            "baseline": str(one.baseline),
            "target": str(one.target),
            "value": str(last[one.pk].value) if one.pk in last else None,
            "on": last[one.pk].on.isoformat() if one.pk in last else None,
            "reached": one.reached(last[one.pk].value) if one.pk in last else None,
        }
        for one in rows
    ]
