"""Pages of needs by cursor, for the page and the API: as fast at the end of the list as at its beginning.

A cursor names the row that a page goes on from, in the columns of its order: `a34.120` after the need 120 with 34
people, `b120` before the need 120. There is one query a page, whatever the order and the depth.
"""

import re
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.response import Response

from needs.enums import Order

SIZE = 20
# The columns of each order, its direction, and the index that serves it (`needs.models`).
COLUMNS: dict[str, tuple[tuple[str, ...], bool]] = {
    Order.NEWEST: (("id",), True),  # need_newest
    Order.JOINED: (("support_count", "id"), True),  # need_most_joined
    Order.WAITING: (("id",), False),  # need_newest, read from its end
}
CURSOR = re.compile(r"^([ab])(?:(\d{1,9})\.)?(\d{1,15})$", re.ASCII)


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
    """What `components/pager.html` draws: rows, and the addresses around them."""

    rows: list[Any]
    newer: str = ""
    older: str = ""


def slice_of(queryset: QuerySet, order: str, cursor: str = "", size: int = SIZE) -> Slice:
    """Return one page of `queryset` in `order` (an `Order`). One query. Raises `BadCursorError`."""
    columns, descending = COLUMNS[order]
    backwards, values = _read(cursor, columns)
    falling = descending != backwards
    if values:
        queryset = queryset.filter(_beyond(columns, values, falling))
    sign = "-" if falling else ""
    rows = list(queryset.order_by(*(f"{sign}{column}" for column in columns))[: size + 1])
    more = len(rows) > size
    rows = rows[:size][::-1] if backwards else rows[:size]
    if not rows:
        return Slice([])
    has_before, has_after = (more, True) if backwards else (bool(values), more)
    return Slice(
        rows,
        _written("b", rows[0], columns) if has_before else "",
        _written("a", rows[-1], columns) if has_after else "",
    )


def _read(cursor: str, columns: tuple[str, ...]) -> tuple[bool, list[int]]:
    if not cursor:
        return False, []
    found = CURSOR.match(cursor)
    if not found or (found[2] is not None) != (len(columns) == 2):
        raise BadCursorError
    return found[1] == "b", [int(value) for value in found.groups()[1:] if value is not None]


def _written(side: str, row: Any, columns: tuple[str, ...]) -> str:
    return side + ".".join(str(getattr(row, column)) for column in columns)


def _beyond(columns: tuple[str, ...], values: list[int], falling: bool) -> Q:
    """Return the condition of coming after `values`; the first column is bounded apart, so that its index is used."""
    side = "lt" if falling else "gt"
    if len(columns) == 1:
        return Q(**{f"{columns[0]}__{side}": values[0]})
    first, second = columns
    return Q(**{f"{first}__{side}e": values[0]}) & (
        Q(**{f"{first}__{side}": values[0]}) | Q(**{f"{second}__{side}": values[1]})
    )


def page_of(found: Any, request: HttpRequest, size: int = SIZE) -> Page:
    """Return the page that the address asks for of what a `NeedFilter` found. A cursor not ours is dropped."""
    rows = found.qs.for_list()
    try:
        part = slice_of(rows, found.order, request.GET.get("cursor", ""), size)
    except BadCursorError:
        part = slice_of(rows, found.order, "", size)
    return Page(part.rows, _address(request, part.before), _address(request, part.after))


def _address(request: HttpRequest, cursor: str) -> str:
    if not cursor:
        return ""
    query = request.GET.copy()
    query["cursor"] = cursor
    return f"{request.path}?{query.urlencode()}"


class NeedPages(BasePagination):
    """Pages of the API: `next` and `previous` are addresses, or null."""

    def paginate_queryset(self, queryset, request, view=None):
        self.request = request
        order = request.query_params.get("ordering") or Order.NEWEST
        try:
            self.part = slice_of(queryset, order, request.query_params.get("cursor", ""))
        except BadCursorError:
            raise ValidationError({"cursor": ["This cursor is not known."]}) from None
        return self.part.rows

    def get_paginated_response(self, data):
        return Response(
            {"next": self._link(self.part.after), "previous": self._link(self.part.before), "results": data}
        )

    def _link(self, cursor: str) -> str | None:
        path = _address(self.request._request, cursor)
        return self.request.build_absolute_uri(path) if path else None

    def get_paginated_response_schema(self, schema):
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": link, "previous": link, "results": schema},
        }

    def get_schema_operation_parameters(self, view):
        return [
            {
                "name": "cursor",
                "in": "query",
                "required": False,
                "description": "Where the page goes on from: taken from `next` or `previous`.",
                "schema": {"type": "string"},
            }
        ]
