"""The arithmetic of an assembly: quorum, majorities, elections. Whole numbers only, no database."""

from collections.abc import Mapping
from dataclasses import dataclass

from assemblies.enums import Majority, Quorum

FRACTIONS = {
    Quorum.HALF: (1, 2),
    Quorum.TWO_THIRDS: (2, 3),
    Quorum.THIRD: (1, 3),
    Quorum.QUARTER: (1, 4),
}


def needed(quorum: str, voters: int) -> int:
    """Return how many of `voters` must be present or represented, rounded up; one at least."""
    if quorum == Quorum.MAJORITY:
        return voters // 2 + 1
    above, below = FRACTIONS.get(Quorum(quorum), (0, 1))
    return max(1, -(-voters * above // below))


@dataclass(frozen=True)
class Standing:
    """Who is there at one moment: voters on the roll, present, represented by one who is present, and how many must be.

    `voices` counts every voter who is present or represented: what a vote can give at most. `counted` are those that
    count for the quorum: the represented ones only where the rules of the body say so.
    """

    roll: int
    present: int
    represented: int
    needed: int
    counts_represented: bool = True

    @property
    def voices(self) -> int:
        return self.present + self.represented

    @property
    def counted(self) -> int:
        return self.voices if self.counts_represented else self.present

    @property
    def is_reached(self) -> bool:
        return self.counted >= self.needed

    @property
    def lacking(self) -> int:
        return max(0, self.needed - self.counted)


def denominator(majority: str, votes_for: int, against: int, voices: int) -> int:
    """Return of how many voices the majority is taken: of those that said yes or no, or of all who are there."""
    return votes_for + against if majority == Majority.SIMPLE else voices


def is_adopted(majority: str, votes_for: int, against: int, voices: int) -> bool:
    """Tell whether a resolution is adopted; equal is not."""
    of = denominator(majority, votes_for, against, voices)
    if majority == Majority.TWO_THIRDS:
        return votes_for > 0 and votes_for * 3 >= of * 2
    return votes_for * 2 > of


@dataclass(frozen=True)
class Elected:
    """Who is elected, and those who are level for the last seats: these stay free, the body's rules say what then."""

    elected: frozenset[int]
    level: frozenset[int]
    free: int


def elect(votes: Mapping[int, int], seats: int) -> Elected:
    """Return who takes `seats` places, most voices first; without a voice nobody is elected, and no lot is drawn."""
    ranked = sorted((count for count in votes.values() if count), reverse=True)
    if len(ranked) <= seats:
        chosen = frozenset(key for key, count in votes.items() if count)
        return Elected(chosen, frozenset(), seats - len(chosen))
    last = ranked[seats - 1]
    above = frozenset(key for key, count in votes.items() if count > last)
    at_last = frozenset(key for key, count in votes.items() if count == last)
    if len(above) + len(at_last) <= seats:
        return Elected(above | at_last, frozenset(), seats - len(above) - len(at_last))
    return Elected(above, at_last, seats - len(above))
