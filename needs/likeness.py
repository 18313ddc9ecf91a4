"""Needs that are like the one being written: the same thing, in any script, nearby.

Candidates come from one index on the space and the keys of likeness (`needs.words`): needs that share two strong keys
with the text (or its only one), and needs at the same spot. At most `POOL` of them, nearest or newest first, are then
ranked here, so the cost does not grow with the commune.
"""

from dataclasses import dataclass
from itertools import combinations
from math import cos, hypot, radians

from django.contrib.gis.db.models.functions import GeometryDistance
from django.contrib.gis.geos import Point
from django.db import models
from django.db.models import Q

from accounts.models import User
from core.folding import fold
from needs.enums import OPEN_STATES, Visibility
from needs.models import Need, degrees_of
from needs.queries import METRES_A_DEGREE
from needs.words import is_strong, keys_of
from spaces.models import Space

POOL = 150  # candidates ranked
PAIRED = 4  # strong keys of the text that are looked for: the first ones said
SAME_SPOT = 60  # metres
FAR = 3_000  # metres: at this distance nearness says nothing any more
ENOUGH = 0.34  # of a possible 1.0


@dataclass(frozen=True)
class _Asked:
    keys: frozenset[str]
    trigrams: frozenset[str]
    place: str
    theme: str
    point: Point | None


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
    Four queries at most.
    """
    keys = keys_of(f"{text} {place}")
    asked = _Asked(frozenset(keys), _trigrams(fold(text)[:240]), fold(place), theme, point)
    pool = Need.objects.standing().filter(space=space, visibility=Visibility.VISIBLE, state__in=OPEN_STATES)
    columns = ("pk", "keys", "folded_head", "theme", "grid_x", "grid_y")
    pool = pool.annotate(folded_head=models.functions.Left("folded", 240))
    rows = {}
    if condition := _sharing(keys):
        found = pool.filter(condition)
        if point:
            nearest = found.within(point, FAR).order_by(GeometryDistance("location", point))
            rows |= {row[0]: row for row in nearest.values_list(*columns)[:POOL]}
        if len(rows) < POOL:
            rows |= {row[0]: row for row in found.order_by("-pk").values_list(*columns)[: POOL - len(rows)]}
    if point and asked.keys:
        spot = pool.within(point, SAME_SPOT).order_by("-pk")
        rows |= {row[0]: row for row in spot.values_list(*columns)[:20]}
    ranked = sorted(((_likeness(asked, *row[1:]), pk) for pk, row in rows.items()), reverse=True)
    best = [pk for score, pk in ranked[:limit] if score >= ENOUGH]
    if not best:
        return []
    rows = Need.objects.for_list().filter(pk__in=best)
    needs = {need.pk: need for need in (rows.for_viewer(user) if user else rows)}
    return [needs[pk] for pk in best if pk in needs]


def _sharing(keys: list[str]) -> Q | None:
    """Return the condition of sharing two strong keys with the text, or its only one; None when it has none."""
    strong = [key for key in keys if is_strong(key)][:PAIRED]
    if not strong:
        return None
    if len(strong) == 1:
        return Q(keys__contains=strong)
    condition = Q()
    for pair in combinations(strong, 2):
        condition |= Q(keys__contains=list(pair))
    return condition


def _likeness(asked: _Asked, keys: list[str], folded: str, theme: str, grid_x: int | None, grid_y: int | None) -> float:
    """Return from 0 to 1 how alike a candidate is: the keys shared count most, then letters, place, nearness, theme."""
    title, _line, rest = folded.partition("\n")
    place = rest.partition("\n")[0]
    weights = {key: 1.0 if is_strong(key) else 0.25 for key in asked.keys | set(keys)}
    shared = sum(weights[key] for key in asked.keys & set(keys))
    least = min(sum(weights[key] for key in one) for one in (asked.keys, keys)) if keys and asked.keys else 0
    words = shared / max(least, 2.0)
    letters = _overlap(asked.trigrams, _trigrams(title))
    score = 0.62 * min(words, 1.0) + 0.18 * letters
    if asked.place and place:
        score += 0.06 * (asked.place == place)
    if asked.point and grid_x is not None:
        metres = METRES_A_DEGREE * hypot(
            (degrees_of(grid_x) - 180 - asked.point.x) * cos(radians(asked.point.y)),
            degrees_of(grid_y) - 90 - asked.point.y,
        )
        score += 0.14 * max(0.0, 1 - metres / FAR)
    if asked.theme:
        score += 0.06 if asked.theme == theme else -0.06
    return score


def _trigrams(text: str) -> frozenset[str]:
    """Return the trigrams of each word, as PostgreSQL's pg_trgm makes them."""
    return frozenset(f"  {word} "[at : at + 3] for word in text.split() for at in range(len(word) + 1))


def _overlap(some: frozenset[str], others: frozenset[str]) -> float:
    return len(some & others) / max(1, min(len(some), len(others)))
