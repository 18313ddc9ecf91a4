"""From scores to an order: exact means, equals told apart by the rules that were published, the envelope respected.

Pure: numbers in, an order out. Fractions are exact, so that two equal projects are never told apart by rounding.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import groupby

from calls.enums import BrokenBy, LastTie

OUT_OF = 100
APART = 25  # points out of 100 between the highest and the lowest evaluator: they disagree strongly


@dataclass(frozen=True)
class Line:
    """A criterion: points from 0 to `most`, counted `weight` times."""

    key: int
    most: int
    weight: int


@dataclass(frozen=True)
class Score:
    """A project's score: `mean` and `spread` out of 100, `means` by criterion in its own points."""

    mean: Fraction
    means: dict[int, Fraction]
    spread: Fraction
    count: int


def total_of(marks: Mapping[int, int], grid: Sequence[Line]) -> Fraction:
    """Return the weighted total of one person's marks, out of 100."""
    weights = sum(line.weight for line in grid)
    return sum((Fraction(marks[line.key], line.most) * line.weight for line in grid), Fraction()) * OUT_OF / weights


def score_of(reviews: Sequence[Mapping[int, int]], grid: Sequence[Line]) -> Score:
    """Return the score that several persons' marks give; raises `ValueError` without any."""
    if not reviews:
        raise ValueError("nobody has scored it")
    totals = [total_of(marks, grid) for marks in reviews]
    means = {line.key: Fraction(sum(marks[line.key] for marks in reviews), len(reviews)) for line in grid}
    return Score(sum(totals, Fraction()) / len(totals), means, max(totals) - min(totals), len(totals))


@dataclass(frozen=True)
class Entry:
    """A project to be ranked: `deciding` is its mean for the criterion that decides between equals."""

    number: int
    group: int
    mean: Fraction
    deciding: Fraction
    asked: int


@dataclass
class Placed:
    """Where a project stands in its list: `rank` is shared by those of the same mean, `place` is not.

    `is_undecided`: it is still equal to a neighbour, and the jury has not decided.
    """

    entry: Entry
    rank: int
    place: int
    broken_by: str = ""
    is_undecided: bool = False


def lot(seed: str, number: int) -> str:
    """Return the lot of a number: SHA-256 of "seed:number"; the smaller one comes first; anyone can compute it."""
    return hashlib.sha256(f"{seed}:{number}".encode()).hexdigest()


def rank(entries: Iterable[Entry], *, last_tie: str, seed: str, jury: Mapping[int, int] | None = None) -> list[Placed]:
    """Return each list in its order, list by list. `jury` gives the order (1, 2…) of numbers that it decided upon."""
    jury = jury or {}
    found: list[Placed] = []
    by_group = sorted(entries, key=lambda one: one.group)
    for _group, members in groupby(by_group, key=lambda one: one.group):
        found += _one_list(list(members), last_tie, seed, jury)
    return found


def _one_list(members: list[Entry], last_tie: str, seed: str, jury: Mapping[int, int]) -> list[Placed]:
    def last(one: Entry):
        return lot(seed, one.number) if last_tie == LastTie.DRAW else (jury.get(one.number, 0), one.number)

    ordered = sorted(members, key=lambda one: (-one.mean, -one.deciding, one.asked, last(one)))
    placed = []
    for place, one in enumerate(ordered, 1):
        equals = [other for other in ordered if other.mean == one.mean]
        placed.append(Placed(one, ordered.index(equals[0]) + 1, place))
    for here in placed:
        equals = [one for one in ordered if one is not here.entry and one.mean == here.entry.mean]
        if equals:
            here.broken_by, here.is_undecided = _what_broke(here.entry, equals, last_tie, jury)
    return placed


def _what_broke(one: Entry, equals: list[Entry], last_tie: str, jury: Mapping[int, int]) -> tuple[str, bool]:
    """Return the last rule that was needed to tell `one` from its equals, and whether that is still to be decided."""
    same = [other for other in equals if other.deciding == one.deciding]
    if not same:
        return BrokenBy.CRITERION, False
    same = [other for other in same if other.asked == one.asked]
    if not same:
        return BrokenBy.BUDGET, False
    if last_tie == LastTie.DRAW:
        return BrokenBy.DRAW, False
    decided = {jury.get(other.number) for other in (one, *same)}
    is_decided = None not in decided and len(decided) == len(same) + 1
    return (BrokenBy.JURY, False) if is_decided else ("", True)


@dataclass
class Outcome:
    """What the ranking gives: numbers retained, on the reserve list in their order, and what is left (dirhams)."""

    retained: list[int] = field(default_factory=list)
    reserve: list[int] = field(default_factory=list)
    left: int = 0


def share(placed: Sequence[Placed], *, places: Mapping[int, int], reserve: int, envelope: int) -> Outcome:
    """Return who is retained: the first of each list, then the second of each, while places and money last.

    Within a turn the higher mean is served first, then the smaller number. Nobody is passed in her own list: when what
    is left does not pay for a project, its list stops there. The next `reserve` of each list are its reserve.
    """
    result, stopped, taken = Outcome(left=envelope), set(), dict.fromkeys(places, 0)
    for one in sorted(placed, key=lambda here: (here.place, -here.entry.mean, here.entry.number)):
        group, number = one.entry.group, one.entry.number
        if group in stopped or taken[group] >= places[group] or one.entry.asked > result.left:
            stopped.add(group)
            continue
        taken[group] += 1
        result.left -= one.entry.asked
        result.retained.append(number)
    kept = set(result.retained)
    for group in places:
        rest = [one.entry.number for one in placed if one.entry.group == group and one.entry.number not in kept]
        result.reserve += rest[:reserve]
    return result
