"""What can be found: each kind of public thing, which rows of it are public, and what is said of one.

To add a kind, write its function in `search/things/` and its line in `KINDS`. `public` is always what a visitor sees
(`visible_to` a person who is not signed in): the search has no other notion of what is public.
"""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import models

from territories.models import Territory
from territories.queries import unread_of

VISITOR = AnonymousUser()


@dataclass(frozen=True)
class Thing:
    """What is said of one thing: what it is found by, and what a page shows of it.

    `titles` are its title in each language it has, `texts` what it says, `places` the codes of its territories (the
    whole country: none), `themes` values of `councils.enums.Theme`, `at` the date it is ordered by, `is_open` whether
    it waits for something that people follow or can take part in (None: the question makes no sense). `place` is the
    territory named beside it, `state` a value and its words.
    """

    titles: tuple[str, ...]
    texts: tuple[str, ...]
    at: datetime.datetime | datetime.date
    url: str
    title: str
    place: Territory | None = None
    places: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    is_open: bool | None = None
    state: str = ""
    state_label: str = ""


@dataclass(frozen=True)
class Kind:
    """A kind of thing. `label` names one in a list, `many` all of them.

    `joined` are the paths that `say` reads, `places` those of territories among them. `behind` are things whose change
    changes this one: the label of their model, and the path to them. `weight` is how much a find of this kind weighs.
    `is_place`: its title is found by short sounds too.
    """

    name: str
    label: Any
    many: Any
    icon: str
    model: type[models.Model]
    say: Callable[[Any], Thing]
    joined: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    prefetched: tuple[Any, ...] = ()
    behind: dict[str, str] = field(default_factory=dict)
    weight: float = 1.0
    is_place: bool = False
    rows: Callable[[], models.QuerySet] | None = None

    def public(self) -> models.QuerySet:
        """Return the rows that a visitor may see."""
        return self.rows() if self.rows else self.model._default_manager.visible_to(VISITOR)

    def read(self, keys: Iterable[int]) -> dict[int, Any]:
        """Return by key the public ones among `keys`, with all that `say` reads: one query, and one a prefetch."""
        unread = unread_of(*self.places)
        rows = self.public().filter(pk__in=list(keys)).defer(*unread)
        rows = rows.select_related(*self.joined) if self.joined else rows
        return {row.pk: row for row in rows.prefetch_related(*self.prefetched)}


def in_languages(row: Any, *names: str) -> tuple[str, ...]:
    """Return the words that a row has under each name in each language, without empty ones."""
    return tuple(
        words for name in names for language in ("ar", "fr", "zgh") if (words := getattr(row, f"{name}_{language}", ""))
    )


def where(*places: Territory | None) -> dict[str, Any]:
    """Return what a thing says of its places: the first one is named beside it."""
    there = [place for place in places if place is not None]
    return {"place": there[0] if there else None, "places": tuple(place.code for place in there)}


def standing(row: Any, *open_states: str, axis: str = "state") -> dict[str, Any]:
    """Return what a thing says of its state, open in `open_states`."""
    state = getattr(row, axis)
    label = getattr(row, f"get_{axis}_display")()
    return {"state": state, "state_label": label, "is_open": state in open_states}


_kinds: dict[str, Kind] = {}


def register(**told: Any) -> Callable:
    """Register the function that says what is said of one thing, as a kind."""

    def keep(say: Callable[[Any], Thing]) -> Callable[[Any], Thing]:
        kind = Kind(say=say, **told)
        _kinds[kind.name] = kind
        return say

    return keep


def kinds() -> dict[str, Kind]:
    """Return every kind by its name, in the order of the page."""
    return _kinds


def kinds_of(label: str) -> list[Kind]:
    """Return the kinds whose rows are of the model with this label, as needs.need."""
    return [kind for kind in _kinds.values() if kind.model._meta.label_lower == label]


of_space = partial(dict, joined=("space__commune",), places=("space__commune",))
