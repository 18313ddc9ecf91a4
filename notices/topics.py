"""What can be followed: each floor says how a topic of its kind is found, notices know no more of it.

A topic is followed and told of only while everyone may see it: a finder returns public things alone.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from notices.enums import Topic
from notices.paths import without_language
from territories.models import Territory
from territories.queries import UNREAD


@dataclass(frozen=True)
class Found:
    """A topic as people read it. `url` is the path of its page, `commune` the key of its territory, if it has one."""

    kind: str
    key: str
    title: str
    url: str
    commune: int | None = None

    @property
    def path(self) -> str:
        return without_language(self.url)


Finder = Callable[[list[str]], dict[str, Found]]
FINDERS: dict[str, Finder] = {}


def register(kind: str, finder: Finder) -> None:
    """Say how topics of a kind are found: `finder(keys)` returns those that everyone may see, by key."""
    FINDERS[kind] = finder


def find(kind: str, key: str) -> Found | None:
    """Return one topic; None when there is none that everyone may see."""
    finder = FINDERS.get(kind)
    return finder([key]).get(key) if finder else None


def find_all(pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Found]:
    """Return the topics of (kind, key) pairs that everyone may see, with the queries of each kind once."""
    by_kind: dict[str, list[str]] = {}
    for kind, key in pairs:
        by_kind.setdefault(kind, []).append(key)
    return {
        (kind, key): found
        for kind, keys in by_kind.items()
        if kind in FINDERS
        for key, found in FINDERS[kind](keys).items()
    }


def around(slug: str, theme: str = "") -> list[tuple[str, str]]:
    """Return the topics that what happens in a commune belongs to: the commune, the theme there, the theme anywhere."""
    themes = [(Topic.THEME, theme), (Topic.THEME, f"{theme}@{slug}")] if theme else []
    return [(Topic.COMMUNE, slug), *themes]


def numbers(keys: Iterable[str]) -> list[int]:
    """Return the keys that are numbers of rows, as numbers."""
    return [int(key) for key in keys if key.isascii() and key.isdecimal() and len(key) < 16]


def _communes(keys: list[str]) -> dict[str, Found]:
    rows = Territory.objects.filter(slug__in=keys).defer(*UNREAD)
    return {row.slug: Found(Topic.COMMUNE, row.slug, row.name, row.get_absolute_url(), row.pk) for row in rows}


register(Topic.COMMUNE, _communes)
