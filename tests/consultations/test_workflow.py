"""The life of a consultation: every state and visibility × every move; each guard; statements."""

from itertools import product

import pytest
from django.db import transaction
from django.utils.timezone import now

from consultations.enums import ConsultationState as S
from consultations.enums import Method, PartKind
from consultations.models import Consultation, Statement, Tally
from core.enums import Visibility
from core.workflow import Refused, perform
from spaces.enums import SpaceState
from tests.factories.accounts import UserFactory
from tests.factories.consultations import (
    CandidateFactory,
    ConsultationFactory,
    PartFactory,
    QuestionFactory,
    StatementFactory,
)
from tests.factories.debates import ThreadFactory

pytestmark = pytest.mark.django_db

VISIBLE, HELD, HIDDEN = Visibility.VISIBLE, Visibility.HELD, Visibility.HIDDEN
# Written by hand: what each state allows, to where. It asks something, and its end is still to come.
STATES = {
    S.DRAFT: {"open": S.OPEN, "cancel": S.CANCELLED},
    S.OPEN: {"close": S.CLOSED, "cancel": S.CANCELLED},
    S.CLOSED: {"publish": S.PUBLISHED},
    S.PUBLISHED: {},
    S.CANCELLED: {},
}
AXIS = {
    VISIBLE: {"hold": HELD, "hide": HIDDEN},
    HELD: {"hide": HIDDEN, "show": VISIBLE},
    HIDDEN: {"show": VISIBLE},
}
ONLY_WHEN_VISIBLE = {"open", "publish"}


def consultation_in(state, **fields):
    """A consultation in a state, that asks one question."""
    trait = {"draft": {}, "open": {"opened": True}, "closed": {"closed": True}, "published": {"published": True}}
    made = ConsultationFactory(**(trait.get(state, {"opened": True, "state": state}) | fields))
    question = QuestionFactory(part__consultation=made)
    if state == "closed":
        Tally.objects.create(part=question.part, counted_at=made.closed_at)
    return made


def test_what_was_not_counted_is_not_published():
    consultation = consultation_in("closed")
    Tally.objects.all().delete()
    with pytest.raises(Refused) as refused:
        perform(consultation, "publish", by=UserFactory(is_superuser=True))
    assert refused.value.code == "not_counted"


@pytest.mark.parametrize("trait", ["opened", "closed", "published", "referred", "of_council"])
def test_each_state_can_be_made(trait):
    assert ConsultationFactory(**{trait: True}).pk


def test_every_state_is_in_the_table():
    assert set(STATES) == set(S)
    assert {name for moves in (*STATES.values(), *AXIS.values()) for name in moves} == set(Consultation.MOVES)


@pytest.mark.parametrize(("state", "visibility"), list(product(S, Visibility)))
def test_each_cell_of_the_grid(state, visibility):
    consultation, by = consultation_in(state, visibility=visibility), UserFactory(is_superuser=True)
    for action in Consultation.MOVES:
        expected_state, expected_visibility = STATES[state].get(action), AXIS[visibility].get(action)
        if action in ONLY_WHEN_VISIBLE and visibility != VISIBLE:
            expected_state = None
        also = {"thread": ThreadFactory(space=consultation.space)} if action == "open" else None
        if expected_state is None and expected_visibility is None:
            with pytest.raises(Refused):
                perform(consultation, action, by=by, note="سبب واضح", also=also)
            consultation.refresh_from_db()
            assert (consultation.state, consultation.visibility) == (state, visibility), action
            continue
        with transaction.atomic():
            row = perform(consultation, action, by=by, note="سبب واضح", also=also)
            found, wanted = (row.state, row.visibility), (expected_state or state, expected_visibility or visibility)
            assert found == wanted, action
            transaction.set_rollback(True)  # each cell from the same consultation


@pytest.mark.parametrize("action", [name for name, move in Consultation.MOVES.items() if move.needs_note])
def test_a_reason_is_demanded(action):
    state = next((state for state in S if action in STATES[state]), S.OPEN)
    with pytest.raises(Refused) as refusal:
        perform(consultation_in(state), action, by=UserFactory(is_superuser=True), note="  ")
    assert refusal.value.code == "note_missing"


def nothing(consultation):
    consultation.parts.all().delete()


def no_question(consultation):
    consultation.parts.get().questions.update(removed_at=now())


def one_candidate(consultation):
    CandidateFactory(part=PartFactory(consultation=consultation, kind=PartKind.PRIORITIES, method=Method.BORDA))


def no_statement(consultation):
    part = PartFactory(consultation=consultation, opinions=True)
    StatementFactory(part=part, visibility=HELD)


def in_closed_space(consultation):
    consultation.space.state = SpaceState.CLOSED
    consultation.space.save()


def without_end(consultation):
    Consultation.objects.filter(pk=consultation.pk).update(closes_at=None)


def past_end(consultation):
    Consultation.objects.filter(pk=consultation.pk).update(closes_at=now())


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (nothing, "asks_nothing"), (no_question, "no_question"), (one_candidate, "too_few"),
        (no_statement, "no_statement"), (in_closed_space, "space_not_open"), (without_end, "no_end"),
        (past_end, "no_end"),
    ],
)  # fmt: skip
def test_a_guard_says_why_it_cannot_open(spoil, code):
    consultation = consultation_in(S.DRAFT)
    spoil(consultation)
    with pytest.raises(Refused) as refusal:
        perform(Consultation.objects.get(pk=consultation.pk), "open", by=UserFactory(is_superuser=True))
    assert refusal.value.code == code


@pytest.mark.parametrize("visibility", Visibility)
@pytest.mark.parametrize("action", ["show", "hide"])
def test_each_move_of_a_statement(visibility, action):
    statement = StatementFactory(visibility=visibility)
    target = {"show": VISIBLE, "hide": HIDDEN}[action]
    if visibility == target:
        with pytest.raises(Refused):
            perform(statement, action, by=UserFactory(is_superuser=True), note="سبب")
    else:
        perform(statement, action, by=UserFactory(is_superuser=True), note="سبب")
    assert Statement.objects.get(pk=statement.pk).visibility == target
