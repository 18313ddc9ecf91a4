"""What every OParl object and list has: addresses for identifiers, types, moments, pages, filters by time."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive, localtime
from rest_framework.exceptions import ParseError

from opendata.catalogue import site

SCHEMA = "https://schema.oparl.org/1.1/"
A_PAGE = 100
FILTERS = ("created_since", "created_until", "modified_since", "modified_until")
LISTED = ("organization", "person", "meeting", "paper", "agendaItem", "membership", "consultation")


def object_address(kind: str, key: object) -> str:
    """Return the address, and so the identifier, of one object."""
    return site(reverse("oparl-object", args=[kind.lower(), str(key)]))


def list_address(slug: str, kind: str) -> str:
    return site(reverse("oparl-list", args=[slug, kind.lower()]))


def moment(at: datetime.datetime) -> str:
    return localtime(at).isoformat(timespec="seconds")


@dataclass(frozen=True)
class Told:
    """One object: its kind and key, when it was made and changed, and how it is told; `is_gone` once it was public and
    is no more.
    """

    kind: str
    key: object
    created: datetime.datetime
    modified: datetime.datetime
    tell: Callable[[], dict[str, Any]]
    is_gone: bool = False

    def as_data(self) -> dict[str, Any]:
        """Return the object; of one that is gone that it was there, and nothing else."""
        name = self.kind[0].upper() + self.kind[1:]
        told = {"id": object_address(self.kind, self.key), "type": f"{SCHEMA}{name}"}
        told |= {"deleted": True} if self.is_gone else {n: v for n, v in self.tell().items() if v not in (None, "")}
        return told | {"created": moment(self.created), "modified": moment(self.modified)}


def page_of(rows: list[Told], query: Any, address: str) -> dict[str, Any]:
    """Return one page of a list, by the filters and the page of an address. What is gone is told to whoever asks what
    changed since a moment. Raises `ParseError` (400) for what cannot be read.
    """
    asked = {name: _moment_of(query[name], name) for name in FILTERS if query.get(name)}
    kept = [row for row in rows if _is_within(row, asked) and (not row.is_gone or "modified_since" in asked)]
    number = query.get("page", "1")
    if not (number.isascii() and number.isdigit() and len(number) < 7 and int(number) > 0):
        raise ParseError("page is a whole number from 1.")
    number, pages = int(number), max(1, -(-len(kept) // A_PAGE))
    if number > pages:
        raise ParseError(f"There are {pages} pages.")

    def link(to: int) -> str:
        words = {name: query[name] for name in FILTERS if query.get(name)} | {"page": to}
        return f"{address}?{urlencode(words)}"

    links = {"first": link(1), "self": link(number), "last": link(pages)}
    links |= ({"prev": link(number - 1)} if number > 1 else {}) | ({"next": link(number + 1)} if number < pages else {})
    return {
        "data": [row.as_data() for row in kept[(number - 1) * A_PAGE : number * A_PAGE]],
        "pagination": {
            "totalElements": len(kept), "elementsPerPage": A_PAGE, "currentPage": number, "totalPages": pages,
        },
        "links": links,
    }  # fmt: skip


def _is_within(row: Told, asked: dict[str, datetime.datetime]) -> bool:
    for name, at in asked.items():
        field, _underscore, side = name.partition("_")
        value = getattr(row, field)
        if (value < at) if side == "since" else (value > at):
            return False
    return True


def _moment_of(text: str, name: str) -> datetime.datetime:
    try:
        found = parse_datetime(text.strip().replace(" ", "+"))
        if found is not None and not is_naive(found):
            return found.astimezone(datetime.UTC)
    except (ValueError, OverflowError):
        pass
    raise ParseError(f"{name} is a moment with its offset, as 2026-11-28T21:30:00+01:00.")
