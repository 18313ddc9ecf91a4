"""How a dataset is described: its fields, its codes, where its rows come from."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.gis.geos import Point
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from notices.paths import absolute
from opendata.enums import Format, Kind, Unit

AT_ONCE = 500  # rows read together by a cursor of the server's
EVERYONE = AnonymousUser()
PLACES = 5  # digits of a degree, about a metre: what the public map shows

MADE_UP = _("true: made-up data that shows how Agraw works")


@dataclass(frozen=True)
class Field:
    """One field: its name, what it means in words, how it is read off a row, what it holds, and in which unit."""

    name: str
    words: Any
    of: Callable[[Any], Any]
    kind: str = Kind.STRING
    unit: str = ""


@dataclass(frozen=True)
class Licence:
    name: str
    url: str


CC_BY = Licence("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/")
ODBL = Licence("ODbL 1.0", "https://opendatacommons.org/licenses/odbl/1-0/")


@dataclass(frozen=True)
class Dataset:
    """One dataset. `rows` yields what everyone may read, oldest number first, a few hundred at a time.

    `shape` gives the geometry of a row, as a GEOS one, or None; without it there is no GeoJSON. `live` names the
    address of a table that its own room gives line by line, always as it is now: then no CSV is written here. `codes`
    are the named values of the fields that hold codes.
    """

    slug: str
    title: Any
    about: Any
    fields: tuple[Field, ...]
    rows: Callable[[], Iterable[Any]]
    shape: Callable[[Any], Any] | None = None
    live: str = ""
    codes: Mapping[str, Any] = field(default_factory=dict)
    licence: Licence = CC_BY
    credit: str = ""

    @property
    def formats(self) -> list[str]:
        """The formats that are written at night."""
        written = [] if self.live else [Format.CSV]
        return [*written, Format.JSON, *([Format.GEOJSON] if self.shape else [])]

    def values(self, row: Any) -> dict[str, Any]:
        """Return what everyone may know of a row, by the names of the fields."""
        return {one.name: one.of(row) for one in self.fields}

    def choices(self) -> Iterator[tuple[str, list[tuple[str, Any]]]]:
        """Yield each field that holds codes, and its codes in words."""
        for name, kind in self.codes.items():
            yield name, list(kind.choices)


def read(rows: Any) -> Iterator[Any]:
    """Read a queryset by a cursor of the server's, in the order of its numbers: it is never whole in memory."""
    return rows.order_by("pk").iterator(chunk_size=AT_ONCE)


def number(words: Any) -> Field:
    return Field("id", words, lambda row: row.pk, Kind.INTEGER)


def address() -> Field:
    return Field(
        "url", _("its page"), lambda row: absolute(row.get_absolute_url(), settings.LANGUAGE_CODE), Kind.ADDRESS
    )


def same(name: str, words: Any, kind: str = Kind.STRING, unit: str = "", *, path: str = "") -> Field:
    """A field that is read as it is; `path` leads to it over dots when its name differs. Empty text is nothing."""
    steps = (path or name).split(".")

    def of(row: Any) -> Any:
        for step in steps:
            row = getattr(row, step, None)
        return None if row == "" else row

    return Field(name, words, of, kind, unit)


def day(name: str, words: Any, *, path: str) -> Field:
    """A field with the day, in Morocco, of a moment."""
    return Field(name, words, lambda row: localdate(at) if (at := getattr(row, path)) else None, Kind.DATE)


def counted(name: str, words: Any, *, unit: str = Unit.PEOPLE, path: str = "") -> Field:
    return same(name, words, Kind.INTEGER, unit, path=path)


def place_of(point: Callable[[Any], Point | None]) -> tuple[Field, Field]:
    """The two fields of a point, latitude and longitude, as exact as the public map."""

    def axis(name: str) -> Callable[[Any], float | None]:
        return lambda row: round(getattr(at, name), PLACES) if (at := point(row)) else None

    return (
        Field("lat", _("latitude of its point"), axis("y"), Kind.NUMBER, Unit.DEGREES),
        Field("lon", _("longitude of its point"), axis("x"), Kind.NUMBER, Unit.DEGREES),
    )


def made_up(path: str = "is_demo") -> Field:
    return same("demo", MADE_UP, Kind.BOOLEAN, path=path)


def fields_of(columns: Iterable[Any], kinds: Mapping[str, Any]) -> tuple[Field, ...]:
    """Return the columns of another room's table as fields; `kinds` says what holds something else than text:
    a kind, or a kind and a unit.
    """
    fields = []
    for column in columns:
        told = kinds.get(column.name, Kind.STRING)
        kind, unit = told if isinstance(told, tuple) else (told, "")
        reads = getattr(column, "of", None) or column.value
        fields.append(Field(column.name, column.words, _nothing_for_empty(reads), kind, unit))
    return tuple(fields)


def _nothing_for_empty(reads: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda row: None if (value := reads(row)) == "" else value
