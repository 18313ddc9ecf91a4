"""The feeds of debates, read by parsers: Atom of what is said and done, iCalendar of the sittings."""

import datetime
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse
from django.utils.timezone import now
from icalendar import Calendar

from debates import actions
from spaces.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.debates import AgendaPointFactory, ContributionFactory, DebateFactory, SittingFactory
from tests.factories.spaces import MembershipFactory

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
CASABLANCA = ZoneInfo("Africa/Casablanca")
NOON = datetime.datetime(2027, 2, 1, 12, tzinfo=datetime.UTC)


def atom(client, debate) -> ElementTree.Element:
    answer = client.get(reverse("debates:atom", args=[debate.pk]))
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(answer.content)


def texts(entry) -> dict[str, str]:
    return {child.tag.removeprefix(ATOM): "".join(child.itertext()) for child in entry}


def events(client, name: str, *args) -> list:
    answer = client.get(reverse(f"debates:{name}", args=args))
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert max(len(line) for line in answer.content.split(b"\r\n")) <= 75
    return Calendar.from_ical(answer.content).walk("VEVENT")


# --- Atom ---


def test_the_feed_tells_what_was_said_and_done_newest_first(client):
    facilitator = MembershipFactory(role=Role.FACILITATOR).user
    said = {"title": "ماء <الساقية>", "question": "كيف؟", "theme": "water"}
    with time_machine.travel(NOON, tick=False) as clock:
        debate = actions.create_debate(facilitator.memberships.get().space, by=facilitator, **said)
        for action in ("announce", "open"):
            clock.shift(60)
            actions.move_debate(debate, action, by=facilitator)
        clock.shift(60)
        debate.thread.refresh_from_db()
        contribution = ContributionFactory(thread=debate.thread, text="الماء <b>لا</b> يصل & ينقطع.\n\nكل يوم.")
    feed = atom(client, debate)
    assert feed.findtext(f"{ATOM}title") == "ماء <الساقية>"
    entries = [texts(entry) for entry in feed.findall(f"{ATOM}entry")]
    assert len(entries) == 3
    assert entries[0]["title"] == "الماء <b>لا</b> يصل & ينقطع. كل يوم."
    assert "&lt;b&gt;لا&lt;/b&gt;" in entries[0]["summary"]
    assert entries[0]["author"] == contribution.author.public_name
    assert [entry["updated"] for entry in entries] == sorted((entry["updated"] for entry in entries), reverse=True)
    assert len({entry["id"] for entry in entries}) == 3
    for entry in feed.findall(f"{ATOM}entry"):
        assert entry.find(f"{ATOM}link").get("href").startswith("http://testserver/")


def test_the_number_of_an_entry_is_its_own_whatever_the_language(client):
    debate = DebateFactory(open=True)
    ContributionFactory(thread=debate.thread)

    def ids(language):
        found = ElementTree.fromstring(client.get(f"/{language}/debates/{debate.pk}/atom.xml").content)
        return [found.findtext(f"{ATOM}id")] + [texts(entry)["id"] for entry in found.findall(f"{ATOM}entry")]

    assert ids("ar") == ids("fr")


def test_the_feed_shows_what_everyone_may_read_whoever_asks(client):
    debate = DebateFactory(open=True)
    client.force_login(MembershipFactory(space=debate.space, role=Role.FACILITATOR).user)
    ContributionFactory(thread=debate.thread, text="مخفي", visibility="hidden")
    ContributionFactory(thread=debate.thread, text="موقوف", visibility="held")
    shown = ContributionFactory(thread=debate.thread, text="ظاهر")
    titles = [texts(entry)["title"] for entry in atom(client, debate).findall(f"{ATOM}entry")]
    assert titles == [shown.text]


@pytest.mark.parametrize(
    "fields", [{}, {"open": True, "thread__visibility": "hidden"}, {"open": True, "space__state": "draft"}]
)
def test_a_debate_that_is_not_public_has_no_feed_for_anybody(client, fields):
    debate = DebateFactory(**fields)
    client.force_login(UserFactory(is_superuser=True))
    for name in ("atom", "calendar"):
        assert client.get(reverse(f"debates:{name}", args=[debate.pk])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_feeds_cost_the_same_for_one_and_for_three(client, django_assert_num_queries, count):
    debate = DebateFactory(open=True)
    for _ in range(count):
        ContributionFactory(thread=debate.thread)
        SittingFactory(debate=debate)
    atom(client, debate)
    with django_assert_num_queries(4):
        atom(client, debate)
    with django_assert_num_queries(4):
        events(client, "calendar", debate.pk)
    with django_assert_num_queries(4):
        events(client, "calendar-in-space", debate.space.commune.slug)


def test_a_feed_has_fifty_entries_and_no_more(client):
    debate = DebateFactory(open=True)
    for _ in range(52):
        ContributionFactory(thread=debate.thread)
    assert len(atom(client, debate).findall(f"{ATOM}entry")) == 50


# --- iCalendar ---


def test_a_sitting_is_an_appointment_of_morocco_s_clock(client):
    debate = DebateFactory(announced=True, title="ماء، الساقية; وما حولها")
    AgendaPointFactory(debate=debate, number=1, minutes=40)
    AgendaPointFactory(debate=debate, number=2, minutes=35)
    sitting = SittingFactory(debate=debate, starts_at=NOON, place="دار الشباب، الطابق 2")
    with time_machine.travel(NOON - datetime.timedelta(days=3)):
        (event,) = events(client, "calendar", debate.pk)
    start = event["DTSTART"]
    assert start.params["TZID"] == "Africa/Casablanca"
    assert start.dt.replace(tzinfo=CASABLANCA) == NOON
    assert event["DTEND"].dt - start.dt == datetime.timedelta(minutes=75)
    assert (str(event["SUMMARY"]), str(event["LOCATION"])) == (debate.title, "دار الشباب، الطابق 2")
    assert (str(event["STATUS"]), event["SEQUENCE"]) == ("CONFIRMED", 0)
    assert str(event["UID"]).startswith(f"sitting-{sitting.pk}@")
    assert str(event["URL"]).endswith(f"/ar/debates/{debate.pk}/")


def test_the_calendar_carries_the_rules_of_ramadan(client):
    """In 2027 Ramadan runs from 8 February to 9 March: the clock is at UTC then, an hour ahead otherwise."""
    debate = DebateFactory(open=True)
    before, during = NOON, datetime.datetime(2027, 2, 20, 12, tzinfo=datetime.UTC)
    SittingFactory(debate=debate, starts_at=before)
    SittingFactory(debate=debate, starts_at=during)
    with time_machine.travel(NOON - datetime.timedelta(days=3)):
        answer = client.get(reverse("debates:calendar", args=[debate.pk]))
    calendar = Calendar.from_ical(answer.content)
    (zone,) = calendar.walk("VTIMEZONE")
    assert str(zone["TZID"]) == "Africa/Casablanca"
    own = zone.to_tz()
    starts = sorted(event["DTSTART"].dt.replace(tzinfo=None) for event in calendar.walk("VEVENT"))
    assert [start.hour for start in starts] == [13, 12]
    assert [start.replace(tzinfo=own).astimezone(datetime.UTC) for start in starts] == [before, during]


def test_moving_and_cancelling_raise_the_sequence_and_the_stamp(client):
    membership = MembershipFactory(role=Role.FACILITATOR)
    debate = DebateFactory(space=membership.space, announced=True)
    seen = []

    def look():
        (event,) = events(client, "calendar", debate.pk)
        seen.append((event["SEQUENCE"], str(event["STATUS"]), event["DTSTAMP"].dt, str(event["UID"])))

    with time_machine.travel(NOON, tick=False) as clock:
        sitting = actions.plan_sitting(debate, by=membership.user, starts_at=NOON + datetime.timedelta(days=3))
        look()
        clock.shift(60)
        actions.pass_time()
        sitting = actions.replan_sitting(sitting, by=membership.user, starts_at=NOON + datetime.timedelta(days=4))
        look()
        clock.shift(60)
        actions.cancel_sitting(sitting, by=membership.user, note="مطر")
        look()
    minute = datetime.timedelta(minutes=1)
    assert [one[:3] for one in seen] == [
        (0, "CONFIRMED", NOON), (1, "CONFIRMED", NOON + minute), (2, "CANCELLED", NOON + 2 * minute),
    ]  # fmt: skip
    assert len({one[3] for one in seen}) == 1


def test_a_sitting_that_was_held_keeps_its_true_times(client):
    sitting = SittingFactory(ended=True, starts_at=now() - datetime.timedelta(hours=5))
    sitting.started_at, sitting.ended_at = now() - datetime.timedelta(hours=4), now() - datetime.timedelta(hours=2)
    sitting.save()
    (event,) = events(client, "calendar", sitting.debate_id)
    assert event["DTEND"].dt - event["DTSTART"].dt == datetime.timedelta(hours=2)
    assert abs(event["DTSTART"].dt.replace(tzinfo=CASABLANCA) - sitting.started_at) < datetime.timedelta(seconds=1)


def test_a_calendar_without_a_sitting_is_a_calendar(client):
    debate = DebateFactory(open=True)
    assert events(client, "calendar", debate.pk) == []
    SittingFactory(debate=debate, starts_at=now() - datetime.timedelta(days=400))
    assert events(client, "calendar", debate.pk) == []


def test_the_calendar_of_a_space_holds_its_public_sittings(client):
    sitting = SittingFactory()
    SittingFactory(debate=DebateFactory(space=sitting.debate.space))
    SittingFactory(debate=DebateFactory(space=sitting.debate.space, open=True, thread__visibility="held"))
    SittingFactory()
    found = events(client, "calendar-in-space", sitting.debate.space.commune.slug)
    assert [str(event["SUMMARY"]) for event in found] == [sitting.debate.title]
    assert client.get(reverse("debates:calendar-in-space", args=["nowhere"])).status_code == 404
