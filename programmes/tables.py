"""A programme as open data: one line a project, the whole as JSON, its points as GeoJSON. No person is named."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from core.cells import cell
from notices.paths import absolute
from programmes.figures import summed
from programmes.models import Programme, Project


@dataclass(frozen=True)
class Column:
    """One column: its name, what it means in words, and how it is read off a project."""

    name: str
    words: Any
    of: Callable[[Project], Any]


COLUMNS = (
    Column("id", _("number of the project, for ever"), lambda row: row.pk),
    Column("url", _("its page"), lambda row: absolute(row.get_absolute_url(), settings.LANGUAGE_CODE)),
    Column("programme", _("number of the programme"), lambda row: row.programme_id),
    Column("axis_ar", _("axis, in Arabic"), lambda row: row.axis.title_ar),
    Column("axis_fr", _("axis, in French"), lambda row: row.axis.title_fr),
    Column("title_ar", _("project, in Arabic"), lambda row: row.title_ar),
    Column("title_fr", _("project, in French"), lambda row: row.title_fr),
    Column("theme", _("code of the theme"), lambda row: row.theme),
    Column("place", _("douar or neighbourhood"), lambda row: row.place),
    Column("latitude", _("latitude of its point (WGS84)"), lambda row: row.location.y if row.location else None),
    Column("longitude", _("longitude of its point (WGS84)"), lambda row: row.location.x if row.location else None),
    Column("service", _("service in charge"), lambda row: row.service),
    Column("partners", _("its partners, by name"), lambda row: row.partners),
    Column("starts_on", _("day on which it is to begin"), lambda row: row.starts_on),
    Column("due_on", _("day by which it is to be done"), lambda row: row.due_on),
    Column("state", _("code of where it stands"), lambda row: row.state),
    Column("progress", _("progress, in percent"), lambda row: row.progress),
    Column("days_late", _("days since its day passed; 0 when it is not late"), lambda row: row.days_late),
    Column("done_on", _("day on which it was said done"), lambda row: localdate(row.done_at) if row.done_at else None),
    Column("confirmed_by", _("inhabitants who say that it is done"), lambda row: row.yes_count),
    Column("denied_by", _("inhabitants who say that it is not done"), lambda row: row.no_count),
    Column("cost", _("cost, dirhams"), lambda row: row.cost),
    Column("sourced", _("sum of its budget lines, dirhams"), lambda row: row.sourced),
    Column("committed", _("committed, dirhams"), lambda row: row.committed),
    Column("paid", _("paid, dirhams"), lambda row: row.paid),
    Column("demo", _("1: made-up data that shows how Agraw works"), lambda row: row.programme.council.is_demo),
)


def lines(programme: Programme) -> Iterator[list[str]]:
    """Yield the header, then each project of a programme in its order. One query."""
    yield [column.name for column in COLUMNS]
    for row in programme.projects.for_list():
        yield [cell(column.of(row)) for column in COLUMNS]


def as_data(programme: Programme) -> dict[str, Any]:
    """Return a programme with its axes, projects, budget lines, indicators. Seven queries, however big it is."""
    rows = programme.projects.for_list().prefetch_related("lines", "milestones", "indicators__measures", "origins")
    projects = list(rows)
    found, money = summed(programme, projects)
    return {
        "id": programme.pk,
        "url": absolute(programme.get_absolute_url(), settings.LANGUAGE_CODE),
        "council": programme.council.territory.slug,
        "version": programme.number,
        "title": {"ar": programme.title_ar, "fr": programme.title_fr},
        "vision": {"ar": programme.vision_ar, "fr": programme.vision_fr},
        "state": programme.state,
        "starts_on": programme.starts_on,
        "ends_on": programme.ends_on,
        "decision": programme.decision.address if programme.decision else None,
        "is_demo": programme.council.is_demo,
        "totals": {
            "projects": found.count,
            "done": found.done,
            "late": found.late,
            "late_of": found.dated,
            "mean_progress": found.progress,
            "mean_progress_over": found.standing,
            "total": money.total,
            "cost": money.cost,
            "sourced": money.sourced,
            "committed": money.committed,
            "paid": money.paid,
        },
        "columns": {column.name: str(column.words) for column in COLUMNS},
        "axes": [
            {
                "id": axis.pk,
                "title": {"ar": axis.title_ar, "fr": axis.title_fr},
                "aim": {"ar": axis.aim_ar, "fr": axis.aim_fr},
                "projects": [_project(row) for row in projects if row.axis_id == axis.pk],
            }
            for axis in programme.axes.all()
        ],
    }


def _project(row: Project) -> dict[str, Any]:
    return {column.name: column.of(row) for column in COLUMNS} | {
        "text": {"ar": row.text_ar, "fr": row.text_fr},
        "came_from": [{"kind": str(one.kind), "id": one.key} for one in row.origins.all()],
        "budget": [
            {
                "year": one.year, "source": one.source, "source_name": one.source_name, "amount": one.amount,
                "committed": one.committed, "paid": one.paid,
            }
            for one in row.lines.all()
        ],
        "milestones": [
            {"title": one.title, "due_on": one.due_on, "reached_on": one.reached_on} for one in row.milestones.all()
        ],
        "indicators": [
            {
                "name": {"ar": one.name_ar, "fr": one.name_fr},
                "unit": one.unit,
                "baseline": one.baseline,
                "target": one.target,
                "values": [
                    {"on": value.on, "value": value.value, "note": value.note} for value in one.measures.all()
                ],
            }
            for one in row.indicators.all()
        ],
    }  # fmt: skip


def as_geojson(programme: Programme, *, short: bool = False) -> dict[str, Any]:
    """Return the projects that have a point as a GeoJSON FeatureCollection (RFC 7946); `short` for our own map."""
    rows = [row for row in programme.projects.for_list() if row.location]
    return {"type": "FeatureCollection", "features": [_feature(row, short) for row in rows]}


def _feature(row: Project, short: bool) -> dict[str, Any]:
    if short:
        properties = {"title": row.title, "url": row.get_absolute_url()}
    else:
        left_out = {"latitude", "longitude"}
        properties = {column.name: column.of(row) for column in COLUMNS if column.name not in left_out}
    point = [round(row.location.x, 5), round(row.location.y, 5)]
    return {
        "type": "Feature", "id": row.pk, "geometry": {"type": "Point", "coordinates": point}, "properties": properties,
    }  # fmt: skip
