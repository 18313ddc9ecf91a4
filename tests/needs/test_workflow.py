"""The life of a need: every state and visibility × every move."""

from itertools import product

import pytest

from core.enums import Visibility
from core.workflow import Refused, perform
from needs.enums import NeedState
from needs.models import Need
from tests.factories.accounts import UserFactory
from tests.factories.councils import CouncilFactory, ReferralFactory
from tests.needs.conftest import need_in

pytestmark = pytest.mark.django_db

VISIBLE, HELD, HIDDEN = Visibility.VISIBLE, Visibility.HELD, Visibility.HIDDEN
# Written by hand: what each state allows, to where.
STATES = {
    NeedState.VOICED: {"refer": NeedState.HEARD},
    NeedState.HEARD: {"plan": NeedState.PLANNED, "say_done": NeedState.SAID_DONE, "decline": NeedState.DECLINED},
    NeedState.PLANNED: {"say_done": NeedState.SAID_DONE, "decline": NeedState.DECLINED},
    NeedState.SAID_DONE: {"confirm": NeedState.CONFIRMED, "contest": NeedState.HEARD},
    NeedState.CONFIRMED: {"reopen": NeedState.HEARD},
    NeedState.DECLINED: {"plan": NeedState.PLANNED, "say_done": NeedState.SAID_DONE, "reopen": NeedState.HEARD},
}
AXIS = {
    VISIBLE: {"hold": HELD, "hide": HIDDEN},
    HELD: {"hide": HIDDEN, "show": VISIBLE},
    HIDDEN: {"show": VISIBLE},
}
ONLY_WHEN_VISIBLE = {"refer"}
GRID = list(product(NeedState, Visibility, Need.MOVES))


@pytest.mark.parametrize(("state", "visibility", "action"), GRID)
def test_each_cell_of_the_grid(state, visibility, action):
    need = need_in(state, visibility=visibility)
    by = UserFactory(is_superuser=True)
    also = {}
    if action == "refer" and not need.referral_id:
        also = {"referral": ReferralFactory(council=CouncilFactory(territory=need.space.commune))}
    expected_state, expected_visibility = STATES[state].get(action), AXIS[visibility].get(action)
    if action in ONLY_WHEN_VISIBLE and visibility != VISIBLE:
        expected_state = None
    if expected_state is None and expected_visibility is None:
        with pytest.raises(Refused):
            perform(need, action, by=by, note="سبب واضح", also=also)
        need.refresh_from_db()
        assert (need.state, need.visibility) == (state, visibility)
    else:
        row = perform(need, action, by=by, note="سبب واضح", also=also)
        assert (row.state, row.visibility) == (expected_state or state, expected_visibility or visibility)


def test_a_merged_need_is_not_referred():
    main = need_in(NeedState.VOICED)
    need = need_in(NeedState.VOICED, space=main.space, merged_into=main)
    with pytest.raises(Refused) as refusal:
        perform(need, "refer", by=UserFactory(is_superuser=True))
    assert refusal.value.code == "merged"


@pytest.mark.parametrize("action", [name for name, move in Need.MOVES.items() if move.needs_note])
def test_a_reason_is_demanded(action):
    state = next((s for s in NeedState if action in STATES[s]), NeedState.VOICED)
    need = need_in(state)
    with pytest.raises(Refused) as refusal:
        perform(need, action, by=UserFactory(is_superuser=True), note="  ")
    assert refusal.value.code == "note_missing"
