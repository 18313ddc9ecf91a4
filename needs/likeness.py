"""Needs that are like the one being written: the same thing, in any script, nearby.

Candidates come from one index on the space and the keys of likeness (`needs.words`): needs that share two strong keys
with the text (or its only one), and needs at the same spot. The `POOL` that share most are then read and ranked here,
the nearest or newest among equals, so the cost hardly grows with the commune.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from math import cos, hypot, radians

from django.contrib.gis.db.models.functions import GeometryDistance
from django.contrib.gis.geos import Point
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Cast, Left

from accounts.models import User
from core.enums import Load, Visibility
from core.folding import fold
from core.switches import is_on
from needs.enums import OPEN_STATES
from needs.models import Need, degrees_of
from needs.queries import METRES_A_DEGREE
from needs.words import is_strong, keys_of
from spaces.models import Space

POOL = 60  # candidates ranked
PAIRED = 4  # strong keys of the text that are looked for: the first ones said
SAME_SPOT = 60  # metres
FAR = 3_000  # metres: at this distance nearness says nothing any more
ENOUGH = 0.34  # of a possible 1.0


@dataclass
class _Asked:
    keys: frozenset[str]
    trigrams: frozenset[str]
    place: str
    theme: str
    lon: float | None  # degrees, empty without a point; read from it once, because each reading of a point is slow
    lat: float

    @cached_property
    def weight(self) -> float:
        return weight(self.keys)


def similar(
    space: Space,
    text: str,
    point: Point | None = None,
    place: str = "",
    theme: str = "",
    *,
    user: User | None = None,
    limit: int = 5,
) -> list[Need]:
    """Return at most `limit` open needs of the space that ask for the same as `text`, the most alike first.

    `point` (WGS84) and `place` bring nearer ones up, `theme` those of the same subject. Only visible needs that are not
    merged into another one and that the council has not closed. With `user`, the rows say what she joined.
    Three queries at most; none, and nothing found, while likeness is turned off (`core.switches`).
    """
    if not is_on(Load.LIKENESS):
        return []
    keys = keys_of(f"{text} {place}")
    lon, lat = point.coords if point else (None, 0.0)
    asked = _Asked(frozenset(keys), _trigrams(fold(text)[:240]), fold(place), theme, lon, lat)
    pool = Need.objects.standing().filter(space=space, visibility=Visibility.VISIBLE, state__in=OPEN_STATES)
    columns = ("pk", "keys", "folded_head", "theme", "grid_x", "grid_y")
    read = Need.objects.annotate(folded_head=Left("folded", 240)).order_by().values_list(*columns)
    rows = {}
    if strong := [key for key in keys if is_strong(key)][:PAIRED]:
        first = pool.filter(_sharing(strong)).order_by(*_order(strong, point)).values("pk")[:POOL]
        rows |= {row[0]: row for row in read.filter(pk__in=first)}
    if point and asked.keys:
        spot = pool.within(point, SAME_SPOT).order_by("-pk").values("pk")[:20]
        rows |= {row[0]: row for row in read.filter(pk__in=spot)}
    ranked = sorted(((_likeness(asked, *row[1:]), pk) for pk, row in rows.items()), reverse=True)
    best = [pk for score, pk in ranked[:limit] if score >= ENOUGH]
    if not best:
        return []
    rows = Need.objects.for_list().filter(pk__in=best)
    needs = {need.pk: need for need in (rows.for_viewer(user) if user else rows)}
    return [needs[pk] for pk in best if pk in needs]


def _sharing(strong: list[str]) -> Q:
    """Return the condition of sharing two of the strong keys, or the only one."""
    condition = Q()
    for keys in combinations(strong, min(2, len(strong))):
        condition |= Q(keys__contains=list(keys))
    return condition


def _order(strong: list[str], point: Point | None) -> list:
    """Return the order of the candidates: who shares most strong keys, then the nearest (those without a point last),
    then the newest.

    The first is reckoned, so PostgreSQL finds the candidates by their keys, and does not walk an index in this order,
    row by row, past all that is not alike.
    """
    shared = sum((Cast(Q(keys__contains=[key]), models.IntegerField()) for key in strong), Value(0))
    nearest = [GeometryDistance("location", point).asc(nulls_last=True)] if point else []
    return [shared.desc(), *nearest, "-pk"]


def _likeness(asked: _Asked, keys: list[str], folded: str, theme: str, grid_x: int | None, grid_y: int | None) -> float:
    """Return from 0 to 1 how alike a candidate is: the keys shared count most, then letters, place, nearness, theme."""
    title, _line, rest = folded.partition("\n")
    place = rest.partition("\n")[0]
    words = weight(asked.keys.intersection(keys)) / max(min(asked.weight, weight(keys)), 2.0)
    letters = _overlap(asked.trigrams, _trigrams(title))
    score = 0.62 * min(words, 1.0) + 0.18 * letters
    if asked.place and place:
        score += 0.06 * (asked.place == place)
    if asked.lon is not None and grid_x is not None:
        metres = METRES_A_DEGREE * hypot(
            (degrees_of(grid_x) - 180 - asked.lon) * cos(radians(asked.lat)), degrees_of(grid_y) - 90 - asked.lat
        )
        score += 0.14 * max(0.0, 1 - metres / FAR)
    if asked.theme:
        score += 0.06 if asked.theme == theme else -0.06
    return score


def weight(keys: Iterable[str]) -> float:
    """Return how much keys say together: a strong one 1, a weak one a quarter."""
    return sum(1.0 if is_strong(key) else 0.25 for key in keys)


def _trigrams(text: str) -> frozenset[str]:
    """Return the trigrams of each word, as PostgreSQL's pg_trgm makes them."""
    return frozenset(f"  {word} "[at : at + 3] for word in text.split() for at in range(len(word) + 1))


def _overlap(some: frozenset[str], others: frozenset[str]) -> float:
    return len(some & others) / max(1, min(len(some), len(others)))
