"""Where a council stands among its like: pure arithmetic, no database.

Nothing is said among fewer than five councils, and no council is ever named last: three words, each of a third.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from observatory.enums import Band, Standing

LEAST_COUNCILS = 5  # councils with a value: fewer are not compared


@dataclass(frozen=True)
class Spread:
    """How the values of a group lie: how many there are, and those that a quarter, half, three quarters stay below."""

    count: int
    low: float
    middle: float
    high: float


def band_of(population: int) -> Band:
    """Return the size of a commune by its inhabitants at the census."""
    return next((band for band in Band if band != Band.ABOVE and population <= int(band)), Band.ABOVE)


def quantile(ordered: Sequence[float], part: float) -> float:
    """Return the continuous quantile of values in order, as PostgreSQL's percentile_cont does."""
    place = part * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def spread_of(values: Sequence[float]) -> Spread | None:
    """Return how values lie, or None when there are fewer than five."""
    if len(values) < LEAST_COUNCILS:
        return None
    ordered = sorted(values)
    return Spread(len(ordered), *(round(quantile(ordered, part), 1) for part in (0.25, 0.5, 0.75)))


def standing_of(value: float, values: Sequence[float], better: str) -> Standing | None:
    """Return the word for `value` among `values` (its own included), or None when there are fewer than five.

    `better` is "high" or "low". Who does as most do stands near the middle, however many that are.
    """
    if len(values) < LEAST_COUNCILS:
        return None
    sign = 1 if better == "high" else -1
    mine, middle = sign * value, sign * quantile(sorted(values), 0.5)
    ahead = sum(sign * other > mine for other in values)
    if mine > middle and 3 * ahead < len(values):
        return Standing.FIRST
    return Standing.ROOM if mine < middle and 3 * ahead >= 2 * len(values) else Standing.MIDDLE
