"""Priorities without a budget: approval, points, Borda. Values in, an order out; ties are kept and told.

- Approval (S. Brams and P. Fishburn, Approval Voting, 1983): a proposal counts for each person who chose it.
- Points (cumulative voting): the points given to it, added.
- Borda (J.-C. de Borda, Mémoire sur les élections au scrutin, 1784): of m proposals, the first in a person's order gets
  m - 1 points, the next m - 2, and so on; those that she left out get none.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Placed:
    """A proposal in the order: `score` people or points, `rank` from 1 (the same for equal scores), `tied` with others,
    `behind` how much the next better score has more (0 for the first)."""

    key: int
    score: int
    rank: int
    tied: bool
    behind: int


def in_order(scores: Mapping[int, int]) -> list[Placed]:
    """Return proposals by score, the best first; equal ones share a rank and stand in the order they were given in."""
    values = sorted(set(scores.values()), reverse=True)
    numbers = list(scores.values())
    placed = []
    for key in sorted(scores, key=lambda key: -scores[key]):  # stable
        score = scores[key]
        above = [value for value in values if value > score]
        rank = 1 + sum(number > score for number in numbers)
        placed.append(Placed(key, score, rank, numbers.count(score) > 1, above[-1] - score if above else 0))
    return placed


def approval(chosen: Mapping[int, int]) -> list[Placed]:
    """Order proposals by the number of people who chose each."""
    return in_order(chosen)


def points(given: Mapping[int, int]) -> list[Placed]:
    """Order proposals by the points that each was given."""
    return in_order(given)


def borda_scores(places: Mapping[int, Mapping[int, int]]) -> dict[int, int]:
    """Return the points of each proposal from how many people put it in each place (1 is first)."""
    most = len(places)
    return {
        key: sum(max(0, most - place) * people for place, people in by_place.items())
        for key, by_place in places.items()
    }


def borda(places: Mapping[int, Mapping[int, int]]) -> list[Placed]:
    """Order proposals by Borda's count."""
    return in_order(borda_scores(places))
