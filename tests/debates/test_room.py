"""The room as everyone sees it."""

import datetime
import json

import pytest
import time_machine
from django.utils.timezone import now

from core.hiding import SMALL
from debates import actions
from debates.room import read, room_state, shares
from tests.debates.hall import hall
from tests.factories.accounts import UserFactory
from tests.factories.debates import DebateFactory, FloorRequestFactory, PollFactory, SittingFactory

pytestmark = pytest.mark.django_db

KEYS = [
    "type", "rev", "now", "debate", "sitting", "here", "point", "floor", "queue", "waiting", "shares", "poll", "slow",
    "thread",
]  # fmt: skip


def turn(place, seconds, **fields):
    at = now() - datetime.timedelta(hours=1)
    times = {"given_at": at, "until": at, "ended_at": at + datetime.timedelta(seconds=seconds)}
    return FloorRequestFactory(sitting=place.sitting, state="done", **times, **fields)


def test_a_debate_without_a_sitting_has_an_empty_room():
    state = room_state(DebateFactory(open=True))
    assert list(state) == KEYS
    assert (state["sitting"], state["floor"], state["queue"], state["poll"]) == (None, None, [], None)
    assert (state["debate"], state["thread"]) == ({"state": "open"}, "open")


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_for_one_and_three(count, django_assert_num_queries):
    place = hall(queue_rule="alternate", criteria=["first_time", "women"])
    actions.call_point(place.sitting, place.points[0], by=place.facilitator)
    poll = PollFactory(sitting=place.sitting, open=True)
    FloorRequestFactory(sitting=place.sitting, given=True)
    for _n in range(count):
        FloorRequestFactory(sitting=place.sitting, is_woman=True)
        turn(place, 60)
        actions.vote(poll, poll.options.first().pk, by=UserFactory())
    with django_assert_num_queries(5):
        state = room_state(place.debate)
    json.dumps(state)
    assert (len(state["queue"]), state["waiting"], state["poll"]["voters"]) == (count, count, count)
    assert state["here"] == {"online": count, "hall": None}
    assert state["shares"]["people"] == count
    assert state["point"]["id"] == place.points[0].pk


def test_names_are_those_shown_or_left_to_the_page():
    place = hall()
    FloorRequestFactory(sitting=place.sitting, user=None, name="الحاج إبراهيم")
    FloorRequestFactory(sitting=place.sitting, user=UserFactory(display_name=""))
    FloorRequestFactory(sitting=place.sitting, user=UserFactory(display_name="فاطمة"), district="canarydistrict")
    state = room_state(place.debate)
    assert [row["name"] for row in state["queue"]] == ["الحاج إبراهيم", "", "فاطمة"]
    assert "canarydistrict" not in json.dumps(state)


def test_the_live_sitting_is_told_else_the_last_that_was_else_the_next():
    debate = DebateFactory(open=True)
    next_one = SittingFactory(debate=debate, number=3)
    SittingFactory(debate=debate, number=4, starts_at=next_one.starts_at + datetime.timedelta(days=1))
    assert room_state(debate)["sitting"]["id"] == next_one.pk
    long_ago = now() - datetime.timedelta(days=3)
    SittingFactory(debate=debate, number=1, state="ended", starts_at=long_ago - datetime.timedelta(days=1))
    last = SittingFactory(debate=debate, number=2, state="ended", starts_at=long_ago)
    assert room_state(debate)["sitting"]["id"] == last.pk
    live = SittingFactory(debate=debate, number=5, state="live", lead=UserFactory())
    assert room_state(debate)["sitting"] == {"id": live.pk, "number": 5, "state": "live"}
    assert read(debate, last).sitting == last


def test_the_turn_under_way_tells_its_times():
    place = hall()
    with time_machine.travel(now(), tick=False):
        request = FloorRequestFactory(sitting=place.sitting, given=True, kind="procedural")
        told = room_state(place.debate)["floor"]
    assert told["kind"] == "procedural"
    assert datetime.datetime.fromisoformat(told["until"]) == request.until


def test_the_queue_is_told_in_the_order_proposed():
    place = hall(queue_rule="alternate", criteria=["first_time"])
    speaker = turn(place, 60).user
    again, fresh = FloorRequestFactory(sitting=place.sitting, user=speaker), FloorRequestFactory(sitting=place.sitting)
    procedural = FloorRequestFactory(sitting=place.sitting, kind="procedural")
    room = read(place.debate)
    assert [row.pk for row in room.floor.queue] == [procedural.pk, fresh.pk, again.pk]
    assert [room.floor.place_of(row) for row in (procedural, fresh, again, place)[:3]] == [1, 2, 3]


def test_shares_are_of_those_who_said_and_told_when_enough_have():
    place = hall()
    for number in range(SMALL - 1):
        turn(place, 100, is_woman=number == 0, district="Tizi")
    assert room_state(place.debate)["shares"]["women"] is None
    assert shares(place.sitting, is_public=False)["women"] == 25
    turn(place, 400, is_woman=True, district="tizi ")
    turn(place, 1000)
    told = room_state(place.debate)["shares"]
    assert (told["seconds"], told["people"], told["women"], told["youth"]) == (1800, SMALL + 1, 62, None)
    assert told["districts"] == [{"name": "Tizi", "share": 100}]
    assert shares(place.sitting) == told


def test_a_person_who_spoke_five_times_is_one():
    place = hall()
    user = UserFactory()
    for _n in range(SMALL):
        turn(place, 10, user=user, is_woman=True)
    assert room_state(place.debate)["shares"]["women"] is None


def test_a_crowd_in_the_queue_is_counted_and_its_head_told():
    place = hall()
    for _n in range(52):
        FloorRequestFactory(sitting=place.sitting, user=None, name="من القاعة")
    state = room_state(place.debate)
    assert (len(state["queue"]), state["waiting"]) == (50, 52)
