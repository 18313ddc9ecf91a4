"""Opinion groups: known ones are found, the same each time, and few people are never told apart."""

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from consultations.counting.groups import find_groups
from consultations.counting.opinions import statements


def crowd(people: int, columns: int, groups: int, *, filled: float, seed: int = 7, shared: int = 3):
    """Return votes of people in known groups: each group has its mind on each statement, nine in ten follow it. The
    first `shared` statements are agreed to by all."""
    rng = np.random.default_rng(seed)
    minds = rng.choice([-1, 1], size=(groups, columns))
    if groups == 4:  # four camps of two quarrels: a picture has two axes, and cannot hold a third
        minds = np.array(
            [[one if column % 2 else two for column in range(columns)] for one in (1, -1) for two in (1, -1)]
        )
    minds[:, :shared] = 1
    truth = rng.integers(groups, size=people)
    rows, cols = np.nonzero(rng.random((people, columns)) < filled)
    votes = minds[truth[rows], cols]
    other = rng.random(len(votes))
    votes = np.where(other < 0.05, -votes, np.where(other < 0.1, 0, votes)).astype(np.int8)
    return truth, rows, cols, votes


@pytest.mark.parametrize(("people", "columns", "groups"), [(100, 30, 2), (400, 40, 3), (1500, 60, 4)])
def test_known_groups_are_found(people, columns, groups):
    truth, *votes = crowd(people, columns, groups, filled=0.6)
    found = find_groups(*votes, seed=1)
    assert found.enough
    assert len(found.groups) == groups
    assert adjusted_rand_score(truth[found.people], found.labels) >= 0.9
    assert sum(group["size"] for group in found.groups) == found.voters


def test_what_all_groups_agree_on_is_said():
    _truth, *votes = crowd(400, 40, 3, filled=0.6)
    found = find_groups(*votes, seed=1)
    assert {0, 1, 2} <= {row["key"] for row in found.shared if row["side"] == "agree"}
    assert not {0, 1, 2} & {row["key"] for row in found.apart}
    for group in found.groups:
        assert group["statements"]
        assert not {0, 1, 2} & {row["key"] for row in group["statements"]}


def test_the_same_seed_gives_the_same_groups():
    _truth, *votes = crowd(300, 30, 3, filled=0.4)
    one, again = (find_groups(*votes, seed=5) for _ in range(2))
    assert (one.groups, one.map, one.shared) == (again.groups, again.map, again.shared)
    assert (one.labels == again.labels).all()


def test_fewer_than_seven_people_make_no_groups():
    _truth, *votes = crowd(6, 20, 2, filled=1)
    found = find_groups(*votes, seed=1)
    assert (found.enough, found.why_not, found.groups) == (False, "few", [])


def test_nobody_voted():
    nothing = np.array([], dtype=int)
    assert find_groups(nothing, nothing, nothing, seed=1).why_not == "few"


def test_all_agree():
    rows, cols = (axis.ravel() for axis in np.meshgrid(np.arange(20), np.arange(8), indexing="ij"))
    found = find_groups(rows, cols, np.ones(len(rows), dtype=np.int8), seed=1)
    assert (found.enough, found.why_not) == (False, "alike")


def test_a_group_of_one_person_is_never_shown():
    rows, cols = (axis.ravel() for axis in np.meshgrid(np.arange(20), np.arange(8), indexing="ij"))
    votes = np.where(rows == 3, -1, 1)
    found = find_groups(rows, cols, votes, seed=1)
    assert (found.enough, found.why_not, found.groups, found.map) == (False, "small", [], [])


def test_no_place_and_no_group_holds_few_people():
    _truth, *votes = crowd(60, 20, 3, filled=0.7)
    found = find_groups(*votes, seed=2)
    assert all(place[3] >= 5 for place in found.map)
    assert all(group["size"] >= 5 for group in found.groups)


def test_statements_hide_small_and_nearly_unanimous_counts():
    rows = statements([(1, 30, 0, 0), (2, 15, 10, 5), (3, 20, 4, 2)], 30)
    told = {row["key"]: (row["agree"], row["disagree"], row["lead"]) for row in rows}
    assert told == {1: (None, None, "agree"), 2: (15, 10, ""), 3: (20, None, "agree")}
