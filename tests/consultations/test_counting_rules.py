"""The counting rules: small cases by hand, and the published examples of pabutools."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from consultations.counting.budgets import NO_MONEY, NOBODY, TOO_DEAR, Project, greedy
from consultations.counting.choosing import approval, borda, points
from consultations.counting.equal_shares import BY_REST, BY_SHARES, SHARES_SPENT, equal_shares


def test_approval_orders_by_people_and_tells_ties():
    placed = approval({1: 5, 2: 9, 3: 5})
    assert [(one.key, one.rank, one.tied, one.behind) for one in placed] == [
        (2, 1, False, 0),
        (1, 2, True, 4),
        (3, 2, True, 4),
    ]


def test_points_add_up():
    assert [one.key for one in points({1: 3, 2: 12})] == [2, 1]


def test_borda_by_hand():
    # Three proposals; 4 people say 1 > 2 > 3, 3 people say 2 > 3 (1 left out), 2 people say 3 > 1 > 2.
    places = {1: {1: 4, 2: 2}, 2: {2: 4, 1: 3, 3: 2}, 3: {3: 4, 2: 3, 1: 2}}
    assert {one.key: one.score for one in borda(places)} == {1: 4 * 2 + 2, 2: 4 + 3 * 2, 3: 3 + 2 * 2}
    assert [one.rank for one in borda(places)] == [1, 1, 3]


def test_greedy_passes_over_what_no_longer_fits_and_says_why():
    projects = [Project(1, 60), Project(2, 50), Project(3, 40), Project(4, 200), Project(5, 1)]
    fates = {fate.key: fate for fate in greedy(projects, {1: 9, 2: 8, 3: 7, 4: 20}, 100)}
    assert {key for key, fate in fates.items() if fate.won} == {1, 3}
    assert (fates[2].code, fates[2].figures) == (NO_MONEY, {"left": 40})
    assert fates[4].code == TOO_DEAR
    assert fates[5].code == NOBODY


def test_greedy_takes_the_cheaper_of_two_equals_and_tells_the_tie():
    fates = greedy([Project(1, 60), Project(2, 50)], {1: 9, 2: 9}, 100)
    assert [(fate.key, fate.won, fate.tied) for fate in fates] == [(2, True, True), (1, False, True)]


def winners(fates):
    return sorted(fate.key for fate in fates if fate.won)


# The examples that pabutools publishes with their results: tests/test_rule.py of COMSOC-Community/pabutools (commit
# b9cfb342), satisfaction Cost_Sat; budgets and costs a hundred times as large, as ours are whole.
EX_2 = (
    [Project(0, 100), Project(1, 90), Project(2, 200), Project(3, 109)],
    {frozenset({0}): 1, frozenset({1, 2, 3}): 2, frozenset({2}): 1},
    400,
)
EX_4 = ([Project(1, 100), Project(2, 200)], {frozenset(): 1, frozenset({1, 2}): 1, frozenset({2}): 1}, 200)
LACKNER_SKOWRON_2023 = (
    [Project(key, 100) for key in range(7)],
    {
        frozenset({0, 1}): 3,
        frozenset({0, 2}): 3,
        frozenset({0, 3}): 2,
        frozenset({1, 2, 5}): 1,
        frozenset({4}): 1,
        frozenset({5}): 1,
        frozenset({6}): 1,
    },
    400,
)


def test_equal_shares_gives_the_results_that_pabutools_publishes():
    assert winners(equal_shares(*EX_2, step=0, fill=False)) == [0, 2]
    assert winners(equal_shares(*EX_4, step=0, fill=False)) == []
    assert winners(equal_shares(*LACKNER_SKOWRON_2023, step=0, fill=False)) == [0]


def test_equal_shares_completed_gives_the_results_that_pabutools_publishes():
    # `mes_iterated`: each share grows by a tenth, ten of ours.
    assert winners(equal_shares(*EX_2, step=Fraction(10), fill=False)) == [0, 1, 2]
    assert winners(equal_shares(*EX_4, step=Fraction(10), fill=False)) == [2]


def test_a_minority_gets_its_share():
    """Sixty people want 1, 2 and 3, forty want 4: the greedy rule spends all on the sixty, equal shares does not."""
    projects = [Project(1, 40), Project(2, 40), Project(3, 20), Project(4, 40)]
    ballots = {frozenset({1, 2, 3}): 60, frozenset({4}): 40}
    assert winners(greedy(projects, {1: 60, 2: 60, 3: 60, 4: 40}, 100)) == [1, 2, 3]
    fates = {fate.key: fate for fate in equal_shares(projects, ballots, 100)}
    assert [fates[key].won for key in (1, 2, 3, 4)].count(True) == 3
    assert fates[4].code == BY_SHARES
    assert fates[4].won


def test_what_is_left_goes_to_those_chosen_most_often():
    projects = [Project(1, 50), Project(2, 45), Project(3, 100)]
    ballots = {frozenset({1}): 6, frozenset({2}): 3, frozenset({3}): 1}
    fates = {fate.key: fate for fate in equal_shares(projects, ballots, 100, step=0)}
    assert fates[1].code == BY_SHARES
    assert fates[2].code == BY_REST
    assert (fates[3].code, fates[3].figures) == (SHARES_SPENT, {"had": 0})


def test_nobody_answered():
    assert [fate.code for fate in equal_shares([Project(1, 10)], {}, 100)] == [NOBODY]


@given(
    st.lists(st.integers(1, 50), min_size=1, max_size=6),
    st.lists(st.sets(st.integers(0, 5)), max_size=15),
    st.integers(1, 150),
)
def test_no_rule_spends_more_than_the_budget(costs, sets, budget):
    projects = [Project(key, cost) for key, cost in enumerate(costs)]
    ballots, chosen = {}, {}
    for one in sets:
        kept = frozenset(key for key in one if key < len(costs))
        ballots[kept] = ballots.get(kept, 0) + 1
        for key in kept:
            chosen[key] = chosen.get(key, 0) + 1
    for fates in (equal_shares(projects, ballots, budget), greedy(projects, chosen, budget)):
        assert sorted(fate.key for fate in fates) == list(range(len(costs)))
        assert sum(costs[fate.key] for fate in fates if fate.won) <= budget
        left = budget - sum(costs[fate.key] for fate in fates if fate.won)
        assert not [fate for fate in fates if not fate.won and chosen.get(fate.key) and costs[fate.key] <= left]
