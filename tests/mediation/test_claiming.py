"""Taking over with one's own phone what a desk wrote: the code, once, hers alone."""

import pytest

from consultations.actions import answering
from consultations.models import Response
from consultations.said import Said
from core.workflow import Refused
from mediation import actions, references
from mediation.models import Claim, Registration
from needs.actions import join, recount
from needs.models import Need, Support
from tests.factories.accounts import UserFactory
from tests.factories.mediation import DeskFactory, agent_of, registered
from tests.factories.needs import NeedFactory
from tests.mediation.test_desk import NEED, one_question
from tests.races import refusals, together


@pytest.fixture
def desk(db):
    return DeskFactory()


@pytest.fixture
def agent(desk):
    return agent_of(desk)


def code_of(registration: Registration) -> str:
    return references.written(references.code_of(registration.nonce)).lower()


def test_all_that_was_written_becomes_hers_each_thing_once(desk, agent):
    (consultation, asked), both = one_question(desk), NeedFactory(space=desk.space)
    registration = registered(desk, agent, gender="woman")
    need = actions.enter_need(registration, by=agent, **NEED)
    actions.join_for(registration, both, by=agent)
    actions.answer_for(registration, consultation, Said({asked.pk: "x"}, {}, {}), by=agent)
    she = UserFactory()
    join(both, by=she)
    assert Need.objects.get(pk=both.pk).support_count == 2
    claimed = actions.claim(code_of(registration), by=she)
    assert not claimed.waits
    need, both = Need.objects.get(pk=need.pk), Need.objects.get(pk=both.pk)
    assert (need.author, need.support_count, both.support_count) == (she, 1, 1)
    assert recount(need) == 0
    assert Support.objects.filter(user=registration.user).count() == 0
    assert answering.own(consultation, she) == Response.objects.get()
    assert she.declaration.gender == "woman"
    registration.refresh_from_db()
    assert (registration.claimed_by, bool(registration.user.erased_at)) == (she, True)
    with pytest.raises(Refused) as refused:
        actions.claim(code_of(registration), by=UserFactory())
    assert refused.value.field == "code"
    with pytest.raises(Refused):
        actions.enter_need(registration, by=agent, **NEED)


def test_what_she_answered_herself_stands_and_is_counted_once(desk, agent):
    consultation, asked = one_question(desk)
    registration, she = registered(desk, agent), UserFactory()
    actions.answer_for(registration, consultation, Said({asked.pk: "desk"}, {}, {}), by=agent)
    answering.answer_whole(consultation, Said({asked.pk: "mine"}, {}, {}), by=she)
    actions.claim(code_of(registration), by=she)
    consultation.refresh_from_db()
    assert [row.answers.get().text for row in Response.objects.all()] == ["mine"]
    assert (consultation.desk_count, consultation.online_count) == (0, 1)


def test_a_name_that_differs_waits_for_the_desk_which_says_yes_or_no(desk, agent):
    registration, she, thief = registered(desk, agent, name="فاطنة أمزيان"), UserFactory(), UserFactory()
    with pytest.raises(Refused) as refused:
        actions.claim(code_of(registration), by=she)
    assert refused.value.field == "name"
    assert actions.claim(code_of(registration), by=thief, name="Zaynab").waits
    with pytest.raises(Refused):
        actions.claim(code_of(registration), by=she, name="Fatna")
    asked = Claim.objects.get()
    assert actions.answer_claim(asked, by=agent, is_she=False).outcome == "refused"
    assert actions.claim(code_of(registration), by=she, name="Fatna").waits
    actions.answer_claim(Claim.objects.get(outcome="waiting"), by=agent, is_she=True)
    registration.refresh_from_db()
    assert registration.claimed_by == she
    spelled = registered(desk, agent, name="فاطنة أمزيان")
    assert not actions.claim(code_of(spelled), by=she, name=" فاطنه امزيان ").waits


def test_no_agent_of_the_desk_takes_a_receipt_over_nor_anyone_without_a_phone(desk, agent):
    registration = registered(desk, agent)
    for user in (agent, agent_of(desk)):
        with pytest.raises(Refused) as refused:
            actions.claim(code_of(registration), by=user)
        assert refused.value.field == "code"
    with pytest.raises(Refused) as refused:
        actions.claim(code_of(registration), by=UserFactory(phone=None, email="a@example.org", phone_verified=False))
    assert refused.value.code == "phone"


@pytest.mark.django_db(transaction=True)
def test_two_at_once_take_it_over_once():
    desk = DeskFactory()
    registration = registered(desk, agent_of(desk))
    people = [UserFactory(), UserFactory()]
    code = code_of(registration)

    results = together(*(lambda user=user: actions.claim(code, by=user) for user in people))
    assert len(refusals(results)) == 1


def test_the_code_is_found_by_its_fingerprint_alone_and_wrong_ones_are_counted(desk, agent, client):
    registration, she = registered(desk, agent), UserFactory()
    kept = str(Registration.objects.values().get())
    assert references.code_of(registration.nonce) not in kept
    client.force_login(she)
    session = client.session
    session["account_authentication_methods"] = [{"method": "code", "at": 9_999_999_999}]
    session["account_authentication_methods_user"] = str(she.pk)
    session.save()
    for turn in range(6):
        answer = client.post("/fr/receipts/claim/", {"code": "AAAA-AAAA-AAAA"})
        assert answer.status_code == (422 if turn < 5 else 429)
    assert client.post("/fr/receipts/claim/", {"code": code_of(registration)}).status_code == 429
