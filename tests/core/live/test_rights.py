"""Rights are asked again for as long as a socket is open: whoever loses hers is parted with, within two seconds."""

import datetime

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from accounts.actions import erase
from accounts.models import User
from config.asgi import SOCKETS
from core.live import hub, people
from core.live.feed import PUBLIC, STAFF
from core.live.people import Holder
from debates.actions import move_thread
from debates.models import Thread
from debates.workflow import HIDE
from spaces.actions import appoint, end_role
from spaces.enums import Role
from spaces.models import Membership
from tests.core.live.tools import act, listening, run, signed_in
from tests.factories.accounts import UserFactory
from tests.factories.debates import ContributionFactory, ThreadFactory
from tests.factories.spaces import MembershipFactory

RIGHTS, GONE = [{"type": "bye", "why": "rights"}], [{"type": "bye", "why": "gone"}]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


class Room:
    """A thread, someone who moderates its space, someone who coordinates it, and a member of it."""

    def __init__(self):
        self.thread = ThreadFactory()
        space = self.thread.space
        self.moderator, self.coordinator, self.member = UserFactory.create_batch(3)
        self.role = MembershipFactory(space=space, user=self.moderator, role=Role.MODERATOR)
        MembershipFactory(space=space, user=self.coordinator, role=Role.COORDINATOR)
        MembershipFactory(space=space, user=self.member)
        self.browser = Client()
        self.browser.force_login(self.moderator)
        self.session = self.browser.session.session_key

    @property
    def path(self) -> str:
        return f"/ws/threads/{self.thread.pk}/"


@pytest.fixture
def room():
    return Room()


def lose_the_role(room):
    end_role(room.role, by=room.coordinator, note="انتهت المهمة")


def log_out(room):
    room.browser.post(reverse("account_logout"))


def sign_the_browser_out(room):
    other = Client()
    other.force_login(room.moderator)
    row = UserSession.objects.create(
        user=room.moderator, session_key=room.session, ip="127.0.0.1", user_agent="", last_seen_at=now()
    )
    other.post(reverse("people:end-session", args=[row.pk]))


def leave_agraw(room):
    Membership.objects.all().delete()
    erase(room.moderator, by=room.moderator)


@pytest.mark.parametrize("lose", [lose_the_role, log_out, sign_the_browser_out, leave_agraw])
def test_an_act_that_takes_rights_rings(room, lose, monkeypatch):
    monkeypatch.setattr(hub, "LOOK", 3600)  # nothing but the bell is heard

    async def story():
        async with listening(SOCKETS) as come:
            staff, stranger = await come(room.path, session=room.session), await come(room.path)
            await staff.greeting()
            await stranger.greeting()
            await act(lose, room)
            assert await staff.closed() == (4403, RIGHTS)
            assert await stranger.receive_nothing()

    run(story)


def test_a_role_that_is_given_rings_too(room, monkeypatch):
    monkeypatch.setattr(hub, "LOOK", 3600)
    session = signed_in(room.member)

    async def story():
        async with listening(SOCKETS) as come:
            member = await come(room.path, session=session)
            await member.greeting()
            await act(appoint, room.thread.space, room.member, Role.MODERATOR, by=room.coordinator)
            assert await member.closed() == (4403, RIGHTS)  # she comes back, and is told what staff are told

    run(story)


def the_role(room):
    Membership.objects.filter(pk=room.role.pk).update(ended_at=now())


def the_account(room):
    User.objects.filter(pk=room.moderator.pk).update(is_active=False)


def the_session(room):
    Session.objects.filter(pk=room.session).delete()


def the_sessions_time(room):
    Session.objects.filter(pk=room.session).update(expire_date=now() - datetime.timedelta(seconds=1))


@pytest.mark.parametrize("take", [the_role, the_account, the_session, the_sessions_time])
def test_what_is_taken_without_a_bell_is_seen_at_the_next_look(room, take):
    assert hub.LOOK <= 1

    async def story():
        async with listening(SOCKETS) as come:
            staff = await come(room.path, session=room.session)
            await staff.greeting()
            await act(take, room)
            assert await staff.closed() == (4403, RIGHTS)

    run(story)


@pytest.mark.parametrize("by_hand", [False, True], ids=["hidden", "without a bell"])
def test_a_thread_that_is_public_no_longer_keeps_its_moderators_alone(room, by_hand):
    def hide():
        if by_hand:
            Thread.objects.filter(pk=room.thread.pk).update(visibility="hidden")
        else:
            move_thread(room.thread, HIDE, by=room.moderator, note="خارج الموضوع")

    member = signed_in(room.member)

    async def story():
        async with listening(SOCKETS) as come:
            staff = await come(room.path, session=room.session)
            others = [await come(room.path), await come(room.path, session=member)]
            for one in (staff, *others):
                await one.greeting()
            await act(hide)
            assert [await one.closed() for one in others] == [(4403, GONE)] * 2
            assert not (await come(room.path)).is_open
            said = await act(ContributionFactory, thread=await act(Thread.objects.get, pk=room.thread.pk))
            assert (await staff.next("contribution"))["id"] == said.pk

    run(story)


def test_a_moderator_without_the_second_factor_she_needs_listens_as_everyone(room, settings):
    settings.SECOND_FACTOR_ENFORCED = True
    held = ContributionFactory(thread=room.thread, held=True)

    async def story():
        async with listening(SOCKETS) as come:
            one = await come(room.path, session=room.session)
            assert held.pk not in [frame.get("id") for frame in await one.greeting() if frame["type"] == "held"]

    run(story)


def test_who_is_lost_is_one_query(room, django_assert_num_queries):
    other = signed_in(room.member)
    here = [
        Holder(room.session, room.moderator.pk, STAFF),
        Holder(room.session, room.moderator.pk, PUBLIC),
        Holder(other, room.member.pk, PUBLIC),
        Holder("no-such-session", room.member.pk, PUBLIC),
    ]
    with django_assert_num_queries(1):
        assert people.lost(set(here)) == {here[3]}
    User.objects.filter(pk=room.moderator.pk).update(is_active=False)
    with django_assert_num_queries(1):
        assert people.lost(set(here)) == {here[0], here[1], here[3]}
    with django_assert_num_queries(0):
        assert people.lost(set()) == set()
