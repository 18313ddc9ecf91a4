"""The list and the object give the same answer, for everyone, in every state."""

from itertools import product

import pytest

from debates.enums import DebateState, PollState, Visibility
from debates.models import Contribution, Debate, FloorRequest, Poll, Sitting, Thread
from debates.reading import Reader
from spaces.enums import SpaceState
from spaces.models import Space
from tests.debates.people import FACILITATES, MODERATES, STAFF, WHO, person
from tests.factories.debates import (
    ContributionFactory,
    DebateFactory,
    FloorRequestFactory,
    PollFactory,
    SittingFactory,
    ThreadFactory,
)
from tests.factories.spaces import SpaceFactory

pytestmark = pytest.mark.django_db
OF_A_THREAD = [Visibility.VISIBLE, Visibility.HELD, Visibility.HIDDEN]
SPACES = [SpaceState.OPEN, SpaceState.DRAFT, SpaceState.CLOSED]


def agrees(user, permission, row, *path) -> bool:
    """Return whether she sees a row, which the list and the rule must say alike, however the row was come by."""
    model = type(row)
    listed = model.objects.visible_to(user).filter(pk=row.pk).exists()
    assert user.has_perm(permission, model.objects.get(pk=row.pk)) == listed
    if path:
        assert user.has_perm(permission, model.objects.select_related(*path).get(pk=row.pk)) == listed
    return listed


@pytest.mark.parametrize("who", WHO)
def test_threads_and_what_is_said_in_them(who):
    space = SpaceFactory()
    thread = ThreadFactory(space=space)
    row = ContributionFactory(thread=thread)
    user = person(who, space, row.author)
    for of_space, of_thread in product(SPACES, OF_A_THREAD):
        Space.objects.filter(pk=space.pk).update(state=of_space)
        Thread.objects.filter(pk=thread.pk).update(visibility=of_thread)
        public = of_thread == Visibility.VISIBLE and of_space != SpaceState.DRAFT
        seen = agrees(user, "debates.view_thread", thread, "space__commune")
        assert seen == (public or who in MODERATES), (of_space, of_thread)
        assert Thread.objects.public().filter(pk=thread.pk).exists() == public
        for visibility in Visibility:
            Contribution.objects.filter(pk=row.pk).update(visibility=visibility)
            seen = agrees(user, "debates.view_contribution", row, "thread__space__commune")
            shown = public and visibility == Visibility.VISIBLE
            assert seen == (shown or who in MODERATES | {"author"}), (of_space, of_thread, visibility)


@pytest.mark.parametrize("who", WHO)
def test_debates_and_what_happens_in_them(who):
    space = SpaceFactory()
    debate = DebateFactory(space=space)
    sitting = SittingFactory(debate=debate)
    request, poll = FloorRequestFactory(sitting=sitting), PollFactory(sitting=sitting)
    user = person(who, space)
    for of_space, of_thread, state in product(SPACES[:2], OF_A_THREAD[:2], DebateState):
        Space.objects.filter(pk=space.pk).update(state=of_space)
        Thread.objects.filter(pk=debate.thread_id).update(visibility=of_thread)
        Debate.objects.filter(pk=debate.pk).update(state=state)
        public = (of_space, of_thread) == (SpaceState.OPEN, Visibility.VISIBLE) and state != DebateState.DRAFT
        expected = public or who in STAFF
        assert agrees(user, "debates.view_debate", debate, "space__commune", "thread") == expected
        assert agrees(user, "debates.view_sitting", sitting, "debate__space__commune", "debate__thread") == expected
        assert agrees(user, "debates.view_floorrequest", request) == expected
        for poll_state in (PollState.DRAFT, PollState.OPEN):
            Poll.objects.filter(pk=poll.pk).update(state=poll_state)
            seen = agrees(user, "debates.view_poll", poll)
            assert seen == (expected and (poll_state != PollState.DRAFT or who in FACILITATES))
    assert {Debate, Sitting, FloorRequest, Poll} == {type(row) for row in (debate, sitting, request, poll)}


@pytest.mark.parametrize("who", WHO)
def test_what_a_page_offers_is_what_the_rules_allow(who):
    """`Reader` works out once what the rules say of each row."""
    row = ContributionFactory()
    user = person(who, row.thread.space, row.author)
    for visibility, state in product(Visibility, ["open", "closed"]):
        Contribution.objects.filter(pk=row.pk).update(visibility=visibility)
        Thread.objects.filter(pk=row.thread_id).update(state=state)
        found = Contribution.objects.select_related("thread__space__commune", "author").get(pk=row.pk)
        acts = Reader(found.thread, user).acts_on(found)
        moves = [
            name
            for name, move in found.MOVES.items()
            if visibility in move.sources and user.is_authenticated and user.has_perm(move.permission, found)
        ]
        assert [act for act in acts if act in found.MOVES] == moves
        open_ = state == "open" and visibility == Visibility.VISIBLE
        speaks = user.has_perm("debates.contribute", found.thread) and open_
        assert ("reply" in acts) == speaks
        assert ("react" in acts) == (speaks and who != "author")
        editable = state == "open" and visibility in {Visibility.VISIBLE, Visibility.HELD}
        assert ("edit" in acts) == (user.has_perm("debates.edit_contribution", found) and editable)
        pins = user.is_authenticated and user.has_perm("debates.pin_contribution", found)
        assert ("pin" in acts) == (pins and visibility == Visibility.VISIBLE)


def test_reading_asks_nothing_for_each_row(django_assert_num_queries):
    thread = ThreadFactory()
    rows = [ContributionFactory(thread=thread) for _ in range(3)]
    user = person("coordinator", thread.space)
    thread = Thread.objects.for_room().select_related("debate").get(pk=thread.pk)
    Reader(thread, user)
    rows = list(Contribution.objects.filter(thread=thread).for_list())
    for row in rows:
        row.thread = thread
    with django_assert_num_queries(0):
        reader = Reader(thread, user)
        assert [reader.acts_on(row)[:2] for row in rows] == [["hold", "hide"]] * 3
        assert reader.acts() == ["close", "hold", "hide", "contribute"]
