"""The information bank as open data: one line a published resource, what it is and where it is read.

A cell that a spreadsheet would take for a formula is made text.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from core.cells import cell
from notices.paths import absolute
from resources.models import Resource


@dataclass(frozen=True)
class Column:
    """One column: its name, what it means in words, and how it is read off a resource."""

    name: str
    words: Any
    of: Callable[[Resource], Any]


def _owner(row: Resource) -> str:
    return "association" if row.association_id else "space" if row.space_id else "lab"


def _owner_name(row: Resource) -> str | None:
    if row.association_id:
        return row.association.name_fr
    return row.space.commune.name_fr if row.space_id else None


def _day(name: str) -> Callable[[Resource], Any]:
    return lambda row: localdate(at) if (at := getattr(row, name)) else None


COLUMNS = (
    Column("id", _("number of the resource, for ever"), lambda row: row.pk),
    Column("url", _("its page"), lambda row: absolute(row.get_absolute_url(), settings.LANGUAGE_CODE)),
    Column("kind", _("code of what it is"), lambda row: row.kind),
    Column("title_ar", _("its title in Arabic"), lambda row: row.title_ar),
    Column("title_fr", _("its title in French"), lambda row: row.title_fr),
    Column("title_zgh", _("its title in Amazigh"), lambda row: row.title_zgh),
    Column("summary_ar", _("what it is for, in Arabic"), lambda row: row.summary_ar),
    Column("summary_fr", _("what it is for, in French"), lambda row: row.summary_fr),
    Column("theme", _("code of its theme"), lambda row: row.theme),
    Column(
        "languages", _("codes of the languages in which it is read, with a space between them"),
        lambda row: " ".join(row.languages),
    ),
    Column(
        "roles", _("codes of the roles it is for, with a space between them"), lambda row: " ".join(row.readers)
    ),
    Column("licence", _("code of its licence"), lambda row: row.licence),
    Column("source", _("its author or source, as written"), lambda row: row.source),
    Column(
        "place", _("code of the territory where it holds (HCP); empty: the whole country"),
        lambda row: row.territory.code if row.territory_id else None,
    ),
    Column("owner", _("space, association, or the Lab"), _owner),
    Column(
        "owner_name", _("name of who gives it, in French"),
        _owner_name,
    ),
    Column("address", _("address of a page that it names"), lambda row: row.url),
    Column("file", _("code of the kind of its file"), lambda row: row.file_kind),
    Column("bytes", _("size of its file, in bytes"), lambda row: row.size or None),
    Column("version", _("number of its present version"), lambda row: row.version),
    Column("issued_on", _("date of the document itself"), lambda row: row.issued_on),
    Column("published_on", _("day on which it was published here"), _day("published_at")),
    Column("changed_on", _("day of its present version, when it is not the first"), _day("changed_at")),
    Column("review_on", _("day by which it is to be read again"), lambda row: row.review_on),
    Column("late", _("1: that day has passed; 0: not"), lambda row: row.is_to_be_reviewed),
    Column("demo", _("1: made-up data that shows how Agraw works"), lambda row: row.is_demo),
)  # fmt: skip


def rows() -> Iterator[Resource]:
    """Yield each published resource in the order of their numbers, read a few hundred at a time."""
    yield from Resource.objects.public().for_list().order_by("pk").iterator(chunk_size=500)


def lines() -> Iterator[list[str]]:
    """Yield the header, then a line a resource."""
    yield [column.name for column in COLUMNS]
    for row in rows():
        yield [cell(column.of(row)) for column in COLUMNS]
