"""The pages of the console: who may preside, and each act with and without htmx."""

import pytest
from django.test import Client
from django.urls import reverse

from debates import actions
from debates.enums import PollState, RequestState, SittingState, Visibility
from debates.models import Contribution, FloorRequest, Poll
from tests.debates.hall import hall
from tests.factories.accounts import UserFactory
from tests.factories.debates import (
    AgendaPointFactory,
    ContributionFactory,
    FloorRequestFactory,
    PollFactory,
)

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"debates:{name}", args=args)


@pytest.fixture
def place():
    return hall()


@pytest.fixture
def as_(client):
    def sign_in(user, *, htmx: bool = False) -> Client:
        browser = Client(headers={"HX-Request": "true"}) if htmx else client
        browser.force_login(user)
        return browser

    return sign_in


def body(response) -> str:
    return response.content.decode()


# --- presiding ---
DESK = ["console", "desk", "talk"]


@pytest.mark.parametrize("who", ["citizen", "moderator"])
def test_the_console_is_for_who_may_preside(as_, place, who):
    browser = as_(getattr(place, who))
    poll = PollFactory(sitting=place.sitting)
    said = ContributionFactory(thread=place.thread)
    for name in DESK:
        assert browser.get(url(name, place.sitting.pk)).status_code == 403
    for path in (
        url("sitting-move", place.sitting.pk, "end"),
        url("sitting-settings", place.sitting.pk),
        url("call-point", place.sitting.pk),
        url("hall", place.sitting.pk, "request"),
        url("handover", place.sitting.pk),
        url("poll-new", place.sitting.pk),
        url("moderate", place.sitting.pk, said.pk, "pin"),
    ):
        assert browser.post(path).status_code == 403
    assert browser.post(url("poll-move", poll.pk, "open")).status_code == 404
    assert browser.post(url("poll-hall", poll.pk)).status_code == 404


def test_starting_and_ending_from_the_page(as_):
    place = hall(live=False)
    browser = as_(place.facilitator)
    start, end = (url("sitting-move", place.sitting.pk, name) for name in ("start", "end"))
    assert start in body(browser.get(url("console", place.sitting.pk)))
    assert browser.get(start).status_code == 200
    assert browser.post(start).url == url("console", place.sitting.pk)
    assert browser.post(start).status_code == 409
    assert browser.get(end).status_code == 200
    assert browser.post(end).url == place.debate.get_absolute_url()
    place.sitting.refresh_from_db()
    assert place.sitting.state == SittingState.ENDED
    assert browser.get(url("sitting-move", place.sitting.pk, "cancel")).url == url("cancel", place.sitting.pk)
    assert browser.get(url("sitting-move", place.sitting.pk, "fly")).status_code == 404


@pytest.mark.parametrize("htmx", [False, True])
def test_the_floor_from_the_console(as_, place, htmx):
    browser = as_(place.facilitator, htmx=htmx)
    first, second, third = (FloorRequestFactory(sitting=place.sitting) for _n in range(3))

    def press(row, action, status=200, **fields):
        response = browser.post(url("floor-move", row.pk, action), fields)
        expected = status if htmx or status != 200 else 302
        assert response.status_code == expected
        row.refresh_from_db()
        return response

    press(first, "give")
    assert first.state == RequestState.GIVEN
    until = first.until
    press(first, "extend", seconds=60)
    assert first.until > until
    press(first, "extend", status=409, seconds=999)
    press(second, "give", status=409)
    assert second.state == RequestState.WAITING
    press(second, "give", and_end=first.pk)
    assert second.state == RequestState.GIVEN
    press(third, "give", status=409, and_end=first.pk)  # a page that is out of date
    press(third, "pass_over")
    assert third.state == RequestState.PASSED
    answer = press(second, "end")
    assert second.state == RequestState.DONE
    if htmx:
        assert "<html" not in body(answer)
        assert 'id="desk-floor"' in body(answer)
    else:
        assert answer.url == url("console", place.sitting.pk)


def test_a_refusal_comes_back_with_the_desk(as_, place):
    FloorRequestFactory(sitting=place.sitting, given=True)
    waiting = FloorRequestFactory(sitting=place.sitting)
    answer = as_(place.facilitator, htmx=True).post(url("floor-move", waiting.pk, "give"))
    assert answer.status_code == 409
    assert 'role="alert"' in body(answer)
    assert 'id="desk-floor"' in body(answer)


def test_calling_points_from_the_console(as_, place):
    browser = as_(place.facilitator)
    point = place.points[1]
    browser.post(url("call-point", place.sitting.pk), {"point": point.pk})
    place.sitting.refresh_from_db()
    assert place.sitting.point == point
    assert browser.post(url("call-point", place.sitting.pk), {"point": AgendaPointFactory().pk}).status_code == 404
    browser.post(url("call-point", place.sitting.pk), {"point": ""})
    place.sitting.refresh_from_db()
    assert place.sitting.point is None


def test_settings_from_the_console(as_, place):
    browser = as_(place.facilitator)
    said = {"queue_rule": "alternate", "criteria": ["women", "district"], "turn_seconds": "120", "slow_seconds": "30"}
    assert browser.post(url("sitting-settings", place.sitting.pk), said).url == url("console", place.sitting.pk)
    place.sitting.refresh_from_db()
    assert (place.sitting.criteria, place.sitting.turn_seconds) == (["women", "district"], 120)
    for wrong in ({"criteria": []}, {"turn_seconds": "7"}, {"queue_rule": "x"}, {"slow_seconds": "-1"}):
        assert browser.post(url("sitting-settings", place.sitting.pk), said | wrong).status_code == 422


def test_the_hall_from_the_console(as_, place):
    browser = as_(place.facilitator)
    address = url("hall", place.sitting.pk, "request")
    assert browser.get(address).status_code == 200
    assert browser.post(address, {"name": "الحاج إبراهيم", "kind": "speech", "is_youth": "no"}).status_code == 302
    assert FloorRequest.objects.get().name == "الحاج إبراهيم"
    assert browser.post(address, {"name": " "}).status_code == 422
    said = {"said_by": "فاطمة", "text": "البئر جفت."}
    assert browser.post(url("hall", place.sitting.pk, "contribution"), said).status_code == 302
    row = Contribution.objects.get()
    assert (row.said_by, row.channel, row.author) == ("فاطمة", "hall", place.facilitator)
    assert browser.post(url("hall", place.sitting.pk, "contribution"), {"text": ""}).status_code == 422
    people = url("hall", place.sitting.pk, "people")
    assert browser.post(people, {"people": 60, "women": 30}).status_code == 302
    place.sitting.refresh_from_db()
    assert (place.sitting.hall_people, place.sitting.hall_women) == (60, 30)
    assert browser.post(people, {"people": 10, "women": 30}).status_code == 422
    assert browser.get(url("hall", place.sitting.pk, "roof")).status_code == 404


def test_handing_the_console_over(as_, place):
    browser = as_(place.facilitator)
    assert str(place.other) in body(browser.get(url("console", place.sitting.pk)))
    assert browser.post(url("handover", place.sitting.pk), {"to": place.citizen.pk}).status_code == 422
    assert browser.post(url("handover", place.sitting.pk), {"to": place.other.pk}).status_code == 302
    place.sitting.refresh_from_db()
    assert place.sitting.lead == place.other


def test_polls_from_the_console(as_, place):
    browser = as_(place.facilitator)
    assert browser.get(url("poll-new", place.sitting.pk)).status_code == 200
    said = {"question": "هل نؤجل؟", "option_1": "نعم", "option_2": "لا"}
    assert browser.post(url("poll-new", place.sitting.pk), said | {"option_2": ""}).status_code == 422
    assert browser.post(url("poll-new", place.sitting.pk), said | {"option_2": "نعم"}).status_code == 422
    assert browser.post(url("poll-new", place.sitting.pk), said | {"open": "1"}).status_code == 302
    poll = Poll.objects.get()
    assert poll.state == PollState.OPEN
    yes = poll.options.first()
    hands = url("poll-hall", poll.pk)
    assert browser.get(hands).status_code == 200
    assert browser.post(hands, {f"hands_{option.pk}": 7 for option in poll.options.all()}).status_code == 302
    assert browser.post(hands, {f"hands_{yes.pk}": "many"}).status_code == 422
    yes.refresh_from_db()
    assert yes.hall_votes == 7
    assert browser.post(url("poll-move", poll.pk, "close")).status_code == 302
    assert browser.post(url("poll-move", poll.pk, "close")).status_code == 409
    assert browser.post(url("poll-move", poll.pk, "fly")).status_code == 404
    assert "50%" in body(browser.get(url("console", place.sitting.pk)))


@pytest.mark.parametrize("htmx", [False, True])
def test_checking_what_is_said_from_the_console(as_, place, htmx):
    browser = as_(place.facilitator, htmx=htmx)
    said, held = ContributionFactory(thread=place.thread), ContributionFactory(thread=place.thread, held=True)
    done = 200 if htmx else 302

    def press(row, action, **fields):
        status = browser.post(url("moderate", place.sitting.pk, row.pk, action), fields).status_code
        row.refresh_from_db()
        return status

    assert press(said, "pin") == done
    assert said.pinned_at
    assert press(said, "unpin") == done
    assert press(said, "hide") == 409  # without a reason
    assert press(said, "hide", note="سب وشتم") == done
    assert said.visibility == Visibility.HIDDEN
    assert press(held, "show") == done
    assert held.visibility == Visibility.VISIBLE
    assert press(held, "fly") == 404
    assert press(ContributionFactory(), "pin") == 404
    part = as_(place.facilitator, htmx=True).get(url("talk", place.sitting.pk))
    assert held.text in body(part)
    assert said.text not in body(part)


def test_the_parts_of_the_console_without_htmx_lead_to_it(as_, place):
    for name in ("desk", "talk"):
        assert as_(place.facilitator).get(url(name, place.sitting.pk)).url == url("console", place.sitting.pk)


def test_what_she_said_of_herself_is_in_nobody_elses_page(as_, place):
    said = actions.Declared(is_woman=True, district="canarydistrict")
    actions.ask(place.sitting, by=UserFactory(), declared=said)
    for user, names in ((place.citizen, ["room", "projector"]), (place.facilitator, ["room", "console", "desk"])):
        for name in names:
            assert "canarydistrict" not in body(as_(user, htmx=name == "desk").get(url(name, place.sitting.pk)))
