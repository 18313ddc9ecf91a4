"""Asking for the floor, giving it, ending a turn."""

import datetime
from itertools import product

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils.timezone import now

from accounts.enums import Trust
from core.fitness import Unfit
from core.workflow import Refused, perform
from debates import actions
from debates.enums import Audience, RequestKind, RequestState
from debates.models import FloorRequest
from spaces.enums import Role
from tests.debates.hall import hall, revs
from tests.factories.accounts import UserFactory
from tests.factories.debates import FloorRequestFactory
from tests.factories.spaces import MembershipFactory

pytestmark = pytest.mark.django_db

WAITING, GIVEN, DONE = RequestState.WAITING, RequestState.GIVEN, RequestState.DONE
WITHDRAWN, PASSED = RequestState.WITHDRAWN, RequestState.PASSED
# Written by hand: what each state allows, to where.
LIVES = {
    WAITING: {"give": GIVEN, "withdraw": WITHDRAWN, "pass_over": PASSED},
    GIVEN: {"end": DONE},
    DONE: {},
    WITHDRAWN: {},
    PASSED: {},
}


def request_in(state, **fields):
    times = {"given_at": now(), "until": now()} if state in {GIVEN, DONE} else {}
    return FloorRequestFactory(state=state, **times, **fields)


@pytest.mark.parametrize(("state", "action"), list(product(RequestState, FloorRequest.MOVES)))
def test_each_cell_of_the_grid(state, action):
    by = UserFactory(is_superuser=True)
    request = request_in(state)
    expected = LIVES[state].get(action)
    if expected:
        assert perform(request, action, by=by, also={"until": now()} if action == "give" else {}).state == expected
    else:
        with pytest.raises(Refused):
            perform(request, action, by=by)
        request.refresh_from_db()
        assert request.state == state


def test_asking_keeps_what_was_said_and_counts_her_among_those_here():
    place = hall()
    actions.call_point(place.sitting, place.points[0], by=place.facilitator)
    before = revs(place)
    said = actions.Declared(is_woman=True, is_youth=False, district=" دوار  الزيتون ")
    request = actions.ask(place.sitting, by=place.citizen, about=" ماء\nالساقية ", kind="procedural", declared=said)
    assert (request.about, request.kind, request.district) == ("ماء الساقية", "procedural", "دوار الزيتون")
    assert (request.is_woman, request.is_youth, request.point) == (True, False, place.points[0])
    assert place.sitting.attendances.get().user == place.citizen
    assert revs(place) == (before[0] + 1, before[0] + 1)


def test_asking_again_is_the_same_request_and_after_a_turn_a_new_one():
    place = hall()
    first = actions.ask(place.sitting, by=place.citizen, about="أولا")
    before = revs(place)
    assert actions.ask(place.sitting, by=place.citizen, about="ثانيا") == first
    actions.give(first, by=place.facilitator)
    assert actions.ask(place.sitting, by=place.citizen) == first
    actions.end_turn(first, by=place.citizen)
    assert actions.ask(place.sitting, by=place.citizen) != first
    assert revs(place)[0] == before[0] + 3


@pytest.mark.parametrize("who", ["visitor", "unconfirmed", "outsider"])
def test_who_may_not_speak_does_not_ask(who):
    place = hall()
    user = {"visitor": AnonymousUser, "unconfirmed": lambda: UserFactory(trust=Trust.DECLARED)}.get(who, UserFactory)()
    if who == "outsider":
        place.thread.audience = Audience.MEMBERS
        place.thread.save()
    with pytest.raises(PermissionDenied):
        actions.ask(place.sitting, by=user)
    with pytest.raises(PermissionDenied):
        actions.attend(place.sitting, by=user)
    assert not FloorRequest.objects.exists()
    assert not place.sitting.attendances.exists()


def test_a_member_asks_where_members_speak():
    place = hall()
    place.thread.audience = Audience.MEMBERS
    place.thread.save()
    member = MembershipFactory(space=place.space, role=Role.MEMBER).user
    assert actions.ask(place.sitting, by=member).user == member


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("about", "ط" * 141),
        ("about", "ط" * 100_000),
        ("kind", "shout"),
        ("district", "ط" * 61),
    ],
)
def test_what_cannot_be_kept_is_refused(field, value):
    place = hall()
    said = {"declared": actions.Declared(district=value)} if field == "district" else {field: value}
    with pytest.raises(Unfit) as refusal:
        actions.ask(place.sitting, by=place.citizen, **said)
    assert refusal.value.field == field
    assert not FloorRequest.objects.exists()


def test_control_signs_are_taken_out():
    place = hall()
    request = actions.ask(place.sitting, by=place.citizen, about="\u202eماء\u0007 الساقية")
    assert request.about == "ماء الساقية"


@pytest.mark.parametrize("fields", [{"live": False}, {"ended": True}])
def test_nobody_asks_in_a_sitting_that_is_not_live(fields):
    place = hall(**({"live": True} | fields))
    with pytest.raises(Refused) as refusal:
        actions.ask(place.sitting, by=place.citizen)
    assert refusal.value.code == "not_live"
    assert not actions.attend(place.sitting, by=place.citizen)


def test_the_hall_asks_through_the_console():
    place = hall()
    request = actions.ask_for_hall(place.sitting, by=place.facilitator, name=" الحاج  إبراهيم ", about="البئر")
    assert (request.user, request.who, request.about) == (None, "الحاج إبراهيم", "البئر")
    assert actions.ask_for_hall(place.sitting, by=place.other, name="الحاج إبراهيم") == request
    assert not place.sitting.attendances.exists()
    for name in ("", "  ", "!!", "ط" * 81):
        with pytest.raises(Unfit) as refusal:
            actions.ask_for_hall(place.sitting, by=place.facilitator, name=name)
        assert refusal.value.field == "name"
    with pytest.raises(PermissionDenied):
        actions.ask_for_hall(place.sitting, by=place.citizen, name="فاطمة")


def test_the_floor_is_given_for_the_time_of_a_turn():
    with time_machine.travel(now(), tick=False):
        place = hall(turn_seconds=120)
        request = actions.give(actions.ask(place.sitting, by=place.citizen), by=place.facilitator)
        assert request.state == GIVEN
        assert request.until - request.given_at == datetime.timedelta(seconds=120)


def test_nobody_is_cut_short_unless_that_turn_is_named():
    place = hall()
    speaking = FloorRequestFactory(sitting=place.sitting, given=True)
    earlier = FloorRequestFactory(sitting=place.sitting, done=True)
    waiting = FloorRequestFactory(sitting=place.sitting)
    for wrong in (None, earlier, waiting):
        with pytest.raises(Refused) as refusal:
            actions.give(waiting, by=place.facilitator, and_end=wrong)
        assert refusal.value.code == "taken"
        assert speaking.user.public_name in str(refusal.value)
    before = revs(place)
    assert actions.give(waiting, by=place.facilitator, and_end=speaking).state == GIVEN
    speaking.refresh_from_db()
    assert speaking.state == DONE
    assert speaking.ended_at is not None
    assert revs(place) == (before[0] + 1, before[0] + 1)


def test_giving_it_to_who_has_it_already_is_refused():
    place = hall()
    speaking = FloorRequestFactory(sitting=place.sitting, given=True)
    with pytest.raises(Refused):
        actions.give(speaking, by=place.facilitator, and_end=speaking)
    speaking.refresh_from_db()
    assert speaking.state == GIVEN


@pytest.mark.parametrize("who", ["citizen", "moderator", "speaker"])
def test_only_facilitators_give_extend_and_pass_over(who):
    place = hall()
    speaking = FloorRequestFactory(sitting=place.sitting, given=True)
    waiting = FloorRequestFactory(sitting=place.sitting)
    by = speaking.user if who == "speaker" else getattr(place, who)
    for act in (
        lambda: actions.give(waiting, by=by, and_end=speaking),
        lambda: actions.give(waiting, by=by),
        lambda: actions.extend(speaking, by=by, seconds=60),
        lambda: actions.pass_over(waiting, by=by),
        lambda: actions.withdraw_request(waiting, by=by),
    ):
        with pytest.raises(PermissionDenied):
            act()
    for row in (speaking, waiting):
        state = row.state
        row.refresh_from_db()
        assert row.state == state


def test_a_turn_is_ended_by_the_speaker_or_who_presides():
    place = hall()
    for by in ("speaker", place.other):
        turn = FloorRequestFactory(sitting=place.sitting, given=True)
        with pytest.raises(PermissionDenied):
            actions.end_turn(turn, by=place.citizen)
        assert actions.end_turn(turn, by=turn.user if by == "speaker" else by).state == DONE


def test_a_turn_is_extended_from_its_end_or_from_now():
    place = hall()
    with time_machine.travel(now(), tick=False) as clock:
        turn = FloorRequestFactory(sitting=place.sitting, given=True)
        until = turn.until
        assert actions.extend(turn, by=place.facilitator, seconds=60).until == until + datetime.timedelta(seconds=60)
        clock.shift(3600)
        assert actions.extend(turn, by=place.facilitator, seconds=60).until == now() + datetime.timedelta(seconds=60)
    for seconds in (0, -5, 601):
        with pytest.raises(Unfit):
            actions.extend(turn, by=place.facilitator, seconds=seconds)
    actions.end_turn(turn, by=place.facilitator)
    with pytest.raises(Refused):
        actions.extend(turn, by=place.facilitator, seconds=60)


def test_one_withdraws_and_asks_again():
    place = hall()
    request = actions.ask(place.sitting, by=place.citizen)
    with pytest.raises(PermissionDenied):
        actions.withdraw_request(request, by=place.facilitator)
    assert actions.move_request(request, "withdraw", by=place.citizen).state == WITHDRAWN
    assert actions.ask(place.sitting, by=place.citizen, kind=RequestKind.SPEECH) != request


def test_moves_by_name():
    place = hall()
    first, second, third = (FloorRequestFactory(sitting=place.sitting) for _n in range(3))
    assert actions.move_request(first, "give", by=place.facilitator).state == GIVEN
    assert actions.move_request(second, "give", by=place.facilitator, and_end=first.pk).state == GIVEN
    assert actions.move_request(second, "end", by=place.facilitator).state == DONE
    assert actions.move_request(third, "pass_over", by=place.facilitator).state == PASSED
    with pytest.raises(KeyError):
        actions.move_request(third, "fly", by=place.facilitator)


def test_being_here_is_counted_once_without_a_change_to_the_room():
    place = hall()
    before = revs(place)
    assert actions.attend(place.sitting, by=place.citizen)
    assert not actions.attend(place.sitting, by=place.citizen)
    actions.count_in_thread(place.thread, place.other)
    assert place.sitting.attendances.count() == 2
    assert revs(place) == before


def test_an_act_in_a_discussion_without_a_live_sitting_counts_nobody():
    place = hall(live=False)
    actions.count_in_thread(place.thread, place.citizen)
    assert not place.sitting.attendances.exists()
