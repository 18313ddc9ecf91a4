"""What is told of a discussion: nothing missing, nothing twice, to each what she may know."""

import json

import pytest

from accounts import actions as people
from core.live.feed import PUBLIC, STAFF, TooMuch
from debates import actions, live
from debates.live import feed, frames_for
from debates.models import Contribution, Thread
from tests.debates.people import MODERATES, WHO, person
from tests.factories.accounts import UserFactory
from tests.factories.debates import ContributionFactory, DebateFactory, ThreadFactory

pytestmark = pytest.mark.django_db
TEXT = "الماء لا يصل إلى الدوار."


@pytest.fixture
def thread():
    return ThreadFactory()


@pytest.fixture
def moderator(thread):
    return person("moderator", thread.space)


def told(frames):
    return [(frame["type"], frame.get("seq"), frame.get("rev")) for frame in frames]


@pytest.mark.parametrize("who", WHO)
def test_who_may_listen(who, thread):
    user = person(who, thread.space)
    audience = STAFF if who in MODERATES else PUBLIC
    assert feed.admit(user, thread.pk) == audience
    Thread.objects.filter(pk=thread.pk).update(visibility="hidden")
    assert feed.admit(user, thread.pk) == (STAFF if who in MODERATES else None)
    assert feed.admit(user, 10**9) is None


def test_heads_are_of_public_threads(thread):
    hidden = ThreadFactory(visibility="hidden")
    actions.contribute(thread, by=UserFactory(), text=TEXT)
    assert feed.heads([thread.pk, hidden.pk, 10**9]) == {thread.pk: 1}


def test_a_contribution_is_told_with_all_that_is_shown_of_it(thread):
    author = UserFactory(display_name="فاطمة")
    said = actions.contribute(thread, by=author, text=TEXT)
    (frame,) = feed.since(thread.pk, 0).public
    at = frame.pop("at")
    assert at.endswith("Z")
    assert frame == {
        "type": "contribution", "seq": 1, "rev": 1, "id": said.pk, "parent": None, "name": "فاطمة", "left": False,
        "office": "", "text": TEXT, "channel": "online", "said_by": "", "edited": None, "pinned": False, "agree": 0,
        "disagree": 0, "thank": 0, "replies": 0, "point": None, "voice": None,
    }  # fmt: skip
    json.dumps(frame)


def test_names_are_told_in_no_language(thread):
    actions.contribute(thread, by=UserFactory(display_name=""), text=TEXT)
    left = UserFactory()
    actions.contribute(thread, by=left, text=TEXT)
    people.erase(left, by=left)
    facilitator = person("facilitator", thread.space)
    actions.contribute(thread, by=facilitator, text=TEXT, channel="hall", said_by="للا فاطمة")
    frames = feed.since(thread.pk, 0).public
    assert [(frame["name"], frame["left"]) for frame in frames] == [("", False), ("", True), ("للا فاطمة", False)]


def test_each_change_is_told_once_and_in_order(thread, moderator):
    author = UserFactory()
    first = actions.contribute(thread, by=author, text=TEXT)
    answer = actions.contribute(thread, by=UserFactory(), text="نعم", parent=first)
    assert told(feed.since(thread.pk, 1).public) == [("contribution", 1, 2), ("contribution", 2, 2)]
    actions.react(first, by=UserFactory(), kind="agree")
    actions.edit_contribution(first, by=author, text="أصحح")
    news = feed.since(thread.pk, 2)
    assert (told(news.public), news.rev) == ([("contribution", 1, 4)], 4)
    assert (news.public[0]["text"], news.public[0]["agree"], news.public[0]["replies"]) == ("أصحح", 1, 1)
    actions.move_contribution(answer, "hide", by=moderator, note="شرح")
    news = feed.since(thread.pk, 4)
    assert told(news.public) == [("contribution", 1, 5), ("gone", 2, 5)]
    assert (news.public[0]["replies"], news.public[1]["why"], news.public[1]["parent"]) == (0, "hidden", first.pk)
    assert news.staff == []
    assert feed.since(thread.pk, 5).public == []


def test_what_is_held_is_told_to_who_moderates(moderator):
    thread = ThreadFactory(moderation="before")
    actions.contribute(thread, by=UserFactory(), text=TEXT)
    news = feed.since(thread.pk, 0)
    assert told(news.public) == [("gone", 1, 1)]
    assert (told(news.staff), news.staff[0]["text"]) == ([("held", 1, 1)], TEXT)
    assert TEXT not in json.dumps(news.public, ensure_ascii=False)


def test_a_thread_that_is_hidden_is_public_no_longer(thread, moderator):
    assert feed.since(thread.pk, 0).is_public
    actions.move_thread(thread, "hide", by=moderator, note="شرح")
    news = feed.since(thread.pk, 0)
    assert (news.is_public, news.rev) == (False, 1)
    assert feed.since(10**9, 3) == live.News(3, is_public=False)


def test_what_is_newer_than_the_row_of_the_thread_waits_for_the_next_reading(thread):
    actions.contribute(thread, by=UserFactory(), text=TEXT)
    Contribution.objects.update(rev=2)
    assert feed.since(thread.pk, 0).public == []
    assert told(feed.greeting(thread.pk, UserFactory(), after=0, rev=None)[0]) == [("hello", 0 + 1, 1)]


def test_a_greeting_brings_what_was_missed(thread, moderator):
    users = [UserFactory() for _ in range(5)]
    rows = [actions.contribute(thread, by=user, text=TEXT) for user in users]
    actions.move_contribution(rows[0], "hide", by=moderator, note="شرح")
    actions.move_contribution(rows[4], "hold", by=moderator, note="شرح")
    actions.react(rows[1], by=users[0], kind="thank")
    frames, rev = feed.greeting(thread.pk, users[0], after=2, rev=None)
    assert rev == 8
    assert told(frames) == [("hello", 5, 8), ("contribution", 3, 3), ("contribution", 4, 4), ("gone", 1, 6)]
    frames, rev = feed.greeting(thread.pk, users[0], after=3, rev=6)
    assert told(frames) == [("hello", 5, 8), ("contribution", 4, 4), ("contribution", 2, 8)]
    frames, rev = feed.greeting(thread.pk, moderator, after=5, rev=8)
    assert told(frames) == [("hello", 5, 8), ("held", 5, 7)]
    Thread.objects.filter(pk=thread.pk).update(visibility="hidden")
    assert feed.greeting(thread.pk, users[0], after=0, rev=2) == ([], 2)


def test_the_room_is_told_with_a_debate_and_when_it_changes():
    debate = DebateFactory(open=True)
    actions.contribute(debate.thread, by=UserFactory(), text=TEXT)
    frames, _rev = feed.greeting(debate.thread_id, UserFactory(), after=0, rev=None)
    assert [frame["type"] for frame in frames] == ["hello", "contribution", "room"]
    assert [frame["type"] for frame in feed.since(debate.thread_id, 0).public] == ["contribution"]
    actions.move_thread(debate.thread, "hold", by=person("moderator", debate.space), note="شرح")
    assert [frame["type"] for frame in feed.since(debate.thread_id, 1).public] == ["room"]
    assert [frame["type"] for frame in feed.since(debate.thread_id, 0).public] == ["contribution", "room"]


def test_too_much_at_once_is_refused_to_a_socket_and_given_by_pages_to_who_asks(thread, monkeypatch):
    monkeypatch.setattr(live, "MOST", 3)
    rows = [ContributionFactory(thread=thread) for _ in range(7)]
    for after, rev in ((0, None), (7, 0)):
        with pytest.raises(TooMuch):
            feed.greeting(thread.pk, UserFactory(), after=after, rev=rev)
    seen, rev = [], None
    for _ in range(4):
        frames, rev = frames_for(thread, UserFactory(), after=0, rev=rev)
        seen += [frame["seq"] for frame in frames]
    assert (seen, rev) == ([1, 2, 3, 4, 5, 6, 7], 7)
    Contribution.objects.filter(pk__in=[rows[2].pk, rows[3].pk]).update(rev=7)
    frames, rev = frames_for(thread, UserFactory(), after=0, rev=1)
    assert ([frame["seq"] for frame in frames], rev) == ([2, 5, 6], 6)


def test_frames_for_those_without_a_socket(client, thread):
    author = UserFactory()
    said = actions.contribute(thread, by=author, text=TEXT)
    actions.contribute(thread, by=author, text="ثانيا")
    url = f"/ar/threads/{thread.pk}/frames/"
    answer = client.get(url, {"after": 1}).json()
    assert (told(answer["frames"]), answer["rev"]) == ([("contribution", 2, 2)], 2)
    assert client.get(url, {"rev": 2}).json() == {"frames": [], "rev": 2}
    actions.move_contribution(said, "withdraw", by=author)
    answer = client.get(url, {"rev": 2, "after": 2})
    assert told(answer.json()["frames"]) == [("gone", 1, 3)]
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("name", ["after", "rev"])
@pytest.mark.parametrize("value", ["-1", "1.5", "x", "٣", "99999999999", "1e3", "2147483648"])
def test_a_number_that_is_none_is_told_in_words(client, thread, name, value):
    answer = client.get(f"/fr/threads/{thread.pk}/frames/?{name}={value}")
    assert (answer.status_code, answer.json()["code"]) == (400, name)


def test_frames_of_a_hidden_thread_are_for_who_moderates(client, thread, moderator):
    actions.contribute(thread, by=UserFactory(), text=TEXT)
    actions.move_thread(thread, "hide", by=moderator, note="شرح")
    url = f"/ar/threads/{thread.pk}/frames/"
    assert client.get(url).status_code == 404
    client.force_login(moderator)
    assert len(client.get(url).json()["frames"]) == 1
