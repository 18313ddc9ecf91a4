"""Many at the same moment: one person one row, one threshold one event."""

import pytest

from core.journal import history
from core.signals import moved
from core.workflow import Refused
from notices.models import Notice
from petitions import actions
from petitions.enums import PetitionState, SignatureState
from petitions.models import Petition, Signature
from tests.factories.accounts import UserFactory
from tests.factories.petitions import PetitionFactory
from tests.petitions.signers import accept_online, shown, signed_by
from tests.races import refusals, together

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_hundred_parallel_signings_by_one_person_make_one_row():
    petition, person = PetitionFactory(collecting=True), UserFactory()

    answers = together(*[lambda: actions.sign(petition, by=person, attests=True)] * 200)

    assert refusals(answers) == []
    assert {answer.kind for answer in answers} == {"support"}
    assert [answer.is_new for answer in answers].count(True) == 1
    assert Signature.objects.count() == 1
    actions.refresh(petition)
    assert shown(petition) == (1, 0, 0)


def test_one_threshold_with_fifty_racers_is_one_event():
    petition = PetitionFactory(collecting=True, required=50)
    accept_online(petition)
    people = UserFactory.create_batch(50)
    heard = []

    def hear(sender, obj, action, **kwargs):
        heard.append(action)

    def race(person):
        answer = actions.sign(petition, by=person, attests=True, name="فاطمة")
        actions.refresh(Petition(pk=petition.pk))
        return answer

    moved.connect(hear, sender=Petition)
    try:
        answers = together(*[lambda person=person: race(person) for person in people])
    finally:
        moved.disconnect(hear, sender=Petition)

    assert refusals(answers) == []
    petition.refresh_from_db()
    assert (petition.state, petition.online_count) == (PetitionState.THRESHOLD_REACHED, 50)
    assert heard == ["reach"]
    assert history(petition).count() == 1
    assert Notice.objects.filter(user=petition.author).count() == 1


def test_only_one_counts_at_a_time_and_the_others_go_on():
    petition = PetitionFactory(collecting=True)
    signed_by(petition, *UserFactory.create_batch(3))

    results = together(*[lambda: actions.refresh(Petition(pk=petition.pk), wait=False)] * 8)

    assert True in results
    assert shown(petition) == (3, 0, 0)


def test_signing_and_taking_back_at_once_leaves_one_row():
    petition, person = PetitionFactory(collecting=True), UserFactory()
    signed_by(petition, person)

    together(
        *[
            lambda: actions.withdraw_signature(petition, by=person),
            lambda: actions.sign(petition, by=person, attests=True),
        ]
        * 4
    )

    row = Signature.objects.get()
    actions.refresh(petition)
    assert shown(petition)[0] == (row.state == SignatureState.VALID)


def test_nothing_is_signed_once_the_petition_is_withdrawn():
    petition = PetitionFactory(collecting=True)
    stale = Petition.objects.get(pk=petition.pk)
    Petition.objects.filter(pk=petition.pk).update(visibility="held")

    answers = together(*[lambda: actions.sign(stale, by=UserFactory(), attests=True)] * 2)

    assert all(isinstance(answer, Refused) for answer in answers)
    assert not Signature.objects.exists()
