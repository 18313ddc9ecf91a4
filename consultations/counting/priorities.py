"""What the priorities come to: the order by the method chosen beforehand, why each won or lost, small counts hidden."""

from collections.abc import Mapping
from typing import Any

from consultations.counting.budgets import Fate, Project, greedy
from consultations.counting.choosing import approval, borda, points
from consultations.counting.equal_shares import Ballots, equal_shares
from consultations.counting.questions import hide_choices, hide_points
from consultations.enums import UNDER_BUDGET, Method
from core.hiding import SMALL, hide, share


def priorities(
    method: str,
    *,
    people: int,
    supporters: Mapping[int, int],
    values: Mapping[int, Mapping[int, int]],
    projects: list[Project] | None = None,
    budget: int | None = None,
    ballots: Ballots | None = None,
    most: int = 0,
) -> dict[str, Any]:
    """Return the public count of a part of priorities.

    `people` gave a preference; `supporters` by candidate, in the order listed; `values` how many people gave a
    candidate each value (its place for Borda, its points for points). `projects`, `budget` (dirhams) and `ballots`
    belong to the methods under a budget. `most`: what a person could choose (0: as many as she liked).
    """
    told = {"method": str(method), "voters": people if people >= SMALL else None, "budget": budget}
    if people < SMALL:
        return told | {"hidden": True, "candidates": []}
    if method in UNDER_BUDGET:
        shown = hide(supporters) if most == 1 else hide_choices(supporters, people)
        return told | _budgeted(method, projects or [], supporters, shown, budget or 0, ballots or {}, people)
    if method == Method.BORDA:
        placed, name = borda(values), "points"
        shown = hide_points({one.key: one.score for one in placed}, people)
    elif method == Method.POINTS:
        placed, name = points({key: sum(v * n for v, n in values[key].items()) for key in values}), "points"
        shown = {one.key: one.score if supporters.get(one.key, 0) >= SMALL else None for one in placed}
        if list(shown.values()).count(None) == 1:  # all points are often given: one alone would be a subtraction away
            shown[next(key for key in supporters if shown[key] is not None)] = None
    else:
        placed, name = approval(supporters), "count"
        shown = hide(supporters) if most == 1 else hide_choices(supporters, people)
    rows = []
    for one in placed:
        row = {"key": one.key, name: shown[one.key], "rank": one.rank, "tied": one.tied}
        if name == "count":
            row["share"] = share(shown[one.key], people)
        rows.append(row)
    return told | {"candidates": rows}


def _budgeted(
    method: str,
    projects: list[Project],
    supporters: Mapping[int, int],
    shown: Mapping[int, int | None],
    budget: int,
    ballots: Ballots,
    people: int,
) -> dict[str, Any]:
    fates: list[Fate] = (
        greedy(projects, supporters, budget) if method == Method.GREEDY else equal_shares(projects, ballots, budget)
    )
    costs = {project.key: project.cost for project in projects}
    rows = [
        {
            "key": fate.key, "count": shown.get(fate.key), "share": share(shown.get(fate.key), people),
            "cost": costs[fate.key], "rank": fate.rank or None, "won": fate.won, "tied": fate.tied,
            "why": {"code": fate.code} | fate.figures,
        }
        for fate in fates
    ]  # fmt: skip
    return {"candidates": rows, "spent": sum(costs[fate.key] for fate in fates if fate.won)}
