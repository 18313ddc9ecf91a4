"""The register of petitions as open data: one line a petition, its delays and outcome.

Public petitions alone, and no word about a signer. A cell that a spreadsheet would take for a formula is made text.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from core.cells import cell
from notices.paths import absolute
from petitions.models import Petition
from petitions.queries import LONG
from petitions.requirements import level_of
from territories.queries import unread_of


@dataclass(frozen=True)
class Column:
    """One column: its name, what it means in words, and how it is read off a petition."""

    name: str
    words: Any
    of: Callable[[Petition], Any]


def _of(step: str, read: Callable[[Any], Any]) -> Callable[[Petition], Any]:
    """Return what is read off a step of the procedure (its ruling, say), nothing before it is there."""
    return lambda petition: read(row) if (row := getattr(petition, step, None)) else None


def _day(name: str) -> Callable[[Petition], Any]:
    return lambda petition: localdate(at) if (at := getattr(petition, name)) else None


def _days_to_notify(petition: Petition) -> int | None:
    ruling, deposit = getattr(petition, "ruling", None), getattr(petition, "deposit", None)
    return (ruling.notified_on - deposit.deposited_on).days if ruling and deposit else None


def _is_late(petition: Petition) -> bool | None:
    """Whether the notification came, or has not come yet, after the last day of the time limit."""
    if petition.notify_by is None:
        return None
    ruling = getattr(petition, "ruling", None)
    return ruling.notified_on > ruling.notify_by if ruling else localdate() > petition.notify_by


COLUMNS = (
    Column("id", _("number of the petition, for ever"), lambda row: row.pk),
    Column("url", _("its page"), lambda row: absolute(row.get_absolute_url(), settings.LANGUAGE_CODE)),
    Column("council", _("code of the council’s territory (HCP)"), lambda row: row.council.territory.code),
    Column("council_name", _("name of the council’s territory, in French"), lambda row: row.council.territory.name_fr),
    Column("level", _("commune, province (or prefecture), region"), lambda row: level_of(row.council.territory)),
    Column("space", _("code of the commune in whose space it was begun"), lambda row: row.space.commune.code),
    Column("bearer", _("citizens, or association"), lambda row: row.bearer),
    Column("theme", _("code of its theme"), lambda row: row.theme),
    Column("object", _("its object, as written"), lambda row: row.title),
    Column("state", _("where it stands"), lambda row: row.state),
    Column("required", _("valid signatures that the law required; empty for an association"), lambda row: row.required),
    Column("by_hand", _("valid signatures by hand, people"), lambda row: row.paper_count),
    Column("online", _("valid signatures online, people"), lambda row: row.online_count),
    Column("support", _("initial support, people: no signatures"), lambda row: row.support_count),
    Column("started_on", _("day on which collecting began"), _day("started_at")),
    Column("threshold_on", _("day on which the required number was counted"), _day("threshold_reached_at")),
    Column("deposited_on", _("day of the receipt"), _of("deposit", lambda row: row.deposited_on)),
    Column("receipt", _("number of the receipt"), _of("deposit", lambda row: row.number)),
    Column("notify_by", _("last day for the council to notify a rejection"), lambda row: row.notify_by),
    Column("notified_on", _("day of the notification"), _of("ruling", lambda row: row.notified_on)),
    Column("days_to_notify", _("days between the two, counting the calendar’s"), _days_to_notify),
    Column("late", _("1: notified, or still silent, after the last day; 0: not"), _is_late),
    Column(
        "ruling",
        _("accepted, or rejected"),
        _of("ruling", lambda row: "accepted" if row.is_accepted else "rejected"),
    ),
    Column(
        "grounds",
        _("codes of the conditions for whose absence it was rejected, with a space between them"),
        _of("ruling", lambda row: " ".join(row.grounds)),
    ),
    Column("session_on", _("day of the ordinary session it was put on"), _of("hearing", lambda row: row.session_on)),
    Column("deliberated_on", _("day of the deliberation"), _of("hearing", lambda row: row.deliberated_on)),
    Column("outcome", _("code of what the council decided"), _of("decision", lambda row: row.outcome)),
    Column("decided_on", _("day of the decision"), _of("decision", lambda row: row.decided_on)),
    Column("demo", _("1: made-up data that shows how Agraw works"), lambda row: row.council.is_demo),
)


def rows() -> Iterator[Petition]:
    """Yield each public petition in the order of their numbers, read a few hundred at a time."""
    shapes = unread_of("council__territory", "space__commune")
    found = Petition.objects.public().select_related(
        "council__territory", "space__commune", "deposit", "ruling", "hearing", "decision"
    )
    yield from found.defer(*shapes, *LONG).order_by("pk").iterator(chunk_size=500)


def lines() -> Iterator[list[str]]:
    """Yield the header, then a line a petition."""
    yield [column.name for column in COLUMNS]
    for row in rows():
        yield [cell(column.of(row)) for column in COLUMNS]
