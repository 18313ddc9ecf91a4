"""Means, ties and the envelope, in exact numbers."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from calls.enums import BrokenBy, LastTie
from calls.ranking import Entry, Line, lot, rank, score_of, share, total_of

GRID = [Line(1, 10, 3), Line(2, 20, 2)]


def entry(number, mean, *, deciding=0, asked=10, group=1):
    return Entry(number, group, Fraction(mean), Fraction(deciding), asked)


def numbers(placed):
    return [one.entry.number for one in placed]


def test_a_total_weighs_each_criterion_by_its_own_scale():
    assert total_of({1: 10, 2: 20}, GRID) == 100
    assert total_of({1: 5, 2: 0}, GRID) == 30  # half of three fifths


def test_a_mean_is_exact_and_the_spread_is_between_the_extremes():
    score = score_of([{1: 1, 2: 0}, {1: 1, 2: 0}, {1: 2, 2: 0}], GRID)
    assert score.means[1] == Fraction(4, 3)
    assert (score.mean, score.spread, score.count) == (8, 6, 3)


def test_thirds_are_equal_however_they_were_given():
    """0.1 + 0.2 is not 0.3 in floating point: here two ways to the same mean are a tie."""
    first = score_of([{1: 1, 2: 0}, {1: 0, 2: 3}, {1: 0, 2: 0}], GRID).mean
    second = score_of([{1: 0, 2: 0}, {1: 2, 2: 0}, {1: 0, 2: 0}], GRID).mean
    assert first == second == Fraction(4)


def test_equals_share_a_rank_and_the_published_rules_order_them():
    placed = rank(
        [
            entry(1, 70), entry(2, 80, deciding=5, asked=30), entry(3, 80, deciding=5, asked=20),
            entry(4, 80, deciding=7, asked=90),
        ],
        last_tie=LastTie.DRAW, seed="s",
    )  # fmt: skip
    assert numbers(placed) == [4, 3, 2, 1]
    assert [one.rank for one in placed] == [1, 1, 1, 4]
    assert [one.place for one in placed] == [1, 2, 3, 4]
    assert [one.broken_by for one in placed] == [BrokenBy.CRITERION, BrokenBy.BUDGET, BrokenBy.BUDGET, ""]


def test_lots_are_drawn_from_the_seed_and_anyone_can_draw_them_again():
    alike = [entry(number, 80) for number in range(1, 9)]
    placed = rank(alike, last_tie=LastTie.DRAW, seed="graine")
    assert numbers(placed) == sorted(range(1, 9), key=lambda number: lot("graine", number))
    assert {one.broken_by for one in placed} == {BrokenBy.DRAW}
    assert numbers(rank(alike, last_tie=LastTie.DRAW, seed="autre")) != numbers(placed)


def test_the_jury_decides_a_tie_whole_or_it_stays_undecided():
    alike = [entry(number, 80) for number in (1, 2, 3)]
    assert all(one.is_undecided for one in rank(alike, last_tie=LastTie.JURY, seed=""))
    assert any(one.is_undecided for one in rank(alike, last_tie=LastTie.JURY, seed="", jury={1: 1, 2: 2}))
    placed = rank(alike, last_tie=LastTie.JURY, seed="", jury={3: 1, 1: 2, 2: 3})
    assert numbers(placed) == [3, 1, 2]
    assert {(one.broken_by, one.is_undecided) for one in placed} == {(BrokenBy.JURY, False)}


def test_each_list_is_ranked_by_itself_and_served_in_turns():
    placed = rank(
        [entry(1, 90, group=1, asked=60), entry(2, 80, group=1, asked=60), entry(3, 50, group=2, asked=60)],
        last_tie=LastTie.DRAW, seed="s",
    )  # fmt: skip
    outcome = share(placed, places={1: 2, 2: 1}, reserve=1, envelope=120)
    assert outcome.retained == [1, 3]  # the first of each list before the second of any
    assert (outcome.reserve, outcome.left) == ([2], 0)


def test_nobody_is_passed_in_her_own_list_when_money_lacks():
    placed = rank([entry(1, 90, asked=80), entry(2, 80, asked=40), entry(3, 70, asked=10)], last_tie="draw", seed="s")
    outcome = share(placed, places={1: 3}, reserve=5, envelope=100)
    assert (outcome.retained, outcome.reserve, outcome.left) == ([1], [2, 3], 20)


@given(
    rows=some.lists(some.tuples(some.integers(0, 4), some.integers(0, 2), some.integers(1, 50), some.integers(1, 3)),
                    min_size=1, max_size=12),
    envelope=some.integers(0, 200),
)  # fmt: skip
def test_whatever_comes_the_envelope_holds_and_no_place_is_shared(rows, envelope):
    entries = [
        Entry(number, group, Fraction(mean, 3), Fraction(deciding), asked)
        for number, (mean, deciding, asked, group) in enumerate(rows, 1)
    ]
    placed = rank(entries, last_tie=LastTie.DRAW, seed="s")
    for group in {one.group for one in entries}:
        mine = [one for one in placed if one.entry.group == group]
        assert [one.place for one in mine] == list(range(1, len(mine) + 1))
        assert [one.entry.mean for one in mine] == sorted((one.entry.mean for one in mine), reverse=True)
    outcome = share(placed, places={1: 2, 2: 2, 3: 2}, reserve=2, envelope=envelope)
    asked = {one.number: one.asked for one in entries}
    assert sum(asked[number] for number in outcome.retained) == envelope - outcome.left <= envelope
    assert not set(outcome.retained) & set(outcome.reserve)


def test_nobody_is_scored_by_nobody():
    with pytest.raises(ValueError, match="nobody"):
        score_of([], GRID)
