"""A whole search: the question, what is found, what is shown of it, the nearest spelling, the pages around."""

from dataclasses import dataclass, field

from core.enums import Load
from core.switches import is_on
from search.asking import Asked, Filters, read
from search.finding import POOL, Found, find
from search.kinds import Kind, kinds
from search.showing import Shown, show
from search.spelling import doubted, respelt

SIZE = 20
PAGES = POOL // SIZE  # that can be turned


@dataclass(frozen=True)
class Count:
    """How many of a kind there are; `is_more`: at least so many."""

    kind: Kind
    count: int
    is_more: bool


@dataclass
class Results:
    """What a page and a program show of a search.

    `instead` is the question that was answered, when nothing holds the one that was asked and a near spelling is in
    use; `perhaps` a near spelling that finds more. `alone` counts what holds each word by itself, when nothing holds
    them all.
    """

    asked: Asked
    shown: list[Shown] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)
    total: int = 0
    is_more: bool = False
    instead: str = ""
    perhaps: str = ""
    alone: list[tuple[str, int]] = field(default_factory=list)
    has_next: bool = False
    next: str | None = None
    previous: str | None = None

    @property
    def is_blank(self) -> bool:
        """Something was asked, in words that are everywhere only."""
        return bool(self.asked.text) and self.asked.is_empty


def search(text: str, filters: Filters, *, near: str = "", page: int = 1) -> Results:
    """Search for `text`; `near` is the code of the reader's commune, `page` begins with 1."""
    asked = read(text)
    results = Results(asked)
    if asked.is_empty:
        return results
    first = (page - 1) * SIZE
    found = find(asked, filters, near=near, first=first, most=SIZE)
    proposes = is_on(Load.SUGGESTIONS)
    if proposes and not found.total and (other := respelt(asked)):
        asked_instead = read(other)
        found = find(asked_instead, filters, near=near, first=first, most=SIZE)
        if found.total:
            results.asked, results.instead = asked_instead, other
    elif (
        proposes
        and found.total <= SIZE
        and (other := doubted(asked))
        and find(read(other), filters, most=1).total > found.total
    ):
        results.perhaps = other
    _tell(results, found, filters, first)
    if not results.total:
        results.alone = [(term.word, term.count) for term in asked.terms if term.count and len(asked.terms) > 1]
    return results


def _tell(results: Results, found: Found, filters: Filters, first: int) -> None:
    results.shown = show(found, results.asked)
    results.counts = [
        Count(kind, count, found.is_cut) for name, kind in kinds().items() if (count := found.counts.get(name, 0))
    ]
    results.total = found.counts.get(filters.kind, 0) if filters.kind else found.total
    results.is_more = found.is_cut
    results.has_next = found.rank_count > first + SIZE and first // SIZE + 1 < PAGES
