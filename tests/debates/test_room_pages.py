"""The room, the console and the projector as pages, with htmx and without."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Trust
from debates import actions
from debates.enums import Audience, RequestState, SittingState
from debates.models import Contribution, FloorRequest
from spaces.enums import Role
from tests.debates.hall import hall
from tests.factories.accounts import UserFactory
from tests.factories.debates import (
    AgendaPointFactory,
    ContributionFactory,
    DebateFactory,
    FloorRequestFactory,
    PollFactory,
    SittingFactory,
)
from tests.factories.spaces import MembershipFactory

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


# --- reading ---
@pytest.mark.parametrize("state", SittingState)
def test_the_room_and_the_projector_stand_in_every_state(client, state):
    sitting = SittingFactory(state=state, lead=UserFactory())
    for name in ("room", "projector"):
        response = client.get(url(name, sitting.pk))
        assert response.status_code == 200
        assert sitting.debate.title in body(response)
        assert not response.cookies
        assert "csrfmiddlewaretoken" not in body(response)


@pytest.mark.parametrize("name", ["room", "projector", "counts", "console", "ask", "attend", "mine"])
def test_a_sitting_of_a_draft_does_not_exist_for_strangers(as_, name):
    sitting = SittingFactory(debate=DebateFactory())
    browser = as_(UserFactory())
    response = browser.post(url(name, sitting.pk)) if name == "attend" else browser.get(url(name, sitting.pk))
    assert response.status_code == 404


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("who", "queries"), [("visitor", 10), ("citizen", 17), ("facilitator", 17)])
def test_the_room_costs_the_same_for_one_and_three(client, place, who, queries, count, django_assert_num_queries):
    fill(place, count)
    if who != "visitor":
        client.force_login(getattr(place, who))
    with django_assert_num_queries(queries):
        client.get(url("room", place.sitting.pk))


@pytest.mark.parametrize("count", [1, 3])
def test_the_console_costs_the_same_for_one_and_three(client, place, count, django_assert_num_queries):
    fill(place, count)
    client.force_login(place.facilitator)
    with django_assert_num_queries(14):
        client.get(url("console", place.sitting.pk))


@pytest.mark.parametrize("count", [1, 3])
def test_the_projector_costs_the_same_for_one_and_three(client, place, count, django_assert_num_queries):
    fill(place, count)
    with django_assert_num_queries(6):
        client.get(url("projector", place.sitting.pk))


def fill(place, count):
    poll = PollFactory(sitting=place.sitting, open=True, options=2)
    FloorRequestFactory(sitting=place.sitting, given=True)
    for number in range(count):
        FloorRequestFactory(sitting=place.sitting)
        FloorRequestFactory(sitting=place.sitting, done=True, is_woman=True, district="الدوار")
        ContributionFactory(thread=place.thread)
        ContributionFactory(thread=place.thread, held=True)
        PollFactory(sitting=place.sitting)
        AgendaPointFactory(debate=place.debate, number=10 + number)
        MembershipFactory(space=place.space, role=Role.FACILITATOR)
        actions.vote(poll, poll.options.first().pk, by=UserFactory())


def test_without_javascript_the_room_leads_to_a_page_that_reads_itself_again(as_, place):
    browser = as_(place.citizen)
    live = body(browser.get(url("room", place.sitting.pk)))
    assert '<noscript><meta http-equiv="refresh" content="0; url=?plain=1"></noscript>' in live
    plain = body(browser.get(url("room", place.sitting.pk), {"plain": 1}))
    assert '<meta http-equiv="refresh" content="20">' in plain
    assert "<script" not in plain.partition("<main")[2]
    assert not re.search(r'<textarea|<input type="text"|<select', plain.partition("<main")[2])
    for name in ("ask", "say"):
        assert url(name, place.sitting.pk) in plain
    still = body(browser.get(url("room", place.sitting.pk), {"plain": 1, "still": 1}))
    assert "http-equiv" not in still


def test_a_visitor_is_led_to_the_door(client, place):
    page = body(client.get(url("room", place.sitting.pk)))
    assert f"?next={url('room', place.sitting.pk)}" in page
    for name in ("ask", "mine", "say", "console"):
        response = client.get(url(name, place.sitting.pk))
        assert response.status_code == 302
        assert "next=" in response.url


def test_the_room_says_what_goes_on(client, place):
    actions.call_point(place.sitting, place.points[0], by=place.facilitator)
    speaker = UserFactory(display_name="فاطمة الزهراء")
    actions.give(actions.ask(place.sitting, by=speaker, about="ماء الساقية"), by=place.facilitator)
    actions.ask(place.sitting, by=UserFactory(display_name="إبراهيم"))
    for name in ("room", "projector"):
        page = body(client.get(url(name, place.sitting.pk)))
        for words in (place.points[0].title, "فاطمة الزهراء", "ماء الساقية"):
            assert words in page
    assert "إبراهيم" in body(client.get(url("room", place.sitting.pk)))


def test_the_projector_has_the_way_in_as_a_drawing_without_style(client, place):
    page = body(client.get(url("projector", place.sitting.pk)))
    assert '<svg xmlns="http://www.w3.org/2000/svg"' in page or "<svg" in page
    assert 'class="code"' in page
    assert "style=" not in page
    assert f"testserver{url('room', place.sitting.pk)}".rstrip("/") in page


# --- taking part ---
def test_asking_withdrawing_and_asking_again(as_, place):
    browser = as_(place.citizen)
    asked = {"about": "ماء الساقية", "kind": "speech", "is_woman": "yes", "district": "الدوار"}
    response = browser.post(url("ask", place.sitting.pk), asked, follow=True)
    assert response.redirect_chain == [(url("room", place.sitting.pk), 302)]
    request = FloorRequest.objects.get()
    assert (request.is_woman, request.is_youth, request.district) == (True, None, "الدوار")
    assert 'data-slot="place">1<' in body(response)
    response = browser.post(url("floor-move", request.pk, "withdraw"), {"from": "room"}, follow=True)
    assert response.redirect_chain == [(url("room", place.sitting.pk), 302)]
    assert FloorRequest.objects.get().state == RequestState.WITHDRAWN
    assert 'value="الدوار"' in body(response)  # what she said of herself is offered again
    browser.post(url("ask", place.sitting.pk), {"kind": "procedural"})
    assert FloorRequest.objects.last().kind == "procedural"


def test_with_htmx_her_own_part_of_the_room_comes_back(as_, place):
    browser = as_(place.citizen, htmx=True)
    answer = browser.post(url("ask", place.sitting.pk), {"about": "الماء"})
    assert answer.status_code == 200
    assert 'data-slot="place">1<' in body(answer)
    assert "<html" not in body(answer)
    request = FloorRequest.objects.get()
    actions.give(request, by=place.facilitator)
    assert "data-given" in body(browser.get(url("mine", place.sitting.pk)))
    refused = browser.post(url("floor-move", request.pk, "withdraw"), {"from": "room"})
    assert refused.status_code == 409
    assert "notice-error" in body(refused)
    assert browser.post(url("floor-move", request.pk, "end"), {"from": "room"}).status_code == 200
    assert FloorRequest.objects.get().state == RequestState.DONE


def test_what_is_wrong_is_said_and_what_was_written_is_kept(as_, place):
    long = "ط" * 141
    page = as_(place.citizen).post(url("ask", place.sitting.pk), {"about": long})
    assert page.status_code == 422
    assert long in body(page)
    part = as_(place.citizen, htmx=True).post(url("ask", place.sitting.pk), {"about": long})
    assert part.status_code == 422
    assert "<html" not in body(part)
    assert long in body(part)


def test_asking_when_the_sitting_is_over_is_refused_in_words(as_):
    place = hall(ended=True)
    assert as_(place.citizen).post(url("ask", place.sitting.pk), {}).status_code == 409
    assert as_(place.citizen, htmx=True).post(url("ask", place.sitting.pk), {}).status_code == 409


def test_who_has_not_confirmed_a_contact_is_told_how(as_, place):
    browser = as_(UserFactory(trust=Trust.DECLARED))
    for name in ("ask", "attend"):
        assert browser.post(url(name, place.sitting.pk)).status_code == 409


def test_who_is_not_of_the_audience_sees_why(as_, place):
    place.thread.audience = Audience.MEMBERS
    place.thread.save()
    browser = as_(place.citizen)
    assert url("ask", place.sitting.pk) not in body(browser.get(url("room", place.sitting.pk)))
    assert browser.post(url("ask", place.sitting.pk), {}).status_code == 403


def test_saying_that_one_is_here(as_, place):
    as_(place.citizen).post(url("attend", place.sitting.pk))
    part = as_(place.citizen, htmx=True).post(url("attend", place.sitting.pk))
    assert url("attend", place.sitting.pk) not in body(part)
    assert place.sitting.attendances.count() == 1


def test_writing_from_the_room_that_reads_itself_again(as_, place):
    browser = as_(place.citizen)
    assert "<textarea" in body(browser.get(url("say", place.sitting.pk)))
    response = browser.post(url("say", place.sitting.pk), {"text": "الماء لا يصل."})
    assert response.url == f"{url('room', place.sitting.pk)}?plain=1"
    assert Contribution.objects.get().text == "الماء لا يصل."
    assert place.sitting.attendances.get().user == place.citizen
    assert browser.post(url("say", place.sitting.pk), {"text": "😀"}).status_code == 422


@pytest.mark.parametrize("who", ["citizen", "moderator", "elsewhere"])
@pytest.mark.parametrize("action", ["give", "end", "withdraw", "pass_over", "extend"])
def test_a_strangers_floor_request_does_not_exist_for_her(as_, place, who, action):
    request = FloorRequestFactory(sitting=place.sitting, given=action in {"end", "extend"})
    before = request.state
    user = MembershipFactory(role=Role.FACILITATOR).user if who == "elsewhere" else getattr(place, who)
    for fields in ({}, {"from": "room"}):
        assert as_(user).post(url("floor-move", request.pk, action), fields).status_code == 404
    request.refresh_from_db()
    assert request.state == before


def test_her_own_request_is_not_hers_to_give(as_, place):
    request = FloorRequestFactory(sitting=place.sitting, user=place.citizen)
    for action in ("give", "pass_over", "extend"):
        assert as_(place.citizen).post(url("floor-move", request.pk, action), {"seconds": 60}).status_code == 403
    assert as_(place.citizen).post(url("floor-move", request.pk, "fly")).status_code == 404
    assert as_(place.citizen).post(url("floor-move", 10**17, "give")).status_code == 404


def test_voting_and_changing_it(as_, place):
    poll = PollFactory(sitting=place.sitting, open=True)
    yes, no = poll.options.all()
    browser = as_(place.citizen)
    response = browser.post(url("poll-vote", poll.pk), {"option": yes.pk}, follow=True)
    assert f'value="{yes.pk}" aria-pressed="true"' in body(response)
    part = as_(place.citizen, htmx=True).post(url("poll-vote", poll.pk), {"option": no.pk})
    assert part.status_code == 200
    assert poll.votes.get().option == no
    for wrong in ("", "x", "-1", "9" * 30, "١"):
        assert browser.post(url("poll-vote", poll.pk), {"option": wrong}).status_code == 409
    assert poll.votes.get().option == no
    assert browser.post(url("poll-vote", PollFactory(sitting=place.sitting).pk), {"option": 1}).status_code == 404


def test_counts_for_those_who_show_them(client, place):
    poll = PollFactory(sitting=place.sitting, open=True)
    actions.vote(poll, poll.options.first().pk, by=place.citizen)
    actions.count_hall(place.sitting, by=place.facilitator, people=40)
    answer = client.get(url("counts", place.sitting.pk))
    assert answer.json() == {"online": 1, "hall": 40, "voters": 1}
    assert answer.headers["Cache-Control"] == "no-store"
