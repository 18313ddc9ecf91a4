"""Vouching for a person at a space's desk: one form, one question, nothing more told than is needed."""

import re

import pytest
from django.core.exceptions import PermissionDenied

from accounts.actions import vouching
from accounts.contacts import parse
from accounts.enums import Trust
from accounts.models import Voucher
from core.models import Entry
from core.workflow import Refused
from notices.models import Notice
from spaces import actions
from spaces.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.spaces import MembershipFactory
from tests.spaces.conftest import someone
from tests.spaces.test_views import NASTY, address

pytestmark = pytest.mark.django_db
PHONE, TYPED = "+212612345678", "06 12 34 56 78"
ASKED = {"contact": TYPED, "level": "2", "desk": "جمعية تيفاوين"}


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.SECOND_FACTOR_ENFORCED = False


@pytest.fixture
def agent(space):
    user = UserFactory(trust=Trust.SEEN, display_name="مكلفة بالمكتب")
    MembershipFactory(space=space, user=user, role=Role.DESK)
    return user


@pytest.fixture
def person():
    return UserFactory(phone=PHONE, email="reem@example.com", display_name="أم ريم")


def question(page) -> str:
    """Return the signed question that the page asks."""
    return re.search(r'name="asked"\s+value="([^"]+)"', page.content.decode())[1]


@pytest.mark.parametrize("language", ["ar", "fr"])
@pytest.mark.parametrize(("level", "reached"), [("2", Trust.VOUCHED), ("3", Trust.SEEN)])
def test_an_agent_vouches_in_two_steps(client, space, agent, person, language, level, reached):
    client.force_login(agent)
    url = address("vouch", space.commune.slug, language=language)
    assert client.get(url).status_code == 200
    page = client.post(url, ASKED | {"level": level})
    text = page.content.decode()
    assert page.status_code == 200
    assert "أم ريم" in text
    for hidden in ("612345678", TYPED, "reem@example.com"):
        assert hidden not in text
    person.refresh_from_db()
    assert person.trust == Trust.CONTACT
    assert client.post(url, {"asked": question(page)}).headers["Location"] == url
    person.refresh_from_db()
    assert person.trust == reached
    voucher = Voucher.objects.get()
    assert (voucher.user, voucher.by, voucher.on_behalf_of) == (person, agent, "جمعية تيفاوين")
    entry = Entry.objects.get(subject=f"spaces.space:{space.pk}", action="vouch")
    assert (entry.by, entry.target, entry.data) == (agent, level, {})
    notice = Notice.objects.get(user=person)
    assert "جمعية تيفاوين" in notice.text
    assert notice.url == "/me/"
    assert client.post(url, {"asked": question(page)}).status_code == 409
    assert person.notices.count() == Voucher.objects.count() == 1


def test_the_page_asks_for_no_card_number(client, space, agent):
    client.force_login(agent)
    text = client.get(address("vouch", space.commune.slug, language="en")).content.decode()
    assert "neither asked nor kept" in text
    assert set(re.findall(r'<input[^>]+name="(\w+)"', text)) - {"csrfmiddlewaretoken"} == {"contact", "level", "desk"}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"contact": "0699999999"}, "sign in once"),
        ({"contact": "reem"}, "Write a phone number"),
        ({"contact": ""}, "required"),
        ({"level": "1"}, "valid choice"),
        ({"level": ""}, "required"),
        ({"desk": "؟؟"}, "name of the association"),
        ({"desk": "ا" * 121}, "120"),
    ],
)
def test_a_wrong_form_is_kept_and_said(client, space, agent, person, fields, words):
    client.force_login(agent)
    page = client.post(address("vouch", space.commune.slug, language="en"), ASKED | fields)
    assert page.status_code == 422
    assert words in page.content.decode()
    assert "أم ريم" not in page.content.decode()


def test_an_agent_does_not_vouch_for_herself(client, space, agent):
    client.force_login(agent)
    page = client.post(address("vouch", space.commune.slug, language="en"), ASKED | {"contact": agent.phone})
    assert page.status_code == 422
    assert "your own contact" in page.content.decode()


def test_looks_are_counted_and_the_limit_is_said_in_words(client, space, agent, person, monkeypatch):
    monkeypatch.setattr(vouching, "LOOKS_AN_HOUR", 2)
    client.force_login(agent)
    url = address("vouch", space.commune.slug, language="en")
    statuses = [client.post(url, ASKED | {"contact": f"069999999{n}"}).status_code for n in range(2)]
    page = client.post(url, ASKED)
    assert [*statuses, page.status_code] == [422, 422, 422]
    assert "2 people within an hour" in page.content.decode()
    assert "أم ريم" not in page.content.decode()


def test_the_question_is_for_one_agent_in_one_space(client, space, agent, person, facilitator):
    client.force_login(agent)
    url = address("vouch", space.commune.slug)
    asked = question(client.post(url, ASKED))
    facilitator.trust = Trust.SEEN
    facilitator.save()
    client.force_login(facilitator)
    for value in (asked, asked[:-1], "", NASTY, "\x00:٣:x"):
        assert client.post(url, {"asked": value}).status_code == 409
    assert not Voucher.objects.exists()


def test_an_agent_who_was_not_seen_is_told_how(client, space, agent):
    agent.trust = Trust.VOUCHED
    agent.save()
    client.force_login(agent)
    page = client.get(address("vouch", space.commune.slug, language="en"))
    assert page.status_code == 409
    assert "Show your identity card" in page.content.decode()


@pytest.mark.parametrize(
    ("who", "status"), [("citizen", 403), ("member", 403), ("moderator", 403), ("facilitator_elsewhere", 403)]
)
def test_vouching_is_for_desks_and_facilitators_of_the_space(client, space, person, who, status):
    user = someone(who, space)
    user.trust = Trust.SEEN
    user.save()
    client.force_login(user)
    url = address("vouch", space.commune.slug)
    assert client.get(url).status_code == client.post(url, ASKED).status_code == status
    for act in (lambda: actions.find_person(space, parse(TYPED), by=user), lambda: _vouch(space, person, user)):
        with pytest.raises(PermissionDenied):
            act()
    assert url not in client.get(address("detail", space.commune.slug)).content.decode()


def _vouch(space, person, by):
    return actions.vouch(space, person, by=by, level=Trust.VOUCHED, desk="x")


def test_a_visitor_signs_in_first(client, space):
    assert client.get(address("vouch", space.commune.slug)).status_code == 302


def test_nobody_is_vouched_for_in_a_closed_space(space, coordinator, agent, person):
    closed = actions.close(space, by=coordinator, note="سبب")
    with pytest.raises(Refused) as error:
        _vouch(closed, person, agent)
    assert error.value.code == "closed"


def test_an_agent_finds_the_way_there(client, space, agent, facilitator):
    link = address("vouch", space.commune.slug)
    client.force_login(agent)
    assert link in client.get(address("detail", space.commune.slug)).content.decode()
    client.force_login(facilitator)
    for name in ("detail", "manage"):
        assert link in client.get(address(name, space.commune.slug)).content.decode()
