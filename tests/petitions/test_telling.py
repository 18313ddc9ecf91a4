"""Everyone who signed is told of each step, by the channel she chose, once, in her language."""

import pytest

from notices.models import Notice
from petitions import actions, news
from petitions.actions import telling
from petitions.enums import SignatureState, Telling
from petitions.models import Petition
from tests.factories.accounts import UserFactory
from tests.factories.petitions import PetitionFactory, SignatureFactory
from tests.petitions.signers import signed_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def petition():
    return PetitionFactory(collecting=True)


@pytest.mark.parametrize("occasion", sorted(news.WORDS))
@pytest.mark.parametrize("language", ["ar", "fr"])
def test_each_occasion_has_its_words(petition, occasion, language, work):
    person = UserFactory(language=language)
    signed_by(petition, person)

    actions.tell_signers(petition, occasion)
    work()

    text = Notice.objects.get(user=person).text
    assert petition.title in text


def test_each_is_told_by_her_channel(petition, work, mailoutbox):
    inbox, message, none = (UserFactory() for _ in range(3))
    for person, wish in ((inbox, Telling.INBOX), (message, Telling.MESSAGE), (none, Telling.NONE)):
        signed_by(petition, person, telling=wish)

    actions.tell_signers(petition, news.DECIDED, lambda: "")
    work()

    assert dict(Notice.objects.values_list("user", "is_urgent")) == {inbox.pk: False, message.pk: True}


def test_those_whose_signature_does_not_stand_are_not_told(petition, work):
    gone, held, left = (UserFactory() for _ in range(3))
    signed_by(petition, gone, held, left)
    actions.withdraw_signature(petition, by=gone)
    petition.signatures.filter(person_key=actions.own_rows(petition.pk, held).get().person_key).update(
        state=SignatureState.HELD
    )
    type(left).objects.filter(pk=left.pk).update(is_active=False)
    SignatureFactory(petition=petition)  # on paper: nobody knows how to reach her

    actions.tell_signers(petition, news.DECIDED)
    work()

    assert not Notice.objects.exists()


def test_whoever_leads_it_is_told_by_the_acts_alone(petition, work):
    signed_by(petition, petition.author)

    actions.tell_signers(petition, news.DECIDED)
    work()

    assert not Notice.objects.exists()


def test_many_are_told_in_batches_once_each(petition, work, monkeypatch):
    monkeypatch.setattr(telling, "BATCH", 2)
    people = UserFactory.create_batch(5)
    signed_by(petition, *people, telling=Telling.MESSAGE)

    actions.tell_signers(petition, news.DECIDED)
    work()
    assert Notice.objects.count() == 5
    rows = list(petition.signatures.order_by("pk").values_list("pk", flat=True))
    for after in (0, rows[1], rows[3]):  # jobs that ran, and run again
        actions.tell_batch(petition.pk, news.DECIDED, 0, after)
    assert Notice.objects.count() == 5
    assert actions.tell_batch(petition.pk, news.DECIDED, 0, rows[-1]) == 0


def test_a_petition_that_is_not_shown_is_told_of_to_nobody(petition, work):
    signed_by(petition, UserFactory())
    actions.tell_signers(petition, news.DECIDED)
    Petition.objects.update(visibility="hidden")
    work()

    assert not Notice.objects.exists()


def test_an_occasion_without_words_is_a_mistake(petition):
    with pytest.raises(KeyError):
        actions.tell_signers(petition, "weather")
