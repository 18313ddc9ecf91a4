"""A commune's space in minutes from the template, the spaces side by side, and handing one over when it stands."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.dispatch import Signal
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext, override

from consultations.enums import ConsultationState
from core.fitness import Unfit
from core.journal import history
from core.workflow import Refused
from debates.enums import DebateState
from needs.models import Need
from notices.models import Notice
from petitions.enums import PetitionState
from spaces import actions, signals
from spaces.coordination import rows_of
from spaces.enums import Role, SpaceState
from spaces.models import Coordination, Membership, Space
from tests.factories.accounts import UserFactory
from tests.factories.consultations import ConsultationFactory
from tests.factories.debates import DebateFactory
from tests.factories.events import EventFactory
from tests.factories.needs import NeedFactory
from tests.factories.petitions import PetitionFactory
from tests.factories.spaces import MembershipFactory, SpaceFactory
from tests.factories.territories import TerritoryFactory, region

pytestmark = pytest.mark.django_db
LONG_AGO = now() - datetime.timedelta(days=40)


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.SECOND_FACTOR_ENFORCED = False


@pytest.fixture
def heard():
    """Connect receivers for one test: `heard(signal, receiver)`."""
    connected = []

    def connect(signal, receiver):
        signal.connect(receiver, weak=False)
        connected.append((signal, receiver))

    yield connect
    for signal, receiver in connected:
        signal.disconnect(receiver)


# --- from the template ---
def test_roles_and_desk_are_given_at_once_and_higher_floors_hear_of_it(coordinator, heard):
    facilitator, agent, told = UserFactory(), UserFactory(), []
    heard(signals.prepared, lambda sender, space, by, **kwargs: told.append((space, by)))
    space = actions.open_from_template(
        TerritoryFactory(),
        by=coordinator,
        roles={Role.FACILITATOR: facilitator, Role.DESK: agent},
        contact=" دار الشباب ",
    )
    assert told == [(space, coordinator)]
    assert dict(space.memberships.values_list("role", "user")) == {"facilitator": facilitator.pk, "desk": agent.pk}
    assert (space.contact, actions.missing_to_open(space)) == ("دار الشباب", [])
    assert Notice.objects.filter(user__in=[facilitator, agent]).count() == 2
    assert actions.open_space(space, by=coordinator).state == SpaceState.OPEN


def test_nothing_is_prepared_when_a_role_is_refused(coordinator, heard):
    def lacks_a_course(sender, space, user, role, by, **kwargs):
        raise Refused("a course first", "course")

    heard(signals.appointing, lacks_a_course)
    with pytest.raises(Refused) as refusal:
        actions.open_from_template(TerritoryFactory(), by=coordinator, roles={Role.FACILITATOR: UserFactory()})
    assert refusal.value.code == "course"
    assert not Space.objects.exists()
    with pytest.raises(Unfit):
        actions.open_from_template(TerritoryFactory(), by=coordinator, contact="x" * 201)


def test_whoever_appoints_is_asked_once_a_role(space, coordinator, heard):
    asked, person = [], UserFactory()
    heard(signals.appointing, lambda sender, space, user, role, by, **kwargs: asked.append((space.pk, user, role, by)))
    for _twice in range(2):
        actions.appoint(space, person, Role.MODERATOR, by=coordinator)
    assert asked == [(space.pk, person, Role.MODERATOR, coordinator)]


def test_the_page_prepares_it_and_keeps_what_was_typed(client, coordinator):
    commune, facilitator = TerritoryFactory(), UserFactory(email="f1@example.org")
    client.force_login(coordinator)
    address = reverse("spaces:prepare", args=[commune.slug])
    sent = {"facilitator": "f1@example.org", "desk": "nobody@example.org", "contact": "دار الشباب"}
    page = client.post(address, sent)
    assert page.status_code == 422
    assert all(f'value="{kept}"' in page.text for kept in sent.values())
    assert not Space.objects.exists()
    assert client.post(address, sent | {"desk": ""}).url == reverse("spaces:manage", args=[commune.slug])
    assert Membership.objects.get().user == facilitator


# --- standing on its own ---
@pytest.fixture
def alone(monkeypatch):
    """Without what the higher floors say."""
    monkeypatch.setattr(signals, "lacking", Signal())
    monkeypatch.setattr(signals, "figures", Signal())


def test_it_is_handed_over_once_nothing_is_missing(client, space, coordinator, facilitator, heard, alone):
    missing = {space.pk: ["a first course"]}
    heard(signals.lacking, lambda sender, spaces, **kwargs: missing)
    with pytest.raises(PermissionDenied):
        actions.hand_over_space(space, by=facilitator)
    with pytest.raises(Refused, match="a first course"):
        actions.hand_over_space(space, by=coordinator)
    client.force_login(coordinator)
    page = reverse("spaces:manage", args=[space.commune.slug])
    assert "a first course" in client.get(page).text
    missing.clear()
    address = reverse("spaces:space-hand-over", args=[space.commune.slug])
    assert address in client.get(page).text
    assert client.post(address).status_code == 302
    space.refresh_from_db()
    assert space.handed_over_at
    assert history(space).last().action == "hand_over"
    assert Notice.objects.filter(user=facilitator, key=f"space.{space.pk}.handed_over").exists()
    assert address not in client.get(page).text


def test_a_draft_says_what_it_lacks(draft, alone):
    assert len(actions.missing_to_stand(draft)) == 3  # a facilitator, a desk, its opening; its charter is there
    row = rows_of(list(Space.objects.for_list()))[0]
    assert len(row.missing) == 3


def test_rooms_say_what_a_space_starts_with(space):
    row = rows_of(list(Space.objects.for_list()))[0]
    assert {str(words) for words in row.missing} == {gettext("a first course"), gettext("a first meeting")}
    assert [str(words) for words in actions.missing_to_stand(space)] == [str(words) for words in row.missing]
    EventFactory(space=space, published=True)
    assert [str(words) for words in rows_of(list(Space.objects.for_list()))[0].missing] == [gettext("a first course")]


# --- side by side ---
def busy(space):
    NeedFactory(space=space)
    Need.objects.filter(pk=NeedFactory(space=space).pk).update(created_at=LONG_AGO)
    DebateFactory(space=space, state=DebateState.OPEN, opened_at=now(), announced_at=now())
    ConsultationFactory(space=space, state=ConsultationState.DRAFT)
    PetitionFactory(space=space, state=PetitionState.DRAFT)


def test_each_figure_is_of_its_space(coordinator):
    with override("en"):
        check_figures()


def check_figures():
    spaces = [SpaceFactory(), SpaceFactory()]
    busy(spaces[0])
    rows = {row.space.pk: row for row in rows_of(list(Space.objects.for_list()))}
    figures = {str(label): number for label, number in rows[spaces[0].pk].figures}
    assert figures.items() >= {"Needs, 30 days": 1, "Debates under way": 1, "Petitions under way": 0}.items()
    assert [number for _label, number in rows[spaces[0].pk].stuck] == [1]
    assert {number for _label, number in rows[spaces[1].pk].figures} == {0}
    assert rows[spaces[1].pk].stuck == []


def test_the_table_costs_the_same_for_one_space_and_23(client):
    coordinator = UserFactory()
    Coordination.objects.create(user=coordinator, territory=region())
    client.force_login(coordinator)
    taken = []
    for count in (1, 23):
        while Space.objects.count() < count:
            space = SpaceFactory()
            MembershipFactory(space=space, role=Role.FACILITATOR)
            busy(space)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(reverse("spaces:coordination"))
        assert len(page.context["rows"]) == count
        taken.append(len(queries))
    # Each receiver adds its own, whatever the number of spaces: this floor's are 9, those of needs, debates,
    # consultations and petitions one each.
    assert taken[0] == taken[1]
