"""Scores read from the database and ranked (`calls.ranking`), and what may be shown of them."""

from dataclasses import dataclass
from fractions import Fraction

from calls.enums import PlacesBy
from calls.models import Application, Call
from calls.ranking import APART, Entry, Line, Outcome, Placed, Score, rank, score_of, share, total_of
from calls.ties import counting_reviews


def grid_of(call: Call) -> list[Line]:
    return [Line(one.pk, one.most, one.weight) for one in call.criteria.all()]


def scores_of(call: Call) -> dict[int, Score]:
    """Return the score of each eligible application (by its key) that somebody scored."""
    grid = grid_of(call)
    return {
        pk: score_of([{mark.criterion_id: mark.points for mark in review.marks.all()} for review in reviews], grid)
        for pk, reviews in counting_reviews(call).items()
        if reviews
    }


def entry_of(row: Application, score_mean: Fraction, deciding: Fraction) -> Entry:
    group = row.category_id if row.call.places_by == PlacesBy.CATEGORY else 0
    return Entry(row.number, group, score_mean, deciding, row.asked)


def kept_mean(row: Application, grid: list[Line]) -> Fraction:
    """Return the exact mean of a ranked application, out of 100, from the fractions it keeps."""
    weights = sum(line.weight for line in grid)
    return sum((Fraction(row.means[str(one.key)]) / one.most * one.weight for one in grid), Fraction()) * 100 / weights


def ranked(call: Call, rows: list[Application], jury: dict[int, int] | None = None) -> list[Placed]:
    """Return applications in the order of what they keep; `jury` gives the order that it decided between equals."""
    grid = grid_of(call)
    entries = []
    for row in rows:
        row.call = call
        deciding = Fraction(row.means.get(str(call.tie_criterion_id), 0))
        entries.append(entry_of(row, kept_mean(row, grid), deciding))
    return rank(entries, last_tie=call.last_tie, seed=call.seed, jury=jury)


def places_of(call: Call) -> dict[int, int]:
    """Return how many are retained in each list: by category, or in the one list of the call (0)."""
    if call.places_by == PlacesBy.CATEGORY:
        return {category.pk: category.places or 0 for category in call.categories.all()}
    return {0: call.places or 0}


def outcome_of(call: Call, rows: list[Application]) -> Outcome:
    """Return who is retained and who is on the reserve, in the order that the applications have now."""
    by_number = {row.number: row for row in rows}
    grid = grid_of(call)
    placed = []
    for row in by_number.values():
        row.call = call
        entry = entry_of(row, kept_mean(row, grid), Fraction(0))
        placed.append(Placed(entry, row.rank or 0, row.place or 0))
    placed.sort(key=lambda one: (one.entry.group, one.place))
    return share(placed, places=places_of(call), reserve=call.reserve_places, envelope=call.envelope)


@dataclass(frozen=True)
class ByCriterion:
    """A criterion of a scored application: its mean, in its own points, to two decimals."""

    name: str
    mean: float
    most: int
    weight: int


def by_criterion(application: Application, criteria) -> list[ByCriterion]:
    """Return the mean of each criterion, with nobody's name."""
    return [
        ByCriterion(one.name, round(float(Fraction(application.means[str(one.pk)])), 2), one.most, one.weight)
        for one in criteria
        if str(one.pk) in application.means
    ]


def is_apart(application: Application) -> bool:
    """Tell whether the evaluators of a scored application disagree strongly."""
    return application.spread is not None and application.spread >= APART


def total(marks: dict[int, int], call: Call) -> Fraction:
    return total_of(marks, grid_of(call))
