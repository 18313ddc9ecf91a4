"""A sitting is opened, led through its agenda, handed over and closed."""

import datetime
from itertools import product

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils.timezone import now

from core.fitness import Unfit
from core.journal import history
from core.workflow import Refused, perform
from debates import actions
from debates.enums import DebateState, PollState, QueueRule, RequestState, SittingState, ThreadState, Visibility
from debates.models import Sitting
from notices.models import Notice
from tests.debates.hall import hall, revs, spent
from tests.factories.accounts import UserFactory
from tests.factories.debates import AgendaPointFactory, DebateFactory, FloorRequestFactory, PollFactory, SittingFactory
from tests.factories.spaces import MembershipFactory

pytestmark = pytest.mark.django_db

PLANNED, LIVE, ENDED, CANCELLED = SittingState.PLANNED, SittingState.LIVE, SittingState.ENDED, SittingState.CANCELLED
# Written by hand: what each state allows, to where.
LIVES = {PLANNED: {"start": LIVE, "cancel": CANCELLED}, LIVE: {"end": ENDED}, ENDED: {}, CANCELLED: {}}
STRANGERS = ["citizen", "moderator", "elsewhere"]


def stranger(place, who):
    return {
        "citizen": place.citizen,
        "moderator": place.moderator,
        "elsewhere": MembershipFactory(role="facilitator").user,
    }[who]


@pytest.mark.parametrize(("state", "action"), list(product(SittingState, Sitting.MOVES)))
def test_each_cell_of_the_grid(state, action):
    by = UserFactory(is_superuser=True)
    sitting = SittingFactory(state=state, lead=by)
    expected = LIVES[state].get(action)
    if expected:
        assert perform(sitting, action, by=by, note="سبب واضح").state == expected
    else:
        with pytest.raises(Refused):
            perform(sitting, action, by=by, note="سبب واضح")
        sitting.refresh_from_db()
        assert sitting.state == state


@pytest.mark.parametrize("state", DebateState)
def test_a_sitting_starts_when_its_debate_is_announced_or_open(state):
    place = hall(live=False, debate=DebateFactory(state=state))
    if state in {DebateState.ANNOUNCED, DebateState.OPEN}:
        assert actions.start(place.sitting, by=place.facilitator).state == LIVE
    else:
        with pytest.raises(Refused):
            actions.start(place.sitting, by=place.facilitator)


def test_starting_gives_it_a_lead_and_opens_the_discussion():
    place = hall(live=False, debate=DebateFactory(announced=True))
    before = revs(place)
    sitting = actions.start(place.sitting, by=place.facilitator)
    assert (sitting.lead, sitting.state) == (place.facilitator, LIVE)
    place.debate.refresh_from_db()
    assert place.debate.state == DebateState.LIVE
    assert revs(place) == (before[0] + 1, before[0] + 1)
    assert place.thread.state == ThreadState.OPEN


def test_a_debate_has_one_live_sitting():
    place = hall()
    second = SittingFactory(debate=place.debate, number=77)
    with pytest.raises(Refused):
        actions.start(second, by=place.facilitator)


def test_a_sitting_of_a_hidden_debate_does_not_start():
    place = hall(live=False)
    place.thread.visibility = Visibility.HIDDEN
    place.thread.save()
    with pytest.raises(Refused) as refusal:
        actions.start(place.sitting, by=place.facilitator)
    assert refusal.value.code == "hidden"


@pytest.mark.parametrize("who", STRANGERS)
def test_only_facilitators_of_the_space_lead_it(who):
    planned, live = hall(live=False), hall()
    with pytest.raises(PermissionDenied):
        actions.start(planned.sitting, by=stranger(planned, who))
    by = stranger(live, who)
    settings = {"queue_rule": "first_come", "criteria": [], "turn_seconds": 60, "slow_seconds": 0}
    for act in (
        lambda: actions.end(live.sitting, by=by),
        lambda: actions.call_point(live.sitting, live.points[0], by=by),
        lambda: actions.adjust(live.sitting, by=by, **settings),
        lambda: actions.count_hall(live.sitting, by=by, people=10),
        lambda: actions.hand_over(live.sitting, live.other, by=by),
    ):
        with pytest.raises(PermissionDenied):
            act()
    live.sitting.refresh_from_db()
    assert (live.sitting.state, live.sitting.point, live.sitting.lead) == (LIVE, None, live.facilitator)


def test_ending_ends_the_turn_the_poll_and_the_point_and_thanks_those_who_wait():
    with time_machine.travel(datetime.datetime(2026, 5, 4, 10, tzinfo=datetime.UTC), tick=False) as clock:
        place = hall()
        actions.call_point(place.sitting, place.points[0], by=place.facilitator)
        speaking = FloorRequestFactory(sitting=place.sitting, given=True)
        waiting = FloorRequestFactory(sitting=place.sitting)
        in_hall = FloorRequestFactory(sitting=place.sitting, user=None, name="فاطمة")
        poll = PollFactory(sitting=place.sitting, open=True)
        clock.shift(90)
        sitting = actions.end(place.sitting, by=place.facilitator)
    for row in (speaking, waiting, in_hall, poll, place.debate):
        row.refresh_from_db()
    assert (sitting.state, sitting.point_since) == (ENDED, None)
    assert (speaking.state, speaking.ended_at) == (RequestState.DONE, sitting.ended_at)
    assert {waiting.state, in_hall.state} == {RequestState.PASSED}
    assert poll.state == PollState.CLOSED
    assert place.debate.state == DebateState.OPEN
    assert spent(place.points[0]) == 90
    assert list(Notice.objects.values_list("user", "url")) == [(waiting.user_id, f"/debates/{place.debate.pk}/")]
    assert history(waiting).get().data == {"why": "sitting_over"}


def test_a_sitting_ends_once():
    place = hall()
    actions.end(place.sitting, by=place.facilitator)
    with pytest.raises(Refused):
        actions.end(place.sitting, by=place.facilitator)


def test_moves_by_name(django_assert_max_num_queries):
    place = hall(live=False)
    actions.move_sitting(place.sitting, "start", by=place.facilitator)
    with django_assert_max_num_queries(45):
        actions.move_sitting(place.sitting, "end", by=place.facilitator)
    other = hall(live=False)
    cancelled = actions.move_sitting(other.sitting, "cancel", by=other.facilitator, note="المطر يقطع الطريق")
    assert cancelled.state == CANCELLED
    with pytest.raises(KeyError):
        actions.move_sitting(other.sitting, "fly", by=other.facilitator)


def test_each_point_gets_the_time_it_took():
    place = hall()
    first, second = place.points
    with time_machine.travel(now(), tick=False) as clock:
        actions.call_point(place.sitting, first, by=place.facilitator)
        clock.shift(60)
        actions.call_point(place.sitting, first, by=place.facilitator)  # again: it goes on
        clock.shift(60)
        sitting = actions.call_point(place.sitting, second, by=place.facilitator)
        assert (sitting.point, sitting.point_since) == (second, now())
        clock.shift(30)
        assert actions.call_point(place.sitting, None, by=place.facilitator).point is None
        clock.shift(500)
        actions.call_point(place.sitting, first, by=place.facilitator)
        clock.shift(10)
        actions.end(place.sitting, by=place.facilitator)
    assert (spent(first), spent(second)) == (130, 30)


def test_a_point_of_another_debate_is_refused():
    place = hall()
    with pytest.raises(Refused) as refusal:
        actions.call_point(place.sitting, AgendaPointFactory(), by=place.facilitator)
    assert refusal.value.code == "no_point"


def test_nothing_is_led_in_a_sitting_that_is_not_live():
    place = hall(live=False)
    for act in (
        lambda: actions.call_point(place.sitting, place.points[0], by=place.facilitator),
        lambda: actions.hand_over(place.sitting, place.other, by=place.facilitator),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.code == "not_live"


def test_settings_are_kept_and_told():
    place = hall()
    before = revs(place)
    said = {"queue_rule": QueueRule.ALTERNATE, "criteria": ["women", "first_time"], "turn_seconds": 120}
    sitting = actions.adjust(place.sitting, by=place.facilitator, slow_seconds=30, **said)
    assert (sitting.queue_rule, sitting.criteria, sitting.turn_seconds) == ("alternate", ["first_time", "women"], 120)
    assert revs(place) == (before[0] + 1, before[0] + 1)
    assert place.thread.slow_seconds == 30


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("queue_rule", "loudest"),
        ("criteria", ["money"]),
        ("criteria", []),
        ("turn_seconds", 29),
        ("turn_seconds", 1801),
        ("slow_seconds", -1),
        ("slow_seconds", 3601),
    ],
)
def test_bad_settings_are_refused(field, value):
    place = hall()
    said = {"queue_rule": QueueRule.ALTERNATE, "criteria": ["women"], "turn_seconds": 120, "slow_seconds": 0}
    with pytest.raises(Unfit) as refusal:
        actions.adjust(place.sitting, by=place.facilitator, **(said | {field: value}))
    assert refusal.value.field == field


def test_the_hall_is_counted():
    place = hall()
    sitting = actions.count_hall(place.sitting, by=place.facilitator, people=80, women=35)
    assert (sitting.hall_people, sitting.hall_women, sitting.hall_youth) == (80, 35, None)


@pytest.mark.parametrize(
    ("counts", "field"),
    [
        ({"people": -1}, "hall_people"),
        ({"people": 10**9}, "hall_people"),
        ({"people": 10, "women": 11}, "hall_women"),
        ({"people": None, "youth": 1}, "hall_youth"),
    ],
)
def test_a_count_that_cannot_be_is_refused(counts, field):
    place = hall()
    with pytest.raises(Unfit) as refusal:
        actions.count_hall(place.sitting, by=place.facilitator, **counts)
    assert refusal.value.field == field


def test_the_console_is_handed_over_to_a_facilitator_who_is_told():
    place = hall()
    assert actions.hand_over(place.sitting, place.other, by=place.facilitator).lead == place.other
    assert list(Notice.objects.values_list("user", flat=True)) == [place.other.pk]
    actions.hand_over(place.sitting, place.other, by=place.facilitator)  # again changes nothing
    assert Notice.objects.count() == 1
    for wrong in (place.citizen, place.moderator):
        with pytest.raises(Refused) as refusal:
            actions.hand_over(place.sitting, wrong, by=place.other)
        assert refusal.value.code == "not_a_facilitator"
