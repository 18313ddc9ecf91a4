"""Pages of a list by cursor: as fast at the end of the list as at its beginning, one query each.

A cursor names the row that a page goes on from, in the columns of the list's order: `a34.120` after the row 120 whose
count is 34, `b120` before the row 120. A date is its ordinal, a moment its microseconds since 1970.
"""

import datetime
import re
from dataclasses import dataclass
from typing import Any

from django.db.models import DateField, DateTimeField, Q, QuerySet
from django.http import HttpRequest

SIZE = 20
CURSOR = re.compile(r"^([ab])(?:(\d{1,17})\.)?(\d{1,15})$", re.ASCII)
EPOCH, TICK = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC), datetime.timedelta(microseconds=1)


class BadCursorError(ValueError):
    """The cursor is none of ours, or of another order."""


@dataclass(frozen=True)
class Slice:
    """Rows in their order, and the cursors of the pages before and after, empty when there is none."""

    rows: list[Any]
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Page:
    """What `components/pager.html` draws: rows, and the addresses of the pages around, empty when there is none."""

    rows: list[Any]
    newer: str = ""
    older: str = ""


def slice_of(queryset: QuerySet, *order: str, cursor: str = "", size: int = SIZE) -> Slice:
    """Return the page of `queryset` that `cursor` names, the first one without.

    `order` is as in `order_by`: one or two columns that hold no NULL, both in one direction, the last one unique.
    Raises `BadCursorError`.
    """
    columns, descending = [name.removeprefix("-") for name in order], order[0].startswith("-")
    backwards, values = _read(cursor, [queryset.model._meta.get_field(name) for name in columns])
    falling = descending != backwards
    if values:
        queryset = queryset.filter(_beyond(columns, values, falling))
    sign = "-" if falling else ""
    rows = list(queryset.order_by(*(f"{sign}{name}" for name in columns))[: size + 1])
    return _cut(rows, columns, size, backwards=backwards, goes_on=bool(values))


def _cut(rows: list[Any], columns: list[str], size: int, *, backwards: bool = False, goes_on: bool = False) -> Slice:
    """Return the slice that rows make: `size` of them, and one more when there are others."""
    more = len(rows) > size
    rows = rows[:size][::-1] if backwards else rows[:size]
    if not rows:
        return Slice([])
    has_before, has_after = (more, True) if backwards else (goes_on, more)
    return Slice(
        rows,
        _written("b", rows[0], columns) if has_before else "",
        _written("a", rows[-1], columns) if has_after else "",
    )


def page_of(request: HttpRequest, queryset: QuerySet, *order: str, size: int = SIZE) -> Page:
    """Return the page of `queryset` that `?cursor=` of the address asks for, newest first when no `order` is given.

    A cursor that is not ours is dropped; past an end, `newer` leads to the first page. The other parameters of the
    address are kept.
    """
    order, cursor = order or ("-id",), request.GET.get("cursor", "")
    try:
        part = slice_of(queryset, *order, cursor=cursor, size=size)
    except BadCursorError:
        part = slice_of(queryset, *order, size=size)
    if cursor and not part.rows:
        return Page([], newer=address(request))
    return Page(
        part.rows,
        newer=address(request, part.before) if part.before else "",
        older=address(request, part.after) if part.after else "",
    )


def first_page_of(request: HttpRequest, rows: list[Any], *columns: str, size: int = SIZE) -> Page:
    """Return the first page of a list whose first `size` + 1 rows were read already, in the order of `columns`."""
    part = _cut(rows, [name.removeprefix("-") for name in columns], size)
    return Page(part.rows, older=address(request, part.after) if part.after else "")


def address(request: HttpRequest, cursor: str = "") -> str:
    """Return the address of the request with another cursor, or with none."""
    query = request.GET.copy()
    query.pop("cursor", None)
    if cursor:
        query["cursor"] = cursor
    return f"{request.path}?{query.urlencode()}" if query else request.path


def is_searching(request: HttpRequest, *besides: str) -> bool:
    """Return whether the address asks for anything but another page and `besides`."""
    return any(value for name, value in request.GET.items() if name not in {"cursor", *besides})


def _read(cursor: str, fields: list) -> tuple[bool, list[Any]]:
    if not cursor:
        return False, []
    found = CURSOR.match(cursor)
    numbers = [int(number) for number in found.groups()[1:] if number] if found else []
    if len(numbers) != len(fields):
        raise BadCursorError
    try:
        return found[1] == "b", [_value(number, field) for number, field in zip(numbers, fields, strict=True)]
    except (ValueError, OverflowError):  # no such day
        raise BadCursorError from None


def _written(side: str, row: Any, columns: list[str]) -> str:
    return side + ".".join(str(_number(getattr(row, name))) for name in columns)


def _number(value: Any) -> int:
    if isinstance(value, datetime.datetime):
        return (value - EPOCH) // TICK
    return value.toordinal() if isinstance(value, datetime.date) else value


def _value(number: int, field: Any) -> Any:
    if isinstance(field, DateTimeField):
        return EPOCH + number * TICK
    return datetime.date.fromordinal(number) if isinstance(field, DateField) else number


def _beyond(columns: list[str], values: list[Any], falling: bool) -> Q:
    """Return the condition of coming after `values`; the first column is bounded apart, so that its index is used."""
    side = "lt" if falling else "gt"
    if len(columns) == 1:
        return Q(**{f"{columns[0]}__{side}": values[0]})
    first, second = columns
    return Q(**{f"{first}__{side}e": values[0]}) & (
        Q(**{f"{first}__{side}": values[0]}) | Q(**{f"{second}__{side}": values[1]})
    )


def posted(request: HttpRequest):
    """Return what a form takes: what was sent, also when that is nothing; None when the page is only read."""
    return request.POST if request.method == "POST" else None
