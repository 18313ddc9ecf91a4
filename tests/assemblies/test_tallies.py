"""The arithmetic of an assembly, case by case."""

import pytest

from assemblies.tallies import Standing, elect, is_adopted, needed


@pytest.mark.parametrize(
    ("quorum", "voters", "wanted"),
    [
        ("majority", 4, 3), ("majority", 5, 3), ("half", 5, 3), ("half", 4, 2), ("two_thirds", 10, 7),
        ("two_thirds", 9, 6), ("third", 10, 4), ("quarter", 4, 1), ("any", 50, 1), ("majority", 0, 1),
    ],
)  # fmt: skip
def test_a_quorum_is_rounded_up(quorum, voters, wanted):
    assert needed(quorum, voters) == wanted


def test_who_is_represented_counts_for_the_quorum_only_where_the_rules_say_so():
    counted = Standing(10, present=4, represented=2, needed=6)
    not_counted = Standing(10, present=4, represented=2, needed=6, counts_represented=False)
    assert (counted.is_reached, counted.lacking, counted.voices) == (True, 0, 6)
    assert (not_counted.is_reached, not_counted.lacking, not_counted.voices) == (False, 2, 6)


@pytest.mark.parametrize(
    ("majority", "votes_for", "against", "voices", "adopted"),
    [
        ("simple", 3, 2, 10, True), ("simple", 2, 2, 10, False), ("simple", 0, 0, 10, False),
        ("absolute", 5, 0, 10, False), ("absolute", 6, 0, 10, True),
        ("two_thirds", 6, 0, 9, True), ("two_thirds", 6, 0, 10, False), ("two_thirds", 0, 0, 0, False),
    ],
)  # fmt: skip
def test_equal_is_not_adopted_and_abstentions_weigh_where_all_voices_count(
    majority, votes_for, against, voices, adopted
):
    assert is_adopted(majority, votes_for, against, voices) is adopted


def test_candidates_level_for_the_last_seat_leave_it_free():
    result = elect({1: 9, 2: 5, 3: 5, 4: 0}, 2)
    assert (result.elected, result.level, result.free) == ({1}, {2, 3}, 1)


def test_level_candidates_are_elected_when_there_is_a_seat_for_each_and_none_without_a_voice():
    assert elect({1: 5, 2: 5, 3: 0}, 2).elected == {1, 2}
    without = elect({1: 5, 2: 0, 3: 0}, 2)
    assert (without.elected, without.free) == ({1}, 1)
