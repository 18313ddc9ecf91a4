"""The pages of a desk: one question a page, without JavaScript; the receipt; who sees which."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from accounts.models import Reading
from core.journal import history
from mediation import actions, printing, references
from mediation.models import Claim, Registration
from needs.models import Need
from notices.models import Preference
from spaces.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.mediation import DeskFactory, agent_of, registered
from tests.factories.needs import NeedFactory
from tests.factories.spaces import MembershipFactory
from tests.mediation.test_desk import NEED


@pytest.fixture
def desk(db, settings):
    settings.SECOND_FACTOR_ENFORCED = False
    return DeskFactory()


@pytest.fixture
def agent(desk):
    return agent_of(desk)


def walk(client, path, *pages):
    """Send a form page by page as a browser without JavaScript does: with every field that the last page held."""
    answer, kept = client.get(path), {}
    for number, page in enumerate(pages):
        walked = answer.context["walk"]
        assert walked.number == number, answer.context["walk"].form.errors
        for field in walked.hidden:
            value = field.value()
            kept[field.html_name] = "" if value is None else value
        kept |= {"page": str(number)} | page
        answer = client.post(path, kept)
    return answer


def test_a_person_is_registered_and_a_need_stated_one_question_a_page(client, desk, agent):
    client.force_login(agent)
    path = f"/fr/desks/{desk.pk}/register/"
    answer = walk(client, path, {"commune": desk.space.commune.slug}, {"name_for": "desk", "name": "Fatna"},
                  {}, {"to": ["need", "support"], "language": "ar"}, {"tongue": "ary", "way": "spoken"})  # fmt: skip
    registration = Registration.objects.get()
    assert answer.url == f"/fr/desks/people/{registration.pk}/"
    assert (registration.consent_to, registration.consent_way) == (["need", "support"], "spoken")
    assert references.sealed_of(registration)["name"] == "Fatna"
    page = client.get(answer.url).content.decode()
    assert "Fatna" in page
    assert "/answer/" not in page
    answer = walk(client, f"{answer.url}need/", {"title": "Une fontaine"}, {"theme": "water"}, {"place": "Douar"},
                  {"beneficiary": "everyone"}, {})  # fmt: skip
    assert answer.status_code == 302, answer.context["walk"].form.errors
    assert Need.objects.get().author == registration.user
    assert history(desk).filter(action="enter").count() == 1


def test_a_page_says_what_is_wrong_and_keeps_what_was_said(client, desk, agent):
    client.force_login(agent)
    path = f"/fr/desks/{desk.pk}/register/"
    answer = client.post(path, {"page": "1", "commune": desk.space.commune.slug, "name_for": "everyone", "name": ""})
    assert answer.status_code == 422
    assert answer.context["walk"].number == 1
    assert list(answer.context["walk"].form.errors) == ["name"]
    back = client.post(path, {"page": "1", "name_for": "everyone", "name": "", "back": "1"})
    assert (back.status_code, back.context["walk"].number) == (200, 0)
    assert not Registration.objects.exists()


def test_what_a_desk_wrote_is_seen_there_alone_and_counted_for_whoever_runs_the_space(client, desk, agent):
    registration = registered(desk, agent, name="Canariname")
    need = actions.enter_need(registration, by=agent, **NEED)
    beside = agent_of(DeskFactory(space=desk.space))
    facilitator = MembershipFactory(space=desk.space, role=Role.FACILITATOR).user
    person = f"/fr/desks/people/{registration.pk}/"
    for user in (beside, facilitator):
        client.force_login(user)
        assert client.get(person).status_code == 404
        assert client.get(f"/fr/desks/{desk.pk}/").status_code == 404
    page = client.get(f"/fr/desks/{desk.pk}/oversight/").content.decode()
    assert agent.display_name in page
    assert str(need.pk) in page
    assert "Canariname" not in page
    client.force_login(beside)
    assert client.get(f"/fr/desks/{desk.pk}/oversight/").status_code == 404
    public = client.get(f"/fr/receipts/{registration.written.lower()}/").content.decode()
    assert need.title in public
    assert "Canariname" not in public
    assert client.get("/fr/receipts/ZZZZ-ZZZZ/").status_code == 404


def test_a_name_is_read_on_its_own_page_alone_where_each_look_is_noted(client, desk, agent):
    registration = registered(desk, agent, name="Canariname")
    client.force_login(agent)
    page = client.get(f"/fr/desks/{desk.pk}/").content.decode()
    assert registration.written in page
    assert "Canariname" not in page
    assert not Reading.objects.exists()
    assert "Canariname" in client.get(f"/fr/desks/people/{registration.pk}/").content.decode()
    assert Reading.objects.get().owner == registration.user


def test_two_names_side_by_side_are_noted(client, desk, agent):
    registration = registered(desk, agent, name="Canariname")
    Claim.objects.create(registration=registration, user=UserFactory())
    client.force_login(agent)
    assert "Canariname" in client.get(f"/fr/desks/{desk.pk}/").content.decode()
    noted = Reading.objects.get()
    assert (noted.owner, noted.reader, noted.page) == (registration.user, agent, "mediation:desk")


def test_lists_cost_the_same_for_one_and_for_three(client, desk, agent):
    client.force_login(agent)
    registration = registered(desk, agent)

    def grow():
        actions.enter_need(registration, by=agent, **NEED)
        actions.join_for(registration, NeedFactory(space=desk.space), by=agent)
        registered(desk, agent)

    paths = [f"/fr/desks/{desk.pk}/", f"/fr/desks/people/{registration.pk}/",
             f"/fr/desks/people/{registration.pk}/join/", f"/fr/receipts/{registration.written}/"]  # fmt: skip
    grow()
    before = [_cost(client, path) for path in paths]
    grow()
    grow()
    assert [_cost(client, path) for path in paths] == before


def _cost(client, path: str) -> int:

    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(path).status_code == 200
    return len(seen)


def test_a_receipt_is_printed_with_its_codes_and_no_name(client, desk, agent):
    registration = registered(desk, agent, name="Canariname")
    need = actions.enter_need(registration, by=agent, **NEED)
    client.force_login(agent)
    for paper, width in (("a5", 148), ("80mm", 80)):
        answer = client.get(f"/fr/desks/people/{registration.pk}/receipt-{paper}-fr.pdf")
        assert "no-store" in answer["Cache-Control"]
        reader = PdfReader(io.BytesIO(answer.content))
        assert round(float(reader.pages[0].mediabox.width) / 72 * 25.4) == width
        text = "".join(page.extract_text() for page in reader.pages)
        assert registration.written in text
        assert references.written(references.code_of(registration.nonce)) in text
        assert str(need.pk) in text
        assert "Canariname" not in text
    assert len(printing.lines_of(registration)) == 1


def test_news_by_whatsapp_is_a_choice_of_hers(client, desk, agent, settings):
    client.force_login(agent)
    assert b"by_whatsapp" not in client.get("/fr/inbox/settings/").content
    settings.WHATSAPP_BACKEND = "memory"
    assert b"by_whatsapp" in client.get("/fr/inbox/settings/").content
    client.post("/fr/inbox/settings/", {"often": "daily", "by_whatsapp": "on", "by_sms": "on"})
    assert Preference.objects.get(user=agent).by_whatsapp
