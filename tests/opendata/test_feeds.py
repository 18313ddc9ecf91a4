"""Every Atom feed and every calendar of the house, read by the parser of a library: well formed, and complete."""

import datetime

import feedparser
import icalendar
import pytest
from django.urls import get_resolver, reverse

from tests.doors import patterns, values
from tests.factories.deliberations import DecisionFactory, SittingFactory
from tests.factories.presidency import OrderFactory

pytestmark = pytest.mark.django_db
ATOM, CALENDAR = "application/atom+xml", "text/calendar"


def is_one(name: str) -> bool:
    """Tell by its name whether an address is a feed or a calendar."""
    return any(word in name for word in ("atom", "feed", "calendar", "ics"))


@pytest.fixture
def found(world, client):
    """What a visitor is given at every address of the house that is a feed or a calendar, by its kind."""
    given: dict[str, list] = {ATOM: [], CALENDAR: []}
    filled = values(world, 0)
    for name, names in patterns(get_resolver()):
        if is_one(name):
            for kwargs in (
                [{}] if not names else filled.get((name, names)) or filled.get((name.partition(":")[0], names), [])
            ):
                path = reverse(name, kwargs=kwargs)
                response = client.get(path)
                kind = response.headers.get("Content-Type", "").partition(";")[0]
                if response.status_code == 200 and kind in given:
                    given[kind].append((name, path, response.content))
    return given


def check_feed(content: bytes) -> int:
    """Hold a feed against RFC 4287, and return how many entries it has."""
    feed = feedparser.parse(content)
    assert feed.version == "atom10"
    assert not feed.bozo, feed.get("bozo_exception")
    for name in ("id", "title", "updated"):
        assert feed.feed.get(name), name
    assert any(link.rel == "self" for link in feed.feed.links)
    ids = [entry.id for entry in feed.entries]
    assert len(set(ids)) == len(ids)
    for entry in feed.entries:
        assert entry.title
        assert entry.updated_parsed
        assert entry.get("author") or feed.feed.get("author"), "RFC 4287, 4.1.1: an author, of the feed or the entry"
        assert entry.get("content") or any(link.rel == "alternate" for link in entry.links)
    return len(ids)


def check_calendar(content: bytes) -> int:
    """Hold a calendar against RFC 5545, and return how many events it has."""
    assert b"\r\n" in content
    assert all(len(line) <= 75 for line in content.split(b"\r\n")), "3.1: lines of 75 octets at most"
    calendar = icalendar.Calendar.from_ical(content)
    assert calendar["PRODID"]
    assert calendar["VERSION"] == "2.0"
    events = calendar.walk("VEVENT")
    for part in calendar.walk():
        assert part.errors == []
        assert all(part.get(name) for name in part.required), part.name
        for name in part.singletons:
            assert not isinstance(part.get(name), list), (part.name, name)
    uids = [(str(event["UID"]), event.get("RECURRENCE-ID")) for event in events]
    assert len(set(uids)) == len(uids)
    for event in events:
        start, end = event.decoded("DTSTART"), event.decoded("DTEND", None)
        assert end is None or end > start
        assert not isinstance(start, datetime.datetime) or start.tzinfo
    return len(events)


def test_every_feed_and_calendar_is_what_its_standard_says(found):
    entries = {path: check_feed(content) for _name, path, content in found[ATOM]}
    events = {path: check_calendar(content) for _name, path, content in found[CALENDAR]}
    assert sum(entries.values()) >= 5
    assert sum(events.values()) >= 3


def test_the_feeds_of_a_council_are_what_their_standard_says(client):
    """Of a council with an order, a question, a decision, a session: the rooms of the council's house."""
    decision = DecisionFactory(published=True)
    council, slug = decision.council, [decision.council.territory.slug]
    OrderFactory(published=True, council=council)
    SittingFactory(session=decision.deliberation.item.session, held=True, number=77)
    for name, most in (
        ("presidency:orders-atom", 1), ("presidency:questions-atom", 0), ("equality:atom", 0),
        ("deliberations:atom", 1),
    ):  # fmt: skip
        assert check_feed(client.get(reverse(name, args=slug)).content) >= most, name
    assert check_calendar(client.get(reverse("deliberations:calendar", args=slug)).content) >= 1
