"""The order in which the console proposes who speaks next.

Pure: the same queue and the same turns give the same order. Procedural points come first. Then first come, first
served; or, when the queue alternates, whoever has most of the chosen criteria in her favour, and among equals who
asked first:

- `first_time`: she has not spoken yet;
- `women`, `youth`: she belongs to the group, which has had less than half of the speaking time so far;
- `district`: her douar or neighbourhood has had less than the average of those that wait or have spoken.

Each person placed counts as having had a turn before the next is placed, so that groups alternate down the queue. Two
people who said the same of themselves, and have both spoken or not, are never put in another order than they asked in.
The facilitator may always choose otherwise.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from debates.enums import Criterion, QueueRule

PLACED = 50  # people whose place is weighed; those behind them wait in the order in which they asked


@dataclass(frozen=True)
class Voice:
    """A person as the queue knows her: `person` is the same for each of her requests, the rest what she said."""

    person: str
    is_woman: bool | None = None
    is_youth: bool | None = None
    district: str = ""


@dataclass(frozen=True)
class Ask:
    """A request that waits; ids grow as people ask."""

    id: int
    voice: Voice
    is_procedural: bool = False


@dataclass(frozen=True)
class Turn:
    """A turn that was had."""

    voice: Voice
    seconds: int


@dataclass(frozen=True)
class Place:
    """A place in the proposed order, with the criteria that spoke for it."""

    id: int
    why: tuple[Criterion, ...] = ()


@dataclass
class Tally:
    """Who has spoken, and for how many seconds by group. `districts` begins with every one that counts, at nothing."""

    districts: dict[str, int]
    total: int = 0
    women: int = 0
    youth: int = 0
    people: set[str] = field(default_factory=set)

    def add(self, voice: Voice, seconds: int) -> None:
        self.people.add(voice.person)
        self.total += seconds
        self.women += seconds if voice.is_woman else 0
        self.youth += seconds if voice.is_youth else 0
        if voice.district:
            self.districts[voice.district] += seconds

    def speaks_for(self, voice: Voice, criterion: str) -> bool:
        """Tell whether `criterion` speaks for this person now."""
        if criterion == Criterion.FIRST_TIME:
            return voice.person not in self.people
        if criterion == Criterion.WOMEN:
            return bool(voice.is_woman) and 2 * self.women < self.total
        if criterion == Criterion.YOUTH:
            return bool(voice.is_youth) and 2 * self.youth < self.total
        if criterion == Criterion.DISTRICT and voice.district:
            return self.districts[voice.district] * len(self.districts) < sum(self.districts.values())
        return False


def proposed(
    asks: Iterable[Ask], turns: Sequence[Turn], *, rule: str, criteria: Iterable[str], turn_seconds: int = 180
) -> list[Place]:
    """Return every request of `asks` in the order proposed; `turn_seconds` is what a turn to come is taken for."""
    asks = sorted(asks, key=lambda ask: ask.id)
    first = [Place(ask.id) for ask in asks if ask.is_procedural]
    waiting = [ask for ask in asks if not ask.is_procedural]
    chosen = [criterion for criterion in Criterion if criterion in set(criteria)]
    if rule != QueueRule.ALTERNATE or not chosen:
        return first + [Place(ask.id) for ask in waiting]
    tally = Tally(dict.fromkeys([one.voice.district for one in [*turns, *waiting] if one.voice.district], 0))
    for turn in turns:
        tally.add(turn.voice, turn.seconds)
    placed = []
    while waiting and len(placed) < PLACED:
        ask, why = _next(waiting, tally, chosen)
        waiting.remove(ask)
        tally.add(ask.voice, turn_seconds)
        placed.append(Place(ask.id, why))
    return first + placed + [Place(ask.id) for ask in waiting]


def _next(waiting: list[Ask], tally: Tally, criteria: list[Criterion]) -> tuple[Ask, tuple[Criterion, ...]]:
    """Return whoever has most criteria in her favour, the first who asked among equals, and those criteria."""
    best, best_why = None, ()
    for ask in waiting:
        why = tuple(criterion for criterion in criteria if tally.speaks_for(ask.voice, criterion))
        if best is None or len(why) > len(best_why):
            best, best_why = ask, why
        if len(best_why) == len(criteria):
            break
    return best, best_why
