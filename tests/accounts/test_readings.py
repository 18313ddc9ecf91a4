"""Who reads a file of personal data leaves her name, for whoever stands in it; never what stood there."""

import pytest
from django.utils.timezone import now

from accounts import actions
from accounts.enums import Dossier, Trust
from accounts.models import Reading
from calls import actions as judging
from mediation import actions as mediation
from moderation import actions as moderation
from moderation.models import Case
from spaces.enums import Role
from tests.calls.making import scoring
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.mediation import DeskFactory, agent_of, registered
from tests.factories.spaces import MembershipFactory
from tests.mediation.test_claiming import code_of
from tests.moderation.people import place

pytestmark = pytest.mark.django_db


@pytest.fixture
def facilitator():
    return MembershipFactory(role=Role.FACILITATOR, user__display_name="Salma", user__trust=Trust.SEEN).user


@pytest.fixture
def space(facilitator):
    return facilitator.memberships.get().space


def test_who_stands_in_a_file_reads_who_opened_it(client, client_factory, facilitator, space):
    member, stranger = MembershipFactory(space=space).user, UserFactory()
    event = EventFactory(space=space, author=facilitator, published=True)
    RegistrationFactory(event=event, user=member, note="canarynote")
    client.force_login(facilitator)
    assert client.get(f"/en/spaces/{space.commune.slug}/members/").status_code == 200
    assert client.get(f"/en/events/{event.pk}/door/").status_code == 200
    noted = list(Reading.objects.order_by("pk").values_list("kind", "thing", "page", "reader"))
    assert noted == [
        (Dossier.MEMBERS, f"spaces.space:{space.pk}", "spaces:members", facilitator.pk),
        (Dossier.REGISTRATIONS, f"events.event:{event.pk}", "events:door", facilitator.pk),
    ]
    hers = client_factory()
    hers.force_login(member)
    page = hers.get("/en/me/readings/").text
    assert page.count("Salma") == 2
    assert "the registrations of an event" in page
    assert "canarynote" not in page
    hers.force_login(stranger)
    assert "Salma" not in hers.get("/en/me/readings/").text
    hers.force_login(facilitator)  # her own reading tells her nothing
    assert "Nobody opened a file" in hers.get("/en/me/readings/").text
    assert [row["kind"] for row in actions.export(member, by=member)["readings"]] == ["registrations", "members"]


def test_a_reading_from_before_she_came_is_not_told(facilitator, space):
    actions.note_reading(space, Dossier.MEMBERS, by=facilitator, page="spaces:members")
    late = MembershipFactory(space=space).user
    assert not actions.readings_about(late).exists()


def test_the_administration_and_the_search_of_a_contact_are_noted(client, facilitator, space):
    person = UserFactory(phone="+212698765432", display_name="Fatima")
    actions.note_reading(person, Dossier.PERSON, by=person, page="x", owner=person)
    assert not Reading.objects.exists()  # one's own
    client.force_login(facilitator)
    form = {"contact": person.phone, "level": Trust.VOUCHED, "desk": "Desk"}
    assert "Fatima" in client.post(f"/en/spaces/{space.commune.slug}/vouch/", form).text
    assert Reading.objects.get().owner == person
    admin = UserFactory(is_staff=True, is_superuser=True, trust=Trust.SEEN)
    client.force_login(admin)
    assert client.get(f"/en/admin/accounts/user/{person.pk}/change/").status_code == 200
    assert actions.readings_about(person).filter(kind=Dossier.PERSON, reader=admin).exists()


def test_who_coordinates_reads_all_of_them_without_whose_it_was(client, facilitator, space):
    owner = UserFactory(display_name="Canaryowner")
    for number in range(3):
        actions.note_reading(owner, Dossier.PERSON, by=facilitator, page=f"x:{number}", owner=owner)
    client.force_login(facilitator)
    assert client.get("/en/readings/").status_code == 403
    client.force_login(UserFactory(is_staff=True))
    page = client.get("/en/readings/").text
    assert page.count("Salma") == 3
    assert "Canaryowner" not in page


def test_a_list_of_readings_costs_the_same_for_three_as_for_one(client, facilitator, space, django_assert_num_queries):
    member = MembershipFactory(space=space).user
    client.force_login(member)
    client.get("/en/me/readings/")
    for count in (1, 2):
        for _number in range(count):
            actions.note_reading(space, Dossier.MEMBERS, by=facilitator, page="spaces:members")
        with django_assert_num_queries(14):
            client.get("/en/me/readings/")


def test_a_case_of_moderation_is_told_to_who_reported_and_to_its_author_once_something_was_done(client):
    here = place()
    moderation.report("contribution", here.said.pk, by=here.citizen, ground="insult")
    case = Case.objects.get()
    client.force_login(here.moderator)
    assert client.get(f"/en/moderation/cases/{case.pk}/").status_code == 200
    assert Reading.objects.get().thing == f"moderation.case:{case.pk}"
    assert actions.readings_about(here.citizen).exists()
    assert not actions.readings_about(here.author).exists()
    moderation.decide(case, outcome="kept", by=here.moderator)
    assert actions.readings_about(here.author).exists()


def test_who_opened_her_page_at_a_desk_is_told_once_it_is_hers(client, settings):
    settings.SECOND_FACTOR_ENFORCED = False
    desk = DeskFactory()
    agent, she = agent_of(desk), UserFactory()
    registration = registered(desk, agent)
    client.force_login(agent)
    assert client.get(f"/en/desks/people/{registration.pk}/").status_code == 200
    mediation.claim(code_of(registration), by=she)
    assert actions.readings_about(she).get().kind == Dossier.ANSWERS


def test_who_scored_an_application_is_told_when_the_winners_are_published(client, settings):
    settings.SECOND_FACTOR_ENFORCED = False
    call, _by, (evaluator, _other), (row, *_rows) = scoring()
    judging.declare(row, by=evaluator, has_conflict=False)
    client.force_login(evaluator)
    assert client.get(f"/en/calls/{call.pk}/evaluation/{row.number}/").status_code == 200
    assert Reading.objects.get().kind == Dossier.APPLICATION
    assert not actions.readings_about(row.sent_by).exists()
    type(call).objects.filter(pk=call.pk).update(awarded_at=now())
    assert actions.readings_about(row.sent_by).get().reader == evaluator
