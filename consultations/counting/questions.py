"""What the answers to a questionnaire come to, with small cells hidden (`hiding`). Plain values in and out.

Nothing shown of a question may tell the count of another: a question that was asked only of those who chose certain
options is shown when the counts of these options are, and when no difference between them is small.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from consultations.enums import QuestionKind as K
from core.hiding import SMALL, hide, hide_groups, hide_share, lead, share

ONE_CELL = {K.SINGLE, K.SCALE, K.NUMBER, K.DATE, K.SHORT, K.LONG}  # each answer stands in one cell
BROKEN_DOWN = {K.SINGLE, K.MULTIPLE, K.SCALE}

type Cells = dict[Any, int]


@dataclass
class Counted:
    """One question as it was counted, before anything is hidden.

    `cells`: people by option, value, class, month or theme, in an order that does not depend on the counts (for a
    ranking: Borda points by option). `asked` it was shown to; `answered` it. `parent` is the question whose answer
    shows it, `options` those of the parent's options that do. `within` holds people by dimension ("gender"…), group and
    cell; `sizes` answered by dimension and group.
    """

    key: int
    kind: str
    cells: Cells
    asked: int
    answered: int
    parent: int | None = None
    options: tuple[int, ...] = ()
    mean: float | None = None
    within: Mapping[str, Mapping[Any, Cells]] = field(default_factory=dict)
    sizes: Mapping[str, Mapping[Any, int]] = field(default_factory=dict)


def questionnaire(questions: list[Counted], took_part: Mapping[str, Mapping[Any, int | None]]) -> list[dict[str, Any]]:
    """Return the public count of each question, in the order given: a parent before what it leads to.

    `took_part` is the size of each group by dimension, as it is shown (None: hidden).
    """
    told, counted = {}, {question.key: question for question in questions}
    for question in questions:
        told[question.key] = (
            _shown(question, took_part)
            if _may_show(question, counted, told)
            else {"key": question.key, "kind": str(question.kind), "hidden": True}
        )
    return list(told.values())


def hide_choices(counts: Cells, people: int) -> dict[Any, int | None]:
    """Return counts of things of which each of `people` chose one at least, hidden where either side is small.

    Of two things, the two counts and the people also tell how many chose both.
    """
    shown = {key: hide_share(count, people) for key, count in counts.items()}
    if len(counts) == 2 and None not in shown.values() and sum(counts.values()) - people < SMALL:
        return dict.fromkeys(counts)
    return shown


def hide_points(points: Cells, people: int) -> dict[Any, int | None]:
    """Return Borda points of things that `people` put in order; hidden where few put a thing above, or below, others.

    Of two things the points are the people who put it first: then they are hidden as such.
    """
    most = len(points) - 1
    if most < 1:
        return dict.fromkeys(points)
    if most == 1:
        return hide(points)
    low = SMALL * most
    is_small = any(count < low or people * most - count < low for count in points.values())
    return dict.fromkeys(points) if is_small else dict(points)


def _may_show(question: Counted, counted: dict[int, Counted], told: dict[int, dict]) -> bool:
    if question.asked < SMALL:
        return False
    if question.parent is None:
        return True
    parent, above = counted.get(question.parent), told.get(question.parent)
    if parent is None or above is None or above.get("hidden"):
        return False
    shown = {row["key"]: row["count"] for row in above.get("options", [])}
    if any(shown.get(option) is None for option in question.options):
        return False
    # Those asked, less those who chose one of the options; and those not asked.
    differences = [parent.answered - question.asked]
    if parent.kind == K.MULTIPLE and len(question.options) > 1:
        differences += [question.asked - shown[option] for option in question.options]
    return all(number >= SMALL for number in differences)


def _shown(question: Counted, took_part: Mapping) -> dict[str, Any]:
    told: dict[str, Any] = {
        "key": question.key,
        "kind": str(question.kind),
        "asked": question.asked,
        "answered": question.answered,
    }
    if question.answered < SMALL:
        return told | {"answered": None, "hidden": True}
    if question.kind == K.RANKING:
        points = hide_points(question.cells, question.answered)
        return told | {"ranking": [{"key": key, "points": value} for key, value in points.items()]}
    if question.kind not in ONE_CELL | {K.MULTIPLE}:
        return told
    if question.kind == K.MULTIPLE:
        shown = hide_choices(question.cells, question.answered)
    else:
        shown = hide(question.cells)
        told["lead"] = lead(question.cells)
    rows = [
        {"key": key, "count": count, "share": share(count, question.answered)}
        for key, count in shown.items()
        if key != ""  # texts under no theme
    ]
    if question.kind in {K.NUMBER, K.DATE, K.SHORT, K.LONG}:  # open lists: what is hidden is not named
        rows = [row for row in rows if row["count"] is not None]
        told["others"] = len(rows) < len(question.cells)
    told["options"] = rows
    if None not in shown.values() and question.mean is not None:
        told["mean"] = question.mean  # else the mean would tell what is hidden
    if question.kind in BROKEN_DOWN:
        told["by"] = _by(question, shown, took_part)
    return told


def _by(question: Counted, shown: Mapping, took_part: Mapping) -> dict[str, list[dict[str, Any]]]:
    """Return, by dimension, each group that may be broken down, with its counts in the order of the options."""
    by = {}
    for dimension, cells in question.within.items():
        sizes, answered = took_part.get(dimension, {}), question.sizes.get(dimension, {})
        if question.kind == K.MULTIPLE:
            groups = _several(question, shown, cells, answered, sizes)
        else:
            groups = hide_groups(cells, shown, sizes)
        if groups:
            by[dimension] = [
                {
                    "key": group,
                    "counts": [of.get(key) for key in shown],
                    "shares": [share(of.get(key), answered[group]) for key in shown],
                }
                for group, of in groups.items()
            ]
    return by


def _several(question: Counted, shown: Mapping, cells: Mapping, answered: Mapping, sizes: Mapping) -> dict:
    """Return the groups that may be broken down where people chose several: those who did and who did not, both."""
    kept = [key for key, count in shown.items() if count is not None]

    def sides(group: Any) -> Cells:
        of, people = cells.get(group, {}), answered[group]
        table = {(key, True): of.get(key, 0) for key in kept}
        table |= {(key, False): people - of.get(key, 0) for key in kept}
        if len(question.cells) == 2:
            table["both"] = sum(of.values()) - people
        return table

    table = {group: sides(group) for group in answered}
    if not kept:
        return {}
    names = dict.fromkeys(next(iter(table.values()), {}), 0)
    groups = hide_groups(table, names, sizes)
    return {group: {key: of[key, True] for key in kept} for group, of in groups.items()}
