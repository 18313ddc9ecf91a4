"""What everyone reads of a decided call: its winners, with the mean of each criterion and the reasons."""

from dataclasses import dataclass

from calls.enums import ApplicationState, BrokenBy, PlacesBy
from calls.models import Application, Call
from calls.scores import ByCriterion, by_criterion, is_apart


@dataclass(frozen=True)
class Winner:
    """A retained application, as everyone reads it. `mean` is out of 100, to two decimals."""

    row: Application
    granted: int
    mean: float
    means: list[ByCriterion]
    is_tied: bool
    is_apart: bool


@dataclass(frozen=True)
class OneList:
    """A list of the results: a category, or the whole call (no name)."""

    name: str
    theme: str
    winners: list[Winner]
    reserve_count: int


def winners_of(call: Call) -> list[Winner]:
    """Return the retained applications of a decided call, list by list in their order."""
    rows = call.applications.filter(state=ApplicationState.AWARDED).with_all().order_by("category__position", "place")
    rows = rows if call.places_by == PlacesBy.CATEGORY else rows.order_by("place")
    criteria = list(call.criteria.all())
    return [
        Winner(
            row,
            row.project.granted,
            round(float(row.mean), 2),
            by_criterion(row, criteria),
            bool(row.broken_by),
            is_apart(row),
        )
        for row in rows
    ]


def lists_of(call: Call) -> list[OneList]:
    """Return the results by list. Four queries, however many projects."""
    winners = winners_of(call)
    reserve = list(call.applications.filter(state=ApplicationState.RESERVE).values_list("category_id", flat=True))
    if call.places_by == PlacesBy.OVERALL:
        return [OneList("", "", winners, len(reserve))]
    return [
        OneList(
            category.name,
            category.theme,
            [one for one in winners if one.row.category_id == category.pk],
            reserve.count(category.pk),
        )
        for category in call.categories.all()
    ]


def how_broken(row: Application) -> str:
    """Return what set a project apart from its equals, in words; nothing when it had none."""
    return BrokenBy(row.broken_by).label if row.broken_by else ""
