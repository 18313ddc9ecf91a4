"""The register of orders as open data: one line an order that was published, in force or not."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from core.cells import cell
from notices.paths import absolute
from presidency.models import Order
from territories.queries import unread_of


@dataclass(frozen=True)
class Column:
    """One column: its name, what it means in words, and how it is read off an order."""

    name: str
    words: Any
    of: Callable[[Order], Any]


def _day(name: str) -> Callable[[Order], Any]:
    return lambda order: localdate(at) if (at := getattr(order, name)) else None


COLUMNS = (
    Column("id", _("number of the order here, for ever"), lambda row: row.pk),
    Column("url", _("its page"), lambda row: absolute(row.get_absolute_url(), settings.LANGUAGE_CODE)),
    Column("council", _("code of the council’s territory (HCP)"), lambda row: row.council.territory.code),
    Column("council_name", _("name of the council’s territory, in French"), lambda row: row.council.territory.name_fr),
    Column("year", _("year of the register"), lambda row: row.year),
    Column("number", _("number in the register of that year"), lambda row: row.number),
    Column("kind", _("code of what it is about"), lambda row: row.kind),
    Column("title_ar", _("title in Arabic"), lambda row: row.title_ar),
    Column("title_fr", _("title in French"), lambda row: row.title_fr),
    Column("article", _("article that it rests on, as written"), lambda row: row.article),
    Column("state", _("where it stands"), lambda row: row.state),
    Column("signed_on", _("day of signature"), lambda row: row.signed_on),
    Column("published_on", _("day of its publication here"), _day("published_at")),
    Column("repealed_on", _("day on which it was repealed"), _day("repealed_at")),
    Column("replaced_by", _("number here of the order that replaced it"), lambda row: row.replaced_by_id),
    Column("has_file", _("1: the signed order is there as PDF; 0: not"), lambda row: bool(row.file)),
    Column("demo", _("1: made-up data that shows how Agraw works"), lambda row: row.council.is_demo),
)


def rows() -> Iterator[Order]:
    """Yield each published order in the order of their numbers here, read a few hundred at a time."""
    found = (
        Order.objects.public()
        .select_related("council__territory")
        .defer(*unread_of("council__territory"), "text_ar", "text_fr")
    )
    yield from found.order_by("pk").iterator(chunk_size=500)


def lines() -> Iterator[list[str]]:
    """Yield the header, then a line an order."""
    yield [column.name for column in COLUMNS]
    for row in rows():
        yield [cell(column.of(row)) for column in COLUMNS]
