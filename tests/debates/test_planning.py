"""Sittings planned, moved to another moment or place, cancelled; those who follow are told."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation
from django.utils.timezone import now

from core.journal import history
from core.workflow import Refused
from debates import actions
from debates.models import Interest, Sitting, Thread
from notices.models import Notice
from spaces.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.debates import DebateFactory, SittingFactory
from tests.factories.spaces import MembershipFactory

pytestmark = pytest.mark.django_db


def ahead(**delta) -> datetime.datetime:
    return (now() + datetime.timedelta(**delta)).replace(second=0, microsecond=0)


@pytest.fixture
def facilitator():
    return MembershipFactory(role=Role.FACILITATOR).user


@pytest.fixture
def debate(facilitator):
    return DebateFactory(space=facilitator.memberships.get().space, announced=True)


@pytest.fixture
def follower(debate):
    user = UserFactory(language="fr", email="lalla@example.org")
    Interest.objects.create(debate=debate, user=user)
    return user


def last(user) -> Notice:
    return Notice.objects.filter(user=user).latest("id")


def test_sittings_are_numbered_and_the_followers_told(debate, facilitator, follower):
    first = actions.plan_sitting(debate, by=facilitator, starts_at=ahead(days=3), place="دار\u202e الشباب")
    second = actions.plan_sitting(debate, by=facilitator, starts_at=ahead(days=2))
    assert [(one.number, one.state, one.place) for one in (first, second)] == [
        (1, "planned", "دار الشباب"), (2, "planned", ""),
    ]  # fmt: skip
    assert Thread.objects.get(pk=debate.thread_id).room_rev == 2
    notices = Notice.objects.filter(user=follower)
    assert notices.count() == 2
    assert "دار الشباب" in notices.earliest("id").text
    assert not Notice.objects.filter(user=facilitator).exists()


def test_the_news_says_when_in_the_reader_s_language(debate, facilitator, follower):
    with translation.override("ar"):
        actions.plan_sitting(debate, by=facilitator, starts_at=datetime.datetime(2027, 8, 9, 17, tzinfo=datetime.UTC))
    assert "9 août 2027 à 18:00" in last(follower).text


def test_a_sitting_of_a_draft_is_planned_in_silence(facilitator):
    debate = DebateFactory(space=facilitator.memberships.get().space)
    Interest.objects.create(debate=debate, user=UserFactory())
    actions.plan_sitting(debate, by=facilitator, starts_at=ahead(days=3))
    assert not Notice.objects.exists()


def test_a_moved_sitting_is_told_at_once_each_time(debate, facilitator, follower):
    sitting = actions.plan_sitting(debate, by=facilitator, starts_at=ahead(days=3), place="دار الشباب")
    for days in (4, 5):
        sitting = actions.replan_sitting(sitting, by=facilitator, starts_at=ahead(days=days), place="المدرسة")
        assert last(follower).is_urgent
    assert Notice.objects.filter(user=follower).count() == 3
    assert [entry.action for entry in history(sitting)] == ["plan", "replan", "replan"]


def test_a_sitting_moved_to_where_it_is_tells_nobody(debate, facilitator, follower):
    at = ahead(days=3)
    sitting = actions.plan_sitting(debate, by=facilitator, starts_at=at, place="دار الشباب")
    actions.replan_sitting(sitting, by=facilitator, starts_at=at, place=" دار  الشباب ")
    assert Notice.objects.filter(user=follower).count() == 1
    assert history(sitting).count() == 1


def test_a_cancelled_sitting_is_told_at_once_with_its_reason_kept(debate, facilitator, follower):
    sitting = actions.plan_sitting(debate, by=facilitator, starts_at=ahead(days=3))
    with pytest.raises(Refused) as refusal:
        actions.cancel_sitting(sitting, by=facilitator, note=" ")
    assert refusal.value.code == "note_missing"
    row = actions.cancel_sitting(sitting, by=facilitator, note="مطر قوي")
    assert row.state == "cancelled"
    assert last(follower).is_urgent
    assert history(row).last().note == "مطر قوي"


@pytest.mark.parametrize("fields", [{"live": True}, {"ended": True}, {"state": "cancelled"}])
def test_only_a_planned_sitting_is_moved_or_cancelled(fields):
    sitting, root = SittingFactory(**fields), UserFactory(is_superuser=True)
    for act in (
        lambda: actions.replan_sitting(sitting, by=root, starts_at=ahead(days=3)),
        lambda: actions.cancel_sitting(sitting, by=root, note="سبب"),
    ):
        with pytest.raises(Refused):
            act()


@pytest.mark.parametrize("starts_at", [{"minutes": -1}, {"days": 800}])
def test_a_sitting_takes_place_ahead_and_not_in_ten_years(debate, facilitator, starts_at):
    sitting = SittingFactory(debate=debate, number=1)
    for act in (
        lambda: actions.plan_sitting(debate, by=facilitator, starts_at=ahead(**starts_at)),
        lambda: actions.replan_sitting(sitting, by=facilitator, starts_at=ahead(**starts_at)),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.field == "starts_at"


def test_a_place_that_is_too_long_is_refused(debate, facilitator):
    with pytest.raises(Refused) as refusal:
        actions.plan_sitting(debate, by=facilitator, starts_at=ahead(days=1), place="ا" * 161)
    assert refusal.value.field == "place"


@pytest.mark.parametrize("state", ["closed", "concluded", "archived"])
def test_a_debate_that_is_over_has_no_new_sitting(state):
    with pytest.raises(Refused) as refusal:
        actions.plan_sitting(DebateFactory(**{state: True}), by=UserFactory(is_superuser=True), starts_at=ahead(days=1))
    assert refusal.value.code == "over"


def test_a_debate_has_at_most_fifty_sittings(debate, facilitator):
    SittingFactory(debate=debate, number=50)
    with pytest.raises(Refused) as refusal:
        actions.plan_sitting(debate, by=facilitator, starts_at=ahead(days=1))
    assert refusal.value.code == "full"


def test_only_a_facilitator_of_its_space_plans(debate):
    sitting = SittingFactory(debate=debate)
    for person in (UserFactory(), MembershipFactory(role=Role.FACILITATOR).user):
        for act in (
            lambda by: actions.plan_sitting(debate, by=by, starts_at=ahead(days=1)),
            lambda by: actions.replan_sitting(sitting, by=by, starts_at=ahead(days=1)),
            lambda by: actions.cancel_sitting(sitting, by=by, note="سبب"),
        ):
            with pytest.raises(PermissionDenied):
                act(person)
    assert Sitting.objects.count() == 1
