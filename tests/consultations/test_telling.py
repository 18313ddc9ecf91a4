"""Everyone who took part is told of the result and of the reply: once, in her language, and nobody else reads whom."""

import pytest

from consultations.actions import telling
from consultations.models import Consultation
from consultations.persons import keys_of, sealed_for
from core.workflow import perform
from councils.models import Referral
from deliberations.actions import keep_item
from notices.actions import follow
from notices.enums import Topic
from notices.models import Notice
from tests.consultations.papers import facilitator_of
from tests.factories.accounts import UserFactory
from tests.factories.consultations import ConsultationFactory, ResponseFactory
from tests.factories.councils import CouncilFactory, MandateFactory, ReferralFactory
from tests.factories.deliberations import AgendaItemFactory

pytestmark = pytest.mark.django_db


def taken_part(consultation, *people, **fields):
    for person in people:
        ResponseFactory(
            consultation=consultation,
            person_key=keys_of(consultation.pk, person)["person_key"],
            sealed=sealed_for(consultation.pk, person),
            **fields,
        )


@pytest.mark.parametrize("occasion", sorted(telling.WORDS))
@pytest.mark.parametrize("language", ["ar", "fr"])
def test_each_occasion_has_its_words(occasion, language, work):
    consultation, person = ConsultationFactory(published=True), UserFactory(language=language)
    taken_part(consultation, person)
    telling.tell_participants(consultation, occasion)
    work()
    notice = Notice.objects.get(user=person)
    assert consultation.title in notice.text
    assert notice.url == f"/consultations/{consultation.pk}/"


def test_a_point_on_the_agenda_is_told_under_the_key_of_whoever_follows(work):
    """The council's room tells followers, a job those who took part: who does both is told once."""
    consultation, person = ConsultationFactory(published=True), UserFactory()
    council = CouncilFactory(territory=consultation.space.commune)
    Consultation.objects.filter(pk=consultation.pk).update(referral=ReferralFactory(council=council))
    taken_part(consultation, person)
    follow(Topic.CONSULTATION, str(consultation.pk), by=person)
    item = AgendaItemFactory(session__council=council, referral=Referral.objects.get(), state="proposed", number=None)
    keep_item(item, by=MandateFactory(council=council, president=True).user)
    work()
    assert Notice.objects.get(user=person).key == f"agenda_item.{item.pk}.keep"


def test_publishing_tells_everyone_who_sent_an_answer_once(work):
    consultation = ConsultationFactory(closed=True)
    people, begun = UserFactory.create_batch(3), UserFactory()
    taken_part(consultation, *people)
    taken_part(consultation, begun, sent_at=None)
    ResponseFactory(consultation=consultation, way="paper")  # nobody knows how to reach her
    perform(consultation, "publish", by=facilitator_of(consultation))
    work()
    telling.tell_batch(consultation.pk, "published", 0)  # the job runs again
    told = Notice.objects.filter(key=f"consultation.{consultation.pk}.published")
    assert sorted(told.values_list("user", flat=True)) == sorted(person.pk for person in people)


def test_many_are_told_in_batches_once_each(work, monkeypatch):
    monkeypatch.setattr(telling, "BATCH", 2)
    consultation = ConsultationFactory(published=True)
    taken_part(consultation, *UserFactory.create_batch(5))
    telling.tell_participants(consultation, "published")
    work()
    telling.tell_participants(consultation, "published")
    work()
    assert Notice.objects.count() == 5


def test_nobody_is_told_of_what_is_not_shown(work):
    consultation = ConsultationFactory(published=True)
    taken_part(consultation, UserFactory())
    Consultation.objects.update(visibility="hidden")
    telling.tell_participants(consultation, "published")
    work()
    assert not Notice.objects.exists()


def test_an_occasion_without_words_is_none():
    with pytest.raises(KeyError):
        telling.tell_participants(ConsultationFactory(published=True), "danced")
