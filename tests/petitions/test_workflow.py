"""The life of a petition: every state and visibility × every move."""

import datetime
from itertools import product

import pytest
from django.db import transaction
from django.utils.timezone import localdate, now

from core.enums import Visibility
from core.workflow import Refused, perform
from petitions.enums import PetitionState as S
from petitions.models import Petition
from tests.factories.accounts import UserFactory
from tests.factories.debates import ThreadFactory
from tests.factories.petitions import PetitionFactory

pytestmark = pytest.mark.django_db

VISIBLE, HELD, HIDDEN = Visibility.VISIBLE, Visibility.HELD, Visibility.HIDDEN
# Written by hand: what each state allows, to where. The signatures are there and the time limit is over.
STATES = {
    S.DRAFT: {"start": S.COLLECTING},
    S.COLLECTING: {"reach": S.THRESHOLD_REACHED, "deposit": S.DEPOSITED, "withdraw": S.WITHDRAWN},
    S.THRESHOLD_REACHED: {"deposit": S.DEPOSITED, "withdraw": S.WITHDRAWN},
    S.DEPOSITED: {"check": S.BUREAU_CHECK, "lapse": S.LAPSED, "withdraw": S.WITHDRAWN},
    S.BUREAU_CHECK: {"accept": S.ACCEPTED, "reject": S.REJECTED, "lapse": S.LAPSED, "withdraw": S.WITHDRAWN},
    S.ACCEPTED: {"schedule": S.SCHEDULED, "withdraw": S.WITHDRAWN},
    S.REJECTED: {},
    S.SCHEDULED: {"to_committee": S.IN_COMMITTEE, "deliberate": S.DELIBERATED, "withdraw": S.WITHDRAWN},
    S.IN_COMMITTEE: {"deliberate": S.DELIBERATED, "withdraw": S.WITHDRAWN},
    S.DELIBERATED: {"decide": S.DECIDED},
    S.DECIDED: {"follow_up": S.FOLLOWED_UP},
    S.FOLLOWED_UP: {},
    S.WITHDRAWN: {},
    S.LAPSED: {"accept": S.ACCEPTED, "reject": S.REJECTED, "withdraw": S.WITHDRAWN},
}
AXIS = {
    VISIBLE: {"hold": HELD, "hide": HIDDEN},
    HELD: {"hide": HIDDEN, "show": VISIBLE},
    HIDDEN: {"show": VISIBLE},
}
ONLY_WHEN_VISIBLE = {"deposit"}
UNDEPOSITED = {S.DRAFT, S.COLLECTING, S.THRESHOLD_REACHED}


def petition_in(state, **fields):
    """A petition in a state, with what the state goes with: enough signatures, a time limit that is over."""
    if state == S.DRAFT:
        return PetitionFactory(**({"required": 100, "paper_count": 100} | fields))
    if state in UNDEPOSITED:
        return PetitionFactory(reached=True, state=state, **fields)
    yesterday = localdate() - datetime.timedelta(days=1)
    return PetitionFactory(deposited=True, state=state, **({"notify_by": yesterday} | fields))


def completion(petition, action):
    """What a move writes beside the state, so that the database takes it."""
    if action == "start":
        thread = ThreadFactory(space=petition.space, title=petition.title, path="/petitions/1/")
        return {"thread": thread, "required": 100}
    if action == "deposit":
        donor = PetitionFactory(deposited=True)
        referral = donor.referral
        Petition.objects.filter(pk=donor.pk).delete()
        return {"referral": referral, "notify_by": localdate()}
    return {}


def test_every_state_is_in_the_table():
    assert set(STATES) == set(S)
    assert {name for moves in (*STATES.values(), *AXIS.values()) for name in moves} == set(Petition.MOVES)


@pytest.mark.parametrize(("state", "visibility"), list(product(S, Visibility)))
def test_each_cell_of_the_grid(state, visibility):
    petition, by = petition_in(state, visibility=visibility), UserFactory(is_superuser=True)
    also = {name: completion(petition, name) for name in ("start", "deposit")}
    for action in Petition.MOVES:
        expected_state, expected_visibility = STATES[state].get(action), AXIS[visibility].get(action)
        if action in ONLY_WHEN_VISIBLE and visibility != VISIBLE:
            expected_state = None
        if expected_state is None and expected_visibility is None:
            with pytest.raises(Refused):
                perform(petition, action, by=by, note="سبب واضح", also=also.get(action))
            petition.refresh_from_db()
            assert (petition.state, petition.visibility) == (state, visibility), action
            continue
        with transaction.atomic():
            row = perform(petition, action, by=by, note="سبب واضح", also=also.get(action))
            found, wanted = (row.state, row.visibility), (expected_state or state, expected_visibility or visibility)
            assert found == wanted, action
            transaction.set_rollback(True)  # each cell from the same petition


@pytest.mark.parametrize("action", [name for name, move in Petition.MOVES.items() if move.needs_note])
def test_a_reason_is_demanded(action):
    state = next((state for state in S if action in STATES[state]), S.COLLECTING)
    petition = petition_in(state)
    with pytest.raises(Refused) as refusal:
        perform(petition, action, by=UserFactory(is_superuser=True), note="  ")
    assert refusal.value.code == "note_missing"


@pytest.mark.parametrize(
    ("state", "action", "fields", "code"),
    [
        (S.DRAFT, "start", {"title": ""}, "not_written"),
        (S.DRAFT, "start", {"reasons": ""}, "not_written"),
        (S.DRAFT, "start", {"aims": ""}, "not_written"),
        (S.DRAFT, "start", {"bearer": "association"}, "no_association"),
        (S.COLLECTING, "reach", {"paper_count": 99}, "too_few"),
        (S.COLLECTING, "deposit", {"paper_count": 99}, "too_few"),
        (S.COLLECTING, "deposit", {"paper_count": 0, "support_count": 500}, "too_few"),
        (S.COLLECTING, "reach", {"spread_missing": 1}, "spread"),
        (S.BUREAU_CHECK, "lapse", {"notify_by": localdate()}, "too_early"),
    ],
)
def test_a_guard_says_why_not(state, action, fields, code):
    petition = petition_in(state, **fields)
    with pytest.raises(Refused) as refusal:
        perform(petition, action, by=UserFactory(is_superuser=True), note="سبب", also=completion(petition, action))
    assert refusal.value.code == code


def test_an_association_reaches_no_number():
    petition = PetitionFactory(collecting=True, of_association=True)
    with pytest.raises(Refused) as refusal:
        perform(petition, "reach", by=UserFactory(is_superuser=True))
    assert refusal.value.code == "association"


@pytest.mark.parametrize("name", [name for name, move in Petition.MOVES.items() if move.stamp])
def test_a_stamp_is_the_moment_of_the_move(name, time_machine):
    time_machine.move_to(now().replace(microsecond=0), tick=False)
    state = next(state for state in S if name in STATES[state])
    petition = petition_in(state, **{Petition.MOVES[name].stamp: None} if state == S.DRAFT else {})
    also = completion(petition, name)
    row = perform(petition, name, by=UserFactory(is_superuser=True), note="سبب", also=also)
    assert getattr(row, Petition.MOVES[name].stamp) == now()
