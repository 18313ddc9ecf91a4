"""The Method of Equal Shares, exactly, with fractions: each person has an equal share of the budget, and pays with it.

D. Peters, G. Pierczyński and P. Skowron, Proportional Participatory Budgeting with Additive Utilities (NeurIPS 2021),
with approval ballots and utilities equal to costs, as on equalshares.net. Again and again, of the projects whose
supporters can still pay for it together, the one is bought for which the largest contribution of one supporter, per
dirham of its cost, is least: all supporters pay the same, except that one who has less pays all she has.

What is left over is spent in two steps, both published with the method. First, as if the budget were larger: each
person's share grows by a twentieth of the first share, and the whole is counted anew, as long as what is bought stays
within the real budget (equalshares.net calls it Add1, with a step of one unit of money). Then the rest is spent on
those chosen most often that still fit (its "utilitarian completion").

Ties: of two projects with equal contributions the one chosen by more people, then the cheaper, then the first listed.
"""

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction

from consultations.counting.budgets import (
    BY_REST,
    BY_SHARES,
    NOBODY,
    SHARES_SPENT,
    TOO_DEAR,
    Fate,
    Project,
    turn_order,
)

PARTS = 20  # a step of the completion is the first share divided by this
MOST_STEPS = 400  # each person would have twenty-one times her share

type Ballots = Mapping[frozenset[int], int]  # people by what they chose, all the same to us


def equal_shares(
    projects: list[Project],
    ballots: Ballots,
    budget: int | Fraction,
    *,
    step: Fraction | None = None,
    fill: bool = True,
) -> list[Fate]:
    """Return the fate of each project: winners in the order they were bought, then the others in turn order.

    `step` is how much each person's share grows at a time (a twentieth of the share when None; 0: not at all). `fill`
    spends what is left on those chosen most often. `figures["had"]` of a loser says how many quarters of its cost its
    supporters had left at the end: rounded, so that it does not tell who supported two projects.
    """
    chosen = _chosen(ballots)
    people = sum(ballots.values())
    if not people:
        return [Fate(project.key, False, NOBODY) for project in projects]
    share = Fraction(budget) / people
    step = share / PARTS if step is None else Fraction(step)
    run = _Run(projects, ballots, share)
    for number in range(1, MOST_STEPS if step else 1):
        if run.is_everything():
            break
        larger = _Run(projects, ballots, share + number * step)
        if larger.cost > budget:
            break
        run = larger
    fates = [
        Fate(key, True, BY_SHARES, rank=place, tied=key in run.tied) for place, key in enumerate(run.bought, start=1)
    ]
    left = Fraction(budget) - run.cost
    rest = [project for project in turn_order(projects, chosen) if project.key not in run.bought]
    losers = []
    for project in rest:
        supporters = chosen.get(project.key, 0)
        if not supporters:
            losers.append(Fate(project.key, False, NOBODY))
        elif project.cost > budget:
            losers.append(Fate(project.key, False, TOO_DEAR))
        elif fill and project.cost <= left:
            left -= project.cost
            tied = sum(chosen.get(other.key) == supporters for other in rest) > 1
            fates.append(Fate(project.key, True, BY_REST, rank=len(fates) + 1, tied=tied))
        else:
            had = min(3, int(4 * run.money_for(project) / project.cost))
            losers.append(Fate(project.key, False, SHARES_SPENT, figures={"had": had}))
    return fates + losers


def _chosen(ballots: Ballots) -> Counter:
    chosen = Counter()
    for keys, people in ballots.items():
        for key in keys:
            chosen[key] += people
    return chosen


class _Run:
    """One count with one share a person. People with the same ballot pay the same: they are one line."""

    def __init__(self, projects: list[Project], ballots: Ballots, share: Fraction):
        self.lines = [[people, share] for people in ballots.values()]
        self.supporters = {project.key: [] for project in projects}
        for line, keys in zip(self.lines, ballots, strict=True):
            for key in keys & self.supporters.keys():
                self.supporters[key].append(line)
        self.projects = projects
        self.bought: list[int] = []
        self.tied: set[int] = set()
        self.cost = 0
        self._buy(turn_order(projects, _chosen(ballots)))

    def is_everything(self) -> bool:
        return len(self.bought) == sum(bool(lines) for lines in self.supporters.values())

    def money_for(self, project: Project) -> Fraction:
        """Return what the supporters of a project have left together."""
        by_money = Counter()
        for people, left in self.supporters[project.key]:
            by_money[left] += people
        return sum((left * people for left, people in by_money.items()), Fraction(0))

    def _buy(self, waiting: list[Project]) -> None:
        # A contribution only grows while people spend: one that was too large already needs no new count.
        least = {project.key: Fraction(0) for project in waiting}
        while waiting:
            best, tied = None, []
            for project in sorted(waiting, key=lambda one: least[one.key]):
                if best and least[project.key] > best[0]:
                    break
                payment = self._payment(project)
                if payment is None:  # nor ever
                    waiting = [other for other in waiting if other.key != project.key]
                    continue
                least[project.key] = payment / project.cost
                if best is None or least[project.key] < best[0]:
                    best, tied = (least[project.key], payment), [project]
                elif least[project.key] == best[0]:
                    tied.append(project)
            if best is None:
                return
            project = next(one for one in waiting if one in tied)  # `waiting` is in turn order
            payment = least[project.key] * project.cost
            if len(tied) > 1:
                self.tied.update(one.key for one in tied)
            for line in self.supporters[project.key]:
                line[1] -= min(line[1], payment)
            self.bought.append(project.key)
            self.cost += project.cost
            waiting = [other for other in waiting if other.key != project.key]

    def _payment(self, project: Project) -> Fraction | None:
        """Return the most that one supporter pays when they buy it together, None when they cannot."""
        by_money = Counter()
        for people, left in self.supporters[project.key]:
            if left:
                by_money[left] += people
        missing, people = Fraction(project.cost), sum(by_money.values())
        for left in sorted(by_money):
            if left * people >= missing:
                return missing / people
            missing -= left * by_money[left]
            people -= by_money[left]
        return None
