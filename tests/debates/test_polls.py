"""Instant polls: made, opened, answered, closed; hands counted in the hall."""

from itertools import product

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from core.fitness import Unfit
from core.workflow import Refused, perform
from debates import actions
from debates.enums import PollState
from debates.models import Poll, PollVote
from debates.room import room_state
from tests.debates.hall import hall, revs
from tests.factories.accounts import UserFactory
from tests.factories.debates import PollFactory

pytestmark = pytest.mark.django_db

LIVES = {PollState.DRAFT: {"open": PollState.OPEN}, PollState.OPEN: {"close": PollState.CLOSED}, PollState.CLOSED: {}}
QUESTION = "هل نؤجل الأشغال؟"


@pytest.mark.parametrize(("state", "action"), list(product(PollState, Poll.MOVES)))
def test_each_cell_of_the_grid(state, action):
    by = UserFactory(is_superuser=True)
    poll = PollFactory(state=state)
    expected = LIVES[state].get(action)
    if expected:
        assert perform(poll, action, by=by).state == expected
    else:
        with pytest.raises(Refused):
            perform(poll, action, by=by)
        poll.refresh_from_db()
        assert poll.state == state


def options_of(poll):
    return list(poll.options.values_list("pk", flat=True))


def test_a_poll_is_prepared_and_seen_by_nobody_else():
    place = hall()
    before = revs(place)
    poll = actions.make_poll(place.sitting, by=place.facilitator, question=QUESTION, options=["نعم", " ", "لا", "50 د"])
    assert list(poll.options.values_list("number", "text")) == [(1, "نعم"), (2, "لا"), (3, "50 د")]
    assert (poll.state, revs(place)) == (PollState.DRAFT, before)
    assert not Poll.objects.visible_to(place.citizen).exists()
    assert Poll.objects.visible_to(place.other).get() == poll
    assert room_state(place.debate)["poll"] is None


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"question": ""}, "question"),
        ({"question": "؟؟"}, "question"),
        ({"question": "ط" * 201}, "question"),
        ({"options": ["نعم"]}, "options"),
        ({"options": list("1234567")}, "options"),
        ({"options": ["نعم", "نعم"]}, "options"),
        ({"options": ["Oui", "oui"]}, "options"),
        ({"options": ["نعم", "ط" * 121]}, "options"),
    ],
)
def test_what_is_no_poll_is_refused(said, field):
    place = hall()
    with pytest.raises(Unfit) as refusal:
        actions.make_poll(
            place.sitting, by=place.facilitator, **({"question": QUESTION, "options": ["نعم", "لا"]} | said)
        )
    assert refusal.value.field == field
    assert not Poll.objects.exists()


def test_only_facilitators_run_polls():
    place = hall()
    poll = PollFactory(sitting=place.sitting)
    for by in (place.citizen, place.moderator):
        for act in (
            lambda by=by: actions.make_poll(place.sitting, by=by, question=QUESTION, options=["نعم", "لا"]),
            lambda by=by: actions.open_poll(poll, by=by),
            lambda by=by: actions.close_poll(poll, by=by),
            lambda by=by: actions.count_hands(poll, {}, by=by),
        ):
            with pytest.raises(PermissionDenied):
                act()


def test_one_poll_is_open_at_a_time_in_a_live_sitting():
    place, planned = hall(), hall(live=False)
    first, second = PollFactory(sitting=place.sitting), PollFactory(sitting=place.sitting)
    actions.move_poll(first, "open", by=place.facilitator)
    with pytest.raises(Refused) as refusal:
        actions.open_poll(second, by=place.facilitator)
    assert refusal.value.code == "poll_open"
    actions.move_poll(first, "close", by=place.other)
    assert actions.open_poll(second, by=place.facilitator).state == PollState.OPEN
    with pytest.raises(Refused) as refusal:
        actions.open_poll(PollFactory(sitting=planned.sitting), by=planned.facilitator)
    assert refusal.value.code == "not_live"


def test_a_sitting_that_is_over_gets_no_poll():
    place = hall(ended=True)
    with pytest.raises(Refused):
        actions.make_poll(place.sitting, by=place.facilitator, question=QUESTION, options=["نعم", "لا"])


def test_a_vote_is_changed_while_the_poll_is_open_and_counts_once():
    place = hall()
    poll = PollFactory(sitting=place.sitting, open=True)
    yes, no = options_of(poll)
    before = revs(place)
    actions.vote(poll, yes, by=place.citizen)
    actions.vote(poll, no, by=place.citizen)
    assert PollVote.objects.get().option_id == no
    assert place.sitting.attendances.get().user == place.citizen
    assert revs(place) == before
    actions.close_poll(poll, by=place.facilitator)
    with pytest.raises(Refused) as refusal:
        actions.vote(poll, yes, by=place.citizen)
    assert refusal.value.code == "closed"
    assert PollVote.objects.get().option_id == no


def test_a_vote_needs_an_answer_of_this_poll_and_a_person_who_may():
    place = hall()
    poll, other = PollFactory(sitting=place.sitting, open=True), PollFactory(sitting=place.sitting)
    for option in (options_of(other)[0], 0, -1, 10**18):
        with pytest.raises(Unfit) as refusal:
            actions.vote(poll, option, by=place.citizen)
        assert refusal.value.field == "option"
    with pytest.raises(PermissionDenied):
        actions.vote(poll, options_of(poll)[0], by=AnonymousUser())
    with pytest.raises(PermissionDenied):
        actions.vote(other, options_of(other)[0], by=place.citizen)  # in preparation: not shown to her
    assert not PollVote.objects.exists()


def test_the_result_is_hidden_while_it_is_open_then_adds_phones_and_hands():
    place = hall()
    poll = PollFactory(sitting=place.sitting, open=True)
    yes, no = options_of(poll)
    for option in (yes, yes, no):
        actions.vote(poll, option, by=UserFactory())
    actions.count_hands(poll, {yes: 5, no: 12}, by=place.facilitator)
    told = room_state(place.debate)["poll"]
    assert (told["state"], told["voters"]) == ("open", 20)
    assert [(option["votes"], option["share"]) for option in told["options"]] == [(None, None)] * 2
    actions.close_poll(poll, by=place.facilitator)
    told = room_state(place.debate)["poll"]
    assert [(option["votes"], option["share"]) for option in told["options"]] == [(7, 35), (13, 65)]
    actions.count_hands(poll, {no: 2}, by=place.facilitator)  # a slip, put right while the sitting is live
    assert room_state(place.debate)["poll"]["voters"] == 10


def test_hands_that_cannot_be_are_refused():
    place = hall()
    poll, draft = PollFactory(sitting=place.sitting, open=True), PollFactory(sitting=place.sitting)
    for hands in ({options_of(poll)[0]: -1}, {options_of(poll)[0]: 10**6}, {options_of(draft)[0]: 3}):
        with pytest.raises(Unfit) as refusal:
            actions.count_hands(poll, hands, by=place.facilitator)
        assert refusal.value.field == "hands"
    with pytest.raises(Refused) as refusal:
        actions.count_hands(draft, {}, by=place.facilitator)
    assert refusal.value.code == "not_open"


def test_a_result_stays_until_the_next_agenda_point():
    place = hall()
    actions.call_point(place.sitting, place.points[0], by=place.facilitator)
    poll = actions.open_poll(PollFactory(sitting=place.sitting), by=place.facilitator)
    actions.close_poll(poll, by=place.facilitator)
    assert room_state(place.debate)["poll"]["id"] == poll.pk
    actions.call_point(place.sitting, place.points[1], by=place.facilitator)
    assert room_state(place.debate)["poll"] is None
