"""What time does about debates: each thing once, however often and however late it runs."""

import datetime

import pytest
import time_machine
from django.utils.timezone import localtime, now

from accounts.models import User
from core.journal import history
from debates import actions
from debates.models import Interest, Sitting, Thread
from debates.tasks import pass_time as task
from notices.models import Notice
from spaces.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.debates import DebateFactory, SittingFactory
from tests.factories.spaces import MembershipFactory
from tests.races import together

NOON = datetime.datetime(2027, 3, 1, 12, tzinfo=datetime.UTC)
NOTHING = {"opened": 0, "closed": 0, "reminded": 0}


def ahead(**delta) -> datetime.datetime:
    return NOON + datetime.timedelta(**delta)


@pytest.fixture
def clock(db):
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def follower_of(debate):
    user = UserFactory()
    Interest.objects.create(debate=debate, user=user)
    return user


def test_a_debate_opens_at_its_moment_once(clock):
    debate = DebateFactory(announced=True, opens_at=ahead(minutes=10))
    user = follower_of(debate)
    assert actions.pass_time() == NOTHING
    clock.move_to(ahead(minutes=10))
    assert actions.pass_time() == NOTHING | {"opened": 1}
    assert actions.pass_time() == NOTHING
    debate.refresh_from_db()
    assert (debate.state, debate.opened_at) == ("open", ahead(minutes=10))
    assert Thread.objects.get(pk=debate.thread_id).state == "open"
    assert [(entry.action, entry.by.is_system) for entry in history(debate)] == [("open", True)]
    assert Notice.objects.filter(user=user).count() == 1


def test_a_debate_closes_at_its_moment_once(clock):
    debate = DebateFactory(open=True, closes_at=ahead(days=1))
    clock.move_to(ahead(days=2))
    assert actions.pass_time() == NOTHING | {"closed": 1}
    assert actions.pass_time() == NOTHING
    debate.refresh_from_db()
    assert (debate.state, Thread.objects.get(pk=debate.thread_id).state) == ("closed", "closed")


def test_a_debate_that_sits_is_closed_when_its_sitting_is_over(clock):
    sitting = SittingFactory(live=True, debate__closes_at=ahead(minutes=1))
    clock.move_to(ahead(minutes=2))
    assert actions.pass_time() == NOTHING
    actions.end(sitting, by=UserFactory(is_superuser=True))
    assert actions.pass_time() == NOTHING | {"closed": 1}


@pytest.mark.parametrize(
    "fields",
    [
        {"opens_at": ahead(minutes=1)},
        {"announced": True, "opens_at": ahead(minutes=1), "space__state": "closed"},
        {"announced": True},
        {"closed": True, "closes_at": ahead(minutes=1)},
        {"archived": True, "opens_at": NOON, "closes_at": ahead(minutes=1)},
    ],
)
def test_time_leaves_the_others_alone(clock, fields):
    debate = DebateFactory(**fields)
    state = debate.state
    clock.move_to(ahead(days=1))
    assert actions.pass_time() == NOTHING
    debate.refresh_from_db()
    assert debate.state == state


def test_the_moment_is_asked_again_under_the_lock(clock, monkeypatch):
    """A facilitator gives a debate more time between the list and the lock: it stays open."""
    debate = DebateFactory(open=True, closes_at=ahead(minutes=1))
    clock.move_to(ahead(minutes=2))
    real = actions.time.lock_debate

    def lock_later(pk, thread):
        type(debate).objects.filter(pk=pk).update(closes_at=ahead(days=1))
        return real(pk, thread)

    monkeypatch.setattr(actions.time, "lock_debate", lock_later)
    assert actions.pass_time() == NOTHING


def test_those_who_follow_are_reminded_the_day_before_and_an_hour_before(clock):
    sitting = SittingFactory(starts_at=ahead(days=3), place="دار الشباب")
    user, stranger = follower_of(sitting.debate), UserFactory()
    seen = []
    for moment in (
        ahead(days=1),
        ahead(days=2),
        ahead(days=2, hours=5),
        ahead(days=2, hours=23, minutes=30),
        ahead(days=4),
    ):
        clock.move_to(moment)
        for _ in range(3):
            actions.pass_time()
        seen.append(Notice.objects.filter(user=user).count())
    assert seen == [0, 1, 1, 2, 2]
    assert not Notice.objects.filter(user=stranger).exists()
    first, second = Notice.objects.filter(user=user).order_by("id")
    assert (first.is_urgent, second.is_urgent) == (True, False)
    local = localtime(sitting.starts_at)
    for notice in (first, second):
        assert f"{local:%H:%M}" in notice.text
        assert sitting.place in notice.text


def test_a_worker_that_slept_sends_the_last_reminder_alone(clock):
    sitting = SittingFactory(starts_at=ahead(days=3))
    user = follower_of(sitting.debate)
    clock.move_to(ahead(days=2, hours=23, minutes=20))
    assert actions.pass_time()["reminded"] == 1
    assert Notice.objects.get(user=user).is_urgent is False


def test_a_sitting_that_is_moved_is_reminded_of_again(clock):
    space = MembershipFactory(role=Role.FACILITATOR)
    sitting = SittingFactory(debate=DebateFactory(space=space.space, open=True), starts_at=ahead(hours=20))
    follower_of(sitting.debate)
    assert actions.pass_time()["reminded"] == 1
    actions.replan_sitting(sitting, by=space.user, starts_at=ahead(days=5))
    assert actions.pass_time()["reminded"] == 0
    clock.move_to(ahead(days=4, hours=2))
    assert actions.pass_time()["reminded"] == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "cancelled"},
        {"ended": True},
        {"debate__thread__visibility": "hidden"},
        {"debate": "draft"},
        {"debate": "closed"},
        {"starts_at": NOON - datetime.timedelta(hours=1)},
    ],
)
def test_nobody_is_reminded_of_what_does_not_take_place(clock, fields):
    if isinstance(fields.get("debate"), str):
        fields = {"debate": DebateFactory(**({"closed": True} if fields["debate"] == "closed" else {}))}
    sitting = SittingFactory(**({"starts_at": ahead(hours=5)} | fields))
    follower_of(sitting.debate)
    assert actions.pass_time()["reminded"] == 0
    assert not Notice.objects.exists()


def test_planned_for_tomorrow_the_news_is_the_reminder(clock):
    membership = MembershipFactory(role=Role.FACILITATOR)
    debate = DebateFactory(space=membership.space, open=True)
    user = follower_of(debate)
    actions.plan_sitting(debate, by=membership.user, starts_at=ahead(hours=10))
    actions.pass_time()
    assert Notice.objects.filter(user=user).count() == 1


def test_the_task_is_the_act(clock):
    DebateFactory(announced=True, opens_at=NOON)
    task.func(timestamp=0)
    assert actions.pass_time() == NOTHING


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_do_each_thing_once():
    debate = DebateFactory(announced=True, opens_at=now() - datetime.timedelta(minutes=1))
    sitting = SittingFactory(debate=debate, starts_at=now() + datetime.timedelta(hours=5))
    follower_of(debate)
    User.objects.system()
    done = together(actions.pass_time, actions.pass_time)
    assert sum(one["opened"] for one in done) == 1
    assert sum(one["reminded"] for one in done) == 1
    assert [entry.action for entry in history(Sitting.objects.get(pk=sitting.pk))] == ["remind"]
