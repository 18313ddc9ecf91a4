"""Choosing under a budget, those chosen most often first: the greedy rule, and what the budget rules have in common."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

# Why a project won or lost, with the figures that tell it (`Fate.figures`).
MOST_CHOSEN = "most_chosen"  # won: there was money for it when its turn came; `left`: dirhams left before it
NO_MONEY = "no_money"  # lost: `left` dirhams were left when its turn came, less than it costs
TOO_DEAR = "too_dear"  # lost: it costs more than the whole budget
NOBODY = "nobody"  # lost: nobody chose it
BY_SHARES = "by_shares"  # won: its supporters could pay for it from their equal shares
BY_REST = "by_rest"  # won: with the money that equal shares left over, as it was chosen most often
SHARES_SPENT = "shares_spent"  # lost: its supporters had too little left; `had`: quarters of its cost that they had


@dataclass(frozen=True)
class Project:
    """What may be chosen: its key and its cost (dirhams), above zero."""

    key: int
    cost: int


@dataclass
class Fate:
    """What became of a project: `rank` is its turn among the winners (0: lost), `tied` whether it won or lost its turn
    only by the order of ties."""

    key: int
    won: bool
    code: str
    rank: int = 0
    tied: bool = False
    figures: dict[str, int] = field(default_factory=dict)


def turn_order(projects: Iterable[Project], chosen: Mapping[int, int]) -> list[Project]:
    """Return projects in the order of their turns: chosen most often, then cheapest, then as they were listed."""
    return sorted(projects, key=lambda one: (-chosen.get(one.key, 0), one.cost))


def greedy(projects: list[Project], chosen: Mapping[int, int], budget: int) -> list[Fate]:
    """Take projects in turn while the money lasts; one that no longer fits is passed over.

    The rule of most participatory budgets (Rey and Maly, The (Computational) Social Choice Take on Indivisible
    Participatory Budgeting, 2023, greedy approval). Returns the fate of each, in the order of their turns.
    """
    left, fates, winners = budget, [], 0
    turns = turn_order(projects, chosen)
    for project in turns:
        people = chosen.get(project.key, 0)
        tied = sum(chosen.get(other.key, 0) == people for other in turns) > 1
        fate = Fate(project.key, False, NO_MONEY, tied=tied, figures={"left": left})
        if not people:
            fate.code, fate.figures = NOBODY, {}
        elif project.cost > budget:
            fate.code, fate.figures = TOO_DEAR, {}
        elif project.cost <= left:
            winners += 1
            fate.won, fate.code, fate.rank = True, MOST_CHOSEN, winners
            left -= project.cost
        fates.append(fate)
    return fates
