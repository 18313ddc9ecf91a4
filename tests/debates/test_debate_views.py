"""Reading debates, by plain requests and by htmx: the list, what is open now, one debate; following one."""

import datetime

import pytest
from django.urls import reverse
from django.utils.timezone import now

from debates.models import Document, Interest
from spaces.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.debates import (
    AgendaPointFactory,
    ContributionFactory,
    DebateFactory,
    PointFactory,
    SittingFactory,
)
from tests.factories.spaces import MembershipFactory, SpaceFactory

pytestmark = pytest.mark.django_db


def to(name: str, *args) -> str:
    return reverse(f"debates:{name}", args=args)


@pytest.fixture
def facilitator(client):
    user = MembershipFactory(role=Role.FACILITATOR).user
    client.force_login(user)
    return user


@pytest.fixture
def space(facilitator):
    return facilitator.memberships.get().space


def test_the_list_shows_announced_debates_and_their_next_sitting(client):
    debate = DebateFactory(open=True)
    SittingFactory(debate=debate)
    DebateFactory(space=debate.space, title="مسودة")
    page = client.get(to("list", debate.space.commune.slug))
    assert page.status_code == 200
    text = page.content.decode()
    assert debate.title in text
    assert "مسودة" not in text
    assert page.context["page"].rows[0].next_at is not None


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"state": "open"}, 1),
        ({"state": "closed"}, 1),
        ({"state": "nothing"}, 2),
        ({"theme": "water"}, 1),
        ({"theme": "water", "state": "closed"}, 0),
        ({"q": "الساقيه"}, 1),
        ({"q": "ECOLE"}, 1),
        ({"q": "école ماء"}, 0),
        ({"q": "%_"}, 2),
        ({"cursor": "x"}, 2),
    ],
)
def test_the_list_is_filtered_and_searched(client, htmx, asked, count):
    space = SpaceFactory()
    DebateFactory(space=space, open=True, title="ماء السّاقية", question="كيف؟", theme="water")
    DebateFactory(space=space, closed=True, title="L’école du douar", question="Quoi ?", theme="education")
    address = to("list", space.commune.slug)
    for browser in (client, htmx):
        assert len(browser.get(address, asked).context["page"].rows) == count
    assert "<html" not in htmx.get(address, asked).content.decode()


def test_the_list_goes_on_page_by_page(client):
    space = SpaceFactory()
    debates = DebateFactory.create_batch(23, space=space, open=True)
    first = client.get(to("list", space.commune.slug)).context["page"]
    second = client.get(first.older).context["page"]
    assert [one.pk for one in first.rows + second.rows] == [one.pk for one in reversed(debates)]


def test_the_home_of_a_space_asks_for_what_is_debated(client, htmx):
    sitting = SittingFactory()
    slug = sitting.debate.space.commune.slug
    assert to("in-space", slug) in client.get(reverse("spaces:detail", args=[slug])).content.decode()
    text = htmx.get(to("in-space", slug)).content.decode()
    assert sitting.debate.title in text
    assert "<html" not in text
    assert "<html" in client.get(to("in-space", slug)).content.decode()


def test_a_sitting_being_held_is_joined_from_the_home_of_its_space(htmx):
    sitting = SittingFactory(live=True)
    SittingFactory(debate=sitting.debate, starts_at=now() + datetime.timedelta(days=1))
    text = htmx.get(to("in-space", sitting.debate.space.commune.slug)).content.decode()
    assert to("room", sitting.pk) in text


def test_the_page_of_a_debate_shows_what_it_holds(client):
    sitting = SittingFactory(live=True)
    debate = sitting.debate
    point = AgendaPointFactory(debate=debate, minutes=25)
    ContributionFactory(thread=debate.thread, text="الماء لا يصل.")
    Document.objects.create(debate=debate, title="المخطط", address="https://example.org/plan", added_by=UserFactory())
    text = client.get(debate.get_absolute_url()).content.decode()
    for shown in (debate.title, debate.question, point.title, "المخطط", "example.org", "الماء لا يصل.", "25"):
        assert shown in text
    assert to("room", sitting.pk) in text
    assert "csrfmiddlewaretoken" not in text


def test_the_page_of_a_concluded_debate_shows_its_conclusion(client):
    debate = DebateFactory(concluded=True, conclusion="اتفقنا.")
    point = PointFactory(debate=debate)
    text = client.get(debate.get_absolute_url()).content.decode()
    assert "اتفقنا." in text
    assert point.text in text


def test_what_is_written_of_a_conclusion_is_not_shown_before_it_is_published(client):
    debate = DebateFactory(closed=True, conclusion="مسودة الخلاصة")
    assert "مسودة الخلاصة" not in client.get(debate.get_absolute_url()).content.decode()


def test_a_draft_is_nowhere_for_others_and_here_for_the_people_of_the_space(client, space):
    debate = DebateFactory(space=space)
    assert client.get(debate.get_absolute_url()).status_code == 200
    client.logout()
    for name in ("detail", "atom", "calendar"):
        assert client.get(to(name, debate.pk)).status_code == 404
    client.force_login(UserFactory())
    for name in ("detail", "edit", "agenda", "documents", "plan"):
        assert client.get(to(name, debate.pk)).status_code == 404
    assert client.post(to("interest", debate.pk)).status_code == 404
    assert client.post(to("move", debate.pk, "announce")).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(client, django_assert_num_queries, count):
    space = SpaceFactory()
    for _ in range(count):
        SittingFactory(debate=DebateFactory(space=space, open=True))
    address = to("list", space.commune.slug)
    client.get(address)
    with django_assert_num_queries(2):
        client.get(address)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_of_each_and_for_three(client, django_assert_num_queries, count):
    debate = DebateFactory(concluded=True)
    for number in range(count):
        AgendaPointFactory(debate=debate, number=number + 1)
        SittingFactory(debate=debate)
        PointFactory(debate=debate)
        ContributionFactory(thread=debate.thread)
        Document.objects.create(debate=debate, title="و", address="https://example.org/", added_by=UserFactory())
    client.get(debate.get_absolute_url())
    with django_assert_num_queries(DETAIL_QUERIES):
        client.get(debate.get_absolute_url())


DETAIL_QUERIES = 10


# --- following ---


def test_a_debate_is_followed_by_plain_request_and_by_htmx(client, htmx):
    debate, person = DebateFactory(open=True), UserFactory()
    client.force_login(person)
    htmx.force_login(person)
    assert client.post(to("interest", debate.pk), {"follow": "yes"}).url == debate.get_absolute_url()
    assert Interest.objects.filter(debate=debate, user=person).exists()
    text = htmx.post(to("interest", debate.pk), {"follow": "no"}).content.decode()
    assert not Interest.objects.exists()
    assert "<html" not in text
    assert 'value="yes"' in text


def test_a_visitor_is_led_to_the_sign_in(client):
    debate = DebateFactory(open=True)
    assert "account" in client.post(to("interest", debate.pk)).url
    assert client.get(to("interest", debate.pk)).status_code == 302
