"""The figures of a scoreboard: what each counts, and of what. One table serves pages, API, CSV and dictionary."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

SMALL_BASE = 5  # matters: a share of fewer is shown, never compared


@dataclass(frozen=True)
class Figure:
    """One line: `key` counts some of what `of` counts (empty: it stands alone).

    `words` say both, `note` how it is counted. `is_stock`: as it stood on the last day of the month, whenever it began;
    the others are of what began in the period. `better`: "high" or "low" when councils are compared by it.
    """

    key: str
    of: str
    group: str
    words: Any
    note: Any
    is_stock: bool = False
    better: str = ""


GROUPS = {
    "answers": _("What was put before the council"),
    "petitions": _("Petitions"),
    "council": _("Sessions, decisions and questions"),
    "publication": _("What the commune publishes"),
}
FIGURES = (
    Figure("received", "", "answers", _("Put before the council"),
           _("matters whose clock began in the period; one put before the council again counts again")),
    Figure("answered", "received", "answers", _("Answered"),
           _("of these, those answered by the last day of the period"), better="high"),
    Figure("on_time", "answered", "answers", _("Answered in time"),
           _("of the answered, those answered by the last day of their clock"), better="high"),
    Figure("median_days", "", "answers", _("Days to answer: half took less"),
           _("median from receipt to answer, pauses included"), better="low"),
    Figure("late", "waiting", "answers", _("Late"),
           _("of all that waits at the end of the period, whenever it began, what is past its last day"),
           is_stock=True, better="low"),
    Figure("kept", "promises", "answers", _("Promises kept"),
           _("of the promises whose day fell in the period, those said done by that day"), better="high"),
    Figure("confirmed", "said_done", "answers", _("Confirmed by inhabitants"),
           _("of what the council said done, what those who asked confirmed"), better="high"),
    Figure("petitions", "", "petitions", _("Petitions deposited"), _("against a receipt, in the period")),
    Figure("petitions_in_time", "petitions_due", "petitions", _("Ruled on in time"),
           _("of the petitions whose time limit has passed or that were ruled on, those notified within it"),
           better="high"),
    Figure("petitions_accepted", "petitions_ruled", "petitions", _("Accepted by the bureau"),
           _("of the petitions ruled on")),
    Figure("sessions_held", "sessions_due", "council", _("Ordinary sessions held"),
           _("of the ordinary sessions whose last day to open fell in the period, from the first one convened here on"),
           better="high"),
    Figure("agendas_in_time", "sessions_told", "council", _("Agendas published in time"),
           _("of these with a day of opening, those whose notice was sent and agenda closed here by the law’s day"),
           better="high"),
    Figure("decisions_published", "decisions", "council", _("Decisions published"),
           _("of the decisions of the council recorded here"), better="high"),
    Figure("projects_done", "projects_due", "council", _("Projects of the action plan done by their day"),
           _("of the projects whose day fell in the period, in the version of the plan then in force"), better="high"),
    Figure("questions_answered", "questions", "council", _("Written questions answered"),
           _("of the written questions of members received in the period"), better="high"),
    Figure("publication", "publication_items", "publication", _("Things published"),
           _("of the seventeen things that the law wants published, those found on this site"),
           is_stock=True, better="high"),
)  # fmt: skip
BY_KEY = {figure.key: figure for figure in FIGURES}
COMPARED = tuple(figure for figure in FIGURES if figure.better)
# Everything that is counted, besides the median: the columns of the table of open data.
COUNTED = tuple(dict.fromkeys(key for one in FIGURES for key in (one.of, one.key) if key and key != "median_days"))
STOCKS = frozenset(key for one in FIGURES if one.is_stock for key in (one.key, one.of))


@dataclass
class Tally:
    """Counts that can be added up: `numbers` by key, and how many answers took how many `days`."""

    numbers: Counter[str] = field(default_factory=Counter)
    days: Counter[int] = field(default_factory=Counter)

    def add(self, other: "Tally") -> None:
        """Add another tally to this one."""
        self.numbers.update(other.numbers)
        self.days.update(other.days)

    @property
    def median_days(self) -> int | None:
        """The whole number of days that half of the answers took at most; None without an answer."""
        return median_of(self.days)

    def data(self) -> dict[str, Any]:
        """Return it as JSON, what is zero left out."""
        return {
            "numbers": {key: count for key, count in self.numbers.items() if count},
            "days": {str(days): count for days, count in sorted(self.days.items())},
        }

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Tally":
        """Return the tally that `data` made."""
        days = {int(days): count for days, count in data.get("days", {}).items()}
        return cls(Counter(data.get("numbers", {})), Counter(days))


def sum_of(tallies: Iterable[Tally]) -> Tally:
    """Return all of them added up."""
    whole = Tally()
    for one in tallies:
        whole.add(one)
    return whole


def median_of(days: Mapping[int, int]) -> int | None:
    """Return the continuous median of whole days, rounded to a day; None of nothing."""
    count = sum(days.values())
    if not count:
        return None
    low, high, seen = None, None, 0
    for value in sorted(days):
        seen += days[value]
        if low is None and seen >= (count + 1) // 2:
            low = value
        if seen >= count // 2 + 1:
            high = value
            break
    return round((low + high) / 2)


@dataclass(frozen=True)
class Line:
    """One figure of one council, ready for a table: `count` of `of`, and the `share` in whole per cent.

    Each is None where nothing was counted: no share is made of nothing.
    """

    figure: Figure
    count: int | None
    of: int | None
    share: int | None

    @property
    def rest(self) -> int:
        """What is missing to a hundred: the bar is drawn from where reading begins."""
        return 100 - (self.share or 0)


def line_of(figure: Figure, numbers: Mapping[str, int], median_days: int | None) -> Line:
    """Return one figure of these numbers."""
    if figure.key == "median_days":
        return Line(figure, median_days, None, None)
    count = numbers.get(figure.key, 0)
    if not figure.of:
        return Line(figure, count, None, None)
    whole = numbers.get(figure.of, 0)
    return Line(figure, count if whole else None, whole, round(100 * count / whole) if whole else None)


def lines_of(numbers: Mapping[str, int], median_days: int | None) -> list[tuple[Any, list[Line]]]:
    """Return the lines of a scoreboard by group, in their order: (words of the group, lines)."""
    return [
        (words, [line_of(figure, numbers, median_days) for figure in FIGURES if figure.group == group])
        for group, words in GROUPS.items()
    ]


def value_of(figure: Figure, numbers: Mapping[str, int], median_days: int | None) -> float | None:
    """Return what councils are compared by: an exact share, or days; None when too little was counted to compare."""
    if figure.key == "median_days":
        return median_days if numbers.get("answered", 0) >= SMALL_BASE else None
    whole = numbers.get(figure.of, 0)
    return 100 * numbers.get(figure.key, 0) / whole if whole >= SMALL_BASE else None
