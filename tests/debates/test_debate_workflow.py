"""The life of a debate: every state × every move."""

from itertools import product

import pytest

from core.workflow import Refused, perform
from debates.enums import DebateState as D
from debates.models import Debate
from tests.factories.accounts import UserFactory
from tests.factories.debates import DebateFactory, PointFactory

pytestmark = pytest.mark.django_db

# Written by hand: what each state allows, to where.
STATES = {
    D.DRAFT: {"announce": D.ANNOUNCED},
    D.ANNOUNCED: {"open": D.OPEN, "go_live": D.LIVE},
    D.OPEN: {"go_live": D.LIVE, "close": D.CLOSED},
    D.LIVE: {"rise": D.OPEN},
    D.CLOSED: {"reopen": D.OPEN, "conclude": D.CONCLUDED},
    D.CONCLUDED: {"archive": D.ARCHIVED},
    D.ARCHIVED: {},
}
STAMPS = {"announce": "announced_at", "open": "opened_at", "close": "closed_at", "conclude": "concluded_at"}
GRID = list(product(D, Debate.MOVES))


def debate_in(state: str) -> Debate:
    return DebateFactory() if state == D.DRAFT else DebateFactory(**{str(state): True})


@pytest.mark.parametrize(("state", "action"), GRID)
def test_each_cell_of_the_grid(state, action):
    debate = debate_in(state)
    PointFactory(debate=debate)
    by = UserFactory(is_superuser=True)
    expected = STATES[state].get(action)
    if expected is None:
        with pytest.raises(Refused):
            perform(debate, action, by=by, note="سبب واضح")
        debate.refresh_from_db()
        assert debate.state == state
    else:
        row = perform(debate, action, by=by, note="سبب واضح")
        assert row.state == expected
        if action in STAMPS:
            assert getattr(row, STAMPS[action]) is not None


def test_a_debate_without_its_question_is_not_announced():
    debate = DebateFactory(question="")
    with pytest.raises(Refused) as refusal:
        perform(debate, "announce", by=UserFactory(is_superuser=True))
    assert refusal.value.code == "question_missing"


def test_a_debate_without_a_point_is_not_concluded():
    with pytest.raises(Refused) as refusal:
        perform(DebateFactory(closed=True), "conclude", by=UserFactory(is_superuser=True))
    assert refusal.value.code == "no_points"


def test_a_debate_is_opened_again_for_a_reason():
    with pytest.raises(Refused) as refusal:
        perform(DebateFactory(closed=True), "reopen", by=UserFactory(is_superuser=True), note="  ")
    assert refusal.value.code == "note_missing"
