"""Calls and funded projects as open data: one line each, of what everyone may read, and no person's name."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from calls.models import Call, Project
from core.cells import cell
from notices.paths import absolute


@dataclass(frozen=True)
class Column:
    """One column: its name, what it means in words, and how it is read off a row."""

    name: str
    words: Any
    of: Callable[[Any], Any]


def _day(name: str) -> Callable[[Any], Any]:
    return lambda row: localdate(at) if (at := getattr(row, name)) else None


CALLS = (
    Column("id", _("number of the call, for ever"), lambda row: row.pk),
    Column("url", _("its page"), lambda row: absolute(row.get_absolute_url(), settings.LANGUAGE_CODE)),
    Column("space", _("code of the commune (HCP)"), lambda row: row.space.commune.code),
    Column("council", _("code of the council’s territory; empty when the space calls alone"),
           lambda row: row.council.territory.code if row.council else None),
    Column("partner", _("partner or donor, as written"), lambda row: row.partner),
    Column("title_ar", _("title in Arabic"), lambda row: row.title_ar),
    Column("title_fr", _("title in French"), lambda row: row.title_fr),
    Column("state", _("where it stands"), lambda row: row.state),
    Column("envelope", _("the whole envelope, dirhams"), lambda row: row.envelope),
    Column("ceiling", _("at most for one project, dirhams"), lambda row: row.ceiling),
    Column("blind", _("1: scored without names"), lambda row: row.is_blind),
    Column("published_on", _("day of its publication"), _day("published_at")),
    Column("closes_on", _("last day to apply"), _day("closes_at")),
    Column("awarded_on", _("day on which the winners were published"), _day("awarded_at")),
    Column("applications", _("applications that were sent; empty before it closes"),
           lambda row: row.sent if row.closed_at else None),
    Column("retained", _("projects that were retained; empty before the winners"),
           lambda row: row.won if row.awarded_at else None),
    Column("demo", _("1: made-up data that shows how Agraw works"), lambda row: row.is_demo),
)  # fmt: skip

PROJECTS = (
    Column("id", _("number of the project, for ever"), lambda row: row.pk),
    Column("url", _("its page"), lambda row: absolute(row.get_absolute_url(), settings.LANGUAGE_CODE)),
    Column("call", _("number of the call"), lambda row: row.application.call_id),
    Column("association", _("number of the association"), lambda row: row.application.association_id),
    Column("association_name", _("name of the association, in French"),
           lambda row: row.application.association.name_fr),
    Column("title", _("title of the project, as written"), lambda row: row.application.title),
    Column("category", _("category, in French or else in Arabic"),
           lambda row: row.application.category.name_fr or row.application.category.name_ar),
    Column("granted", _("granted, dirhams"), lambda row: row.granted),
    Column("cost", _("cost of the project, dirhams"), lambda row: row.application.cost),
    Column("beneficiaries", _("people it is for, as the application says"), lambda row: row.application.beneficiaries),
    Column("reached", _("people it reached, as the closing report says"), lambda row: row.reached),
    Column("spent", _("spent in all, dirhams, as the closing report says"), lambda row: row.spent),
    Column("score", _("mean score, out of 100"), lambda row: row.application.mean),
    Column("state", _("where it stands"), lambda row: row.state),
    Column("agreed_on", _("day of the agreement"), _day("agreed_at")),
    Column("ended_on", _("day on which it was completed or stopped"), _day("ended_at")),
    Column("demo", _("1: made-up data that shows how Agraw works"), lambda row: row.application.call.is_demo),
)  # fmt: skip


def calls() -> Iterator[Call]:
    """Yield each public call in the order of their numbers, read a few hundred at a time."""
    sent = Count("applications", filter=~Q(applications__state="draft"))
    won = Count("applications", filter=Q(applications__state="awarded"))
    rows = Call.objects.public().for_detail().annotate(sent=sent, won=won).order_by("pk")
    yield from rows.iterator(chunk_size=500)


def projects() -> Iterator[Project]:
    """Yield each funded project in the order of their numbers."""
    yield from Project.objects.public().for_detail().order_by("pk").iterator(chunk_size=500)


def lines_of_calls() -> Iterator[list[str]]:
    """Yield the header, then a line a call."""
    yield [column.name for column in CALLS]
    for row in calls():
        yield [cell(column.of(row)) for column in CALLS]


def lines_of_projects() -> Iterator[list[str]]:
    """Yield the header, then a line a funded project."""
    yield [column.name for column in PROJECTS]
    for row in projects():
        yield [cell(column.of(row)) for column in PROJECTS]
