"""The directory of associations as open data: one line each, what everyone sees on its page and nothing else."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from core.cells import cell
from notices.paths import absolute
from spaces.models import Association


@dataclass(frozen=True)
class Column:
    """One column: its name, what it means in words, and how it is read off an association."""

    name: str
    words: Any
    of: Callable[[Association], Any]


def _shown(way: str) -> Callable[[Association], Any]:
    return lambda row: row.reach.get(way)


COLUMNS = (
    Column("id", _("number of the association, for ever"), lambda row: row.pk),
    Column("url", _("its page"), lambda row: absolute(row.get_absolute_url(), settings.LANGUAGE_CODE)),
    Column("name_ar", _("its name in Arabic"), lambda row: row.name_ar),
    Column("name_fr", _("its name in French"), lambda row: row.name_fr),
    Column("seat", _("code of the commune of its seat (HCP)"), lambda row: row.seat.code),
    Column("seat_name", _("name of that commune, in French"), lambda row: row.seat.name_fr),
    Column("founded", _("year of the founding assembly"), lambda row: row.founded_on.year),
    Column("themes", _("codes of what it works on, with a space between them"), lambda row: " ".join(row.themes)),
    Column(
        "languages",
        _("codes of the languages it works in, with a space between them"),
        lambda row: " ".join(row.languages),
    ),
    Column(
        "checked_on",
        _("day on which its dossier was complete and checked; empty else, for whatever reason"),
        lambda row: row.checked_on if row.is_in_order else None,
    ),
    Column("email", _("its e-mail address, when it shows it"), _shown("email")),
    Column("phone", _("its phone number, when it shows it"), _shown("phone")),
    Column("site", _("its site, when it shows it"), _shown("site")),
    Column("registered_on", _("day on which it was registered on Agraw"), lambda row: localdate(row.created_at)),
    Column("demo", _("1: made-up data that shows how Agraw works"), lambda row: row.is_demo),
)


def rows() -> Iterator[Association]:
    """Yield each association in the order of their numbers, read a few hundred at a time."""
    yield from Association.objects.for_directory().order_by("pk").iterator(chunk_size=500)


def lines() -> Iterator[list[str]]:
    """Yield the header, then a line an association."""
    yield [column.name for column in COLUMNS]
    for row in rows():
        yield [cell(column.of(row)) for column in COLUMNS]
