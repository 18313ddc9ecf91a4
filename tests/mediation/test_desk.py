"""At the desk: registered with consent, written for, counted once, seen by this desk alone."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import Declaration, User
from consultations.models import Response
from consultations.said import Said
from core.models import Entry
from core.workflow import Refused
from mediation import actions, printing
from mediation.actions.registering import Consent, Person
from mediation.models import Act, Registration
from mediation.references import sealed_of
from needs.actions import recount
from needs.models import Need, Relay
from notices.models import Notice
from spaces.enums import Role
from tests.consultations.asking import everything
from tests.factories.accounts import UserFactory
from tests.factories.mediation import DeskFactory, agent_of, registered
from tests.factories.needs import NeedFactory
from tests.factories.petitions import PetitionFactory, SheetFactory
from tests.factories.spaces import MembershipFactory

NEED = {"title": "ماء صالح للشرب في الدوار", "theme": "water", "place": "دوار المثال"}


def one_question(desk):
    """Return an open consultation of the desk's space, and its one question."""
    made = everything(kinds=["short"], methods=[], statements=0, space=desk.space)
    return made.consultation, made.questions["short"]


@pytest.fixture
def desk(db):
    return DeskFactory()


@pytest.fixture
def agent(desk):
    return agent_of(desk)


def test_a_person_is_registered_once_with_the_words_read_to_her_and_names_nobody_in_the_journal(desk, agent):
    key, person = uuid.uuid4(), Person(desk.space.commune, name="فاطنة كناري", birth_year=1950, gender="woman")
    agreed = Consent(["need", "answer"], "spoken", "ary")
    first, again = (actions.register(desk, person, agreed, by=agent, client_key=key) for _turn in range(2))
    assert first.pk == again.pk
    user = first.user
    assert (user.phone, user.email, user.display_name, user.has_usable_password()) == (None, None, "", False)
    assert sealed_of(first) == {"name": "فاطنة كناري"}
    assert Declaration.objects.get(user=user).birth_year == 1950
    assert desk.name in first.consent_words
    entry = Entry.objects.get(action="register")
    assert entry.by == agent
    assert "كناري" not in f"{entry.data}{entry.note}{first.consent_words}"


def test_what_is_written_says_the_desk_and_becomes_a_need_of_one_person(desk, agent, client):
    registration = registered(desk, agent)
    key = uuid.uuid4()
    need, again = (actions.enter_need(registration, by=agent, client_key=key, **NEED) for _turn in range(2))
    assert need.pk == again.pk
    assert (need.author, need.support_count) == (registration.user, 1)
    assert recount(need) == 0
    assert Relay.objects.get(need=need).agent == agent
    assert Act.objects.get().entry == Entry.objects.get(action="enter").pk
    page = client.get(f"/fr/needs/{need.pk}/").content.decode()
    assert desk.name in page
    shown = registered(desk, agent, name="Tata Canari", shows_name=True)
    named = actions.enter_need(shown, by=agent, **NEED)
    assert "Tata Canari" in client.get(f"/fr/needs/{named.pk}/").content.decode()
    # The desk is told what becomes of it: she has no phone.
    other = NeedFactory(space=desk.space)
    assert actions.join_for(registration, other, by=agent).support_count == 1
    assert actions.join_for(registration, other, by=agent).support_count == 1
    assert recount(other) == 0 or Need.objects.get(pk=other.pk).support_count == 1


def test_an_answer_counts_once_and_no_row_leads_to_her(desk, agent):
    consultation, asked = one_question(desk)
    registration = registered(desk, agent, gender="woman")
    for words in ("first", "second"):
        actions.answer_for(registration, consultation, Said({asked.pk: words}, {}, {}), by=agent)
    response = Response.objects.get(consultation=consultation)
    assert (response.way, response.agent, response.gender) == ("desk", agent, "woman")
    assert {act.registration for act in Act.objects.filter(kind="answer")} == {None}
    assert not [entry for entry in Entry.objects.filter(action="enter") if "registration" in entry.data]
    lines = printing.lines_of(Registration.objects.get())
    assert [(line.kind, line.number) for line in lines] == [("answer", consultation.pk)]


def test_a_signature_is_hers_by_hand_and_a_row_of_paper_is_noted_once(desk, agent):
    petition = PetitionFactory(space=desk.space, collecting=True)
    sheet = SheetFactory(petition=petition)
    one, other = registered(desk, agent), registered(desk, agent)
    actions.note_signature(one, petition, by=agent, sheet=sheet.number, row=2)
    for row, field in ((2, "row"), (99, "row")):
        with pytest.raises(Refused) as refused:
            actions.note_signature(other, petition, by=agent, sheet=sheet.number, row=row)
        assert refused.value.field == field
    assert petition.signatures.count() == 0
    assert printing.lines_of(Registration.objects.get(pk=one.pk))[0].place == (str(sheet.number), "2")


def test_only_what_she_agreed_to_is_written_by_an_agent_of_this_desk_within_her_day(desk, agent, settings):
    registration = registered(desk, agent, to=["support"])
    with pytest.raises(Refused):
        actions.enter_need(registration, by=agent, **NEED)
    beside = agent_of(DeskFactory(space=desk.space))
    with pytest.raises(PermissionDenied):
        actions.join_for(registration, NeedFactory(space=desk.space), by=beside)
    assert not Registration.objects.visible_to(beside).exists()
    assert Registration.objects.visible_to(agent).get() == registration
    settings.DESK_ACTS_A_DAY, settings.DESK_REGISTRATIONS_A_DAY = 0, 1
    with pytest.raises(Refused) as refused:
        actions.join_for(registration, NeedFactory(space=desk.space), by=agent)
    assert refused.value.code == "too_many"
    with pytest.raises(Refused) as refused:
        registered(desk, agent)
    assert refused.value.code == "too_many"


def test_the_space_is_told_once_of_a_flood_and_another_person_looks_at_what_is_drawn(desk, agent, monkeypatch):
    facilitator = MembershipFactory(space=desk.space, role=Role.FACILITATOR).user
    monkeypatch.setattr("mediation.limits.FLOOD", 2)
    registration = registered(desk, agent)
    for _turn in range(3):
        actions.enter_need(registration, by=agent, **NEED)
    told = Notice.objects.filter(user=facilitator, key__contains=".flood.")
    assert told.count() == 1
    assert told.get().is_urgent
    act = Act.objects.first()
    with pytest.raises(PermissionDenied):
        actions.check_act(act, by=agent, is_fine=True)
    assert actions.check_act(act, by=facilitator, is_fine=False).is_fine is False


def test_taking_consent_back_forgets_her_and_leaves_the_need_without_a_name(desk, agent):
    consultation, asked = one_question(desk)
    registration = registered(desk, agent, name="Tata Canari", shows_name=True, gender="woman")
    need = actions.enter_need(registration, by=agent, **NEED)
    actions.answer_for(registration, consultation, Said({asked.pk: "x"}, {}, {}), by=agent)
    ended = actions.withdraw_consent(registration, by=agent)
    assert (bytes(ended.sealed), ended.user.display_name) == (b"", "")
    assert ended.user.erased_at
    assert not Response.objects.exists()
    assert not Declaration.objects.exists()
    need.refresh_from_db()
    assert (need.support_count, need.visibility) == (1, "visible")
    with pytest.raises(Refused) as refused:
        actions.enter_need(ended, by=agent, **NEED)
    assert refused.value.code == "withdrawn"


def test_a_desk_is_opened_and_staffed_by_whoever_runs_the_space_and_writes_nothing_once_closed(desk, agent):
    facilitator = MembershipFactory(space=desk.space, role=Role.FACILITATOR).user
    person = UserFactory()
    words = {"kind": "market", "name": "سوق الخميس", "place": "باب السوق"}
    with pytest.raises(PermissionDenied):
        actions.open_desk(desk.space, by=person, **words)
    opened_desk = actions.open_desk(desk.space, by=facilitator, **words)
    with pytest.raises(Refused) as refused:
        actions.open_desk(desk.space, by=facilitator, **words)
    assert refused.value.field == "name"
    actions.name_agent(opened_desk, person, by=facilitator)
    person = User.objects.get(pk=person.pk)
    assert person.has_perm("mediation.work_at_desk", opened_desk)
    assert not person.has_perm("mediation.work_at_desk", desk)
    actions.close_desk(desk, by=facilitator)
    with pytest.raises((PermissionDenied, Refused)):
        registered(desk, User.objects.get(pk=agent.pk))
