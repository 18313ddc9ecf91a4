"""Pages of a list by cursor, for people: `?before=<id>` goes on to older rows, `?after=<id>` back to newer ones."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest


@dataclass(frozen=True)
class Page:
    """Rows newest first, and the addresses of the pages around, empty when there is none."""

    rows: list[Any]
    newer: str = ""
    older: str = ""


def page_of(request: HttpRequest, queryset: QuerySet, size: int = 20) -> Page:
    """Return the page of `queryset` that the request asks for, newest (highest id) first. One query.

    A cursor that is not a number counts as none. The other parameters of the address are kept.
    """
    before, after = _cursor(request, "before"), _cursor(request, "after")
    if after:
        rows = list(queryset.filter(pk__gt=after).order_by("pk")[: size + 1])
        has_newer, has_older = len(rows) > size, True
        rows = rows[:size][::-1]
    else:
        rows = list((queryset.filter(pk__lt=before) if before else queryset).order_by("-pk")[: size + 1])
        has_newer, has_older = bool(before), len(rows) > size
        rows = rows[:size]
    if not rows:
        return Page([], _address(request) if before or after else "")
    return Page(
        rows,
        newer=_address(request, after=rows[0].pk) if has_newer else "",
        older=_address(request, before=rows[-1].pk) if has_older else "",
    )


def _cursor(request: HttpRequest, name: str) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 16 else 0


def _address(request: HttpRequest, **cursor: int) -> str:
    query = request.GET.copy()
    for name in ("before", "after"):
        query.pop(name, None)
    for name, value in cursor.items():
        query[name] = str(value)
    return f"{request.path}?{query.urlencode()}" if query else request.path
