"""Two facilitators, or a facilitator and a citizen, at the same moment in one sitting."""

import pytest

from debates import actions
from debates.enums import PollState, RequestState
from debates.models import Attendance, FloorRequest, PollVote
from tests.debates.hall import hall
from tests.factories.accounts import UserFactory
from tests.factories.debates import FloorRequestFactory, PollFactory
from tests.races import refusals, together

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_facilitators_give_the_floor_to_two_people_at_once():
    place = hall()
    for _round in range(3):
        first, second = FloorRequestFactory(sitting=place.sitting), FloorRequestFactory(sitting=place.sitting)
        results = together(
            lambda a=first: actions.give(a, by=place.facilitator), lambda b=second: actions.give(b, by=place.other)
        )
        (refusal,) = refusals(results)
        assert refusal.code == "taken"
        turn = FloorRequest.objects.get(state=RequestState.GIVEN)
        actions.end_turn(turn, by=place.facilitator)


def test_two_facilitators_hand_on_the_same_turn_at_once():
    place = hall()
    speaking = FloorRequestFactory(sitting=place.sitting, given=True)
    first, second = FloorRequestFactory(sitting=place.sitting), FloorRequestFactory(sitting=place.sitting)
    results = together(
        lambda: actions.give(first, by=place.facilitator, and_end=speaking),
        lambda: actions.give(second, by=place.other, and_end=speaking),
    )
    assert len(refusals(results)) == 1
    assert FloorRequest.objects.filter(state=RequestState.GIVEN).count() == 1
    assert FloorRequest.objects.filter(state=RequestState.WAITING).count() == 1


def test_giving_and_passing_over_at_once():
    place = hall()
    for _round in range(3):
        request = FloorRequestFactory(sitting=place.sitting)
        results = together(
            lambda row=request: actions.give(row, by=place.facilitator),
            lambda row=request: actions.pass_over(row, by=place.other),
        )
        assert len(refusals(results)) == 1
        request.refresh_from_db()
        assert request.state in {RequestState.GIVEN, RequestState.PASSED}
        if request.state == RequestState.GIVEN:
            actions.end_turn(request, by=place.facilitator)


def test_giving_while_she_withdraws():
    place = hall()
    for _round in range(3):
        request = FloorRequestFactory(sitting=place.sitting, user=place.citizen)
        results = together(
            lambda row=request: actions.give(row, by=place.facilitator),
            lambda row=request: actions.withdraw_request(row, by=place.citizen),
        )
        assert len(refusals(results)) == 1
        request.refresh_from_db()
        if request.state == RequestState.GIVEN:
            actions.end_turn(request, by=place.facilitator)
        else:
            assert request.state == RequestState.WITHDRAWN


def test_asking_many_times_at_once_is_one_request():
    place = hall()
    results = together(*[lambda: actions.ask(place.sitting, by=place.citizen)] * 5)
    assert len({request.pk for request in results}) == 1
    assert FloorRequest.objects.count() == Attendance.objects.count() == 1


def test_voting_twice_at_once_is_one_vote():
    place = hall()
    poll = PollFactory(sitting=place.sitting, open=True)
    options = list(poll.options.values_list("pk", flat=True))
    together(*[lambda option=option: actions.vote(poll, option, by=place.citizen) for option in options * 3])
    assert PollVote.objects.count() == Attendance.objects.count() == 1


def test_every_vote_that_was_accepted_while_the_poll_closed_is_in_the_result():
    place = hall()
    poll = PollFactory(sitting=place.sitting, open=True)
    option = poll.options.first().pk
    people = [UserFactory() for _n in range(6)]
    results = together(
        lambda: actions.close_poll(poll, by=place.facilitator),
        *[lambda user=user: actions.vote(poll, option, by=user) for user in people],
    )
    assert results[0].state == PollState.CLOSED
    assert PollVote.objects.count() == len(people) - len(refusals(results))


def test_the_sitting_ends_while_people_ask_and_the_floor_is_given():
    place = hall()
    waiting = FloorRequestFactory(sitting=place.sitting)
    people = [UserFactory() for _n in range(3)]
    together(
        lambda: actions.end(place.sitting, by=place.facilitator),
        lambda: actions.give(waiting, by=place.other),
        *[lambda user=user: actions.ask(place.sitting, by=user) for user in people],
    )
    left = FloorRequest.objects.filter(state__in=[RequestState.WAITING, RequestState.GIVEN])
    assert not left.exists()


def test_two_facilitators_open_two_polls_at_once():
    place = hall()
    first, second = PollFactory(sitting=place.sitting), PollFactory(sitting=place.sitting)
    results = together(
        lambda: actions.open_poll(first, by=place.facilitator), lambda: actions.open_poll(second, by=place.other)
    )
    (refusal,) = refusals(results)
    assert refusal.code == "poll_open"
