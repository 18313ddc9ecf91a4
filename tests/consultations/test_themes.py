"""Answers in words grouped by hand: many at once, by those who may, and nothing of who wrote."""

import hashlib

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from consultations.actions.themes import assign, create_theme, remove_theme, rename_theme
from consultations.enums import QuestionKind
from consultations.models import Answer, TextTheme
from core.fitness import Unfit
from core.journal import history
from core.workflow import Refused
from tests.consultations.papers import desk_of, facilitator_of
from tests.factories.accounts import UserFactory
from tests.factories.consultations import ConsultationFactory, PartFactory, QuestionFactory, ResponseFactory

pytestmark = pytest.mark.django_db
TEXTS = ["نحتاج إلى الماء", "نحتاج إلى الماء", "الطريق مقطوعة", "L’eau manque"]


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def question():
    part = PartFactory(consultation=ConsultationFactory(opened=True))
    question = QuestionFactory(part=part, kind=QuestionKind.LONG)
    for text in TEXTS:
        Answer.objects.create(response=ResponseFactory(consultation=part.consultation), question=question, text=text)
    begun = ResponseFactory(consultation=part.consultation, sent_at=None)
    Answer.objects.create(response=begun, question=question, text="لم يرسل بعد")
    return question


@pytest.fixture
def facilitator(question):
    return facilitator_of(question.part.consultation)


def digest(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def test_texts_are_put_under_a_theme_all_at_once(question, facilitator):
    water = create_theme(question, by=facilitator, name="  الماء  ")
    count = assign(question, by=facilitator, digests=[digest(TEXTS[0]), digest(TEXTS[3])], theme=water)
    assert (water.name, count) == ("الماء", 3)  # the same words are one text
    assert Answer.objects.filter(theme=water).count() == 3
    assert assign(question, by=facilitator, digests=[digest(TEXTS[3])], theme=None) == 1
    assert assign(question, by=facilitator, digests=[digest("لم يرسل بعد")], theme=water) == 0
    entries = history(question.part.consultation)
    assert [entry.action for entry in entries] == ["create_theme", *["assign_theme"] * 3]
    assert "الماء" not in str([entry.data for entry in entries])


def test_a_theme_is_renamed_and_taken_out(question, facilitator):
    water = create_theme(question, by=facilitator, name="الماء")
    create_theme(question, by=facilitator, name="الطريق")
    for name in ("الطريق", " ", "؟"):
        with pytest.raises(Unfit):
            rename_theme(TextTheme.objects.get(pk=water.pk), by=facilitator, name=name)
    rename_theme(water, by=facilitator, name="الماء والتطهير")
    assign(question, by=facilitator, digests=[digest(TEXTS[0])], theme=water)
    remove_theme(water, by=facilitator)
    assert Answer.objects.filter(question=question, theme=None).count() == 5
    assert TextTheme.objects.get().name == "الطريق"


def test_what_does_not_belong_is_refused(question, facilitator):
    other = QuestionFactory(part=question.part, kind=QuestionKind.SHORT)
    theme = create_theme(other, by=facilitator, name="الطريق")
    with pytest.raises(Refused) as refusal:
        assign(question, by=facilitator, digests=[digest(TEXTS[0])], theme=theme)
    assert refusal.value.code == "other_question"
    with pytest.raises(Unfit):
        assign(question, by=facilitator, digests=[], theme=theme)
    with pytest.raises(Refused):
        create_theme(QuestionFactory(part=question.part), by=facilitator, name="الطريق")
    question.part.consultation.__class__.objects.update(state="published")
    with pytest.raises(Refused, match="published"):
        create_theme(question, by=facilitator, name="الماء")


def test_only_those_who_group_read_the_texts(question, facilitator, client):
    consultation = question.part.consultation
    at = f"/en/consultations/{consultation.pk}/themes/{question.pk}/"
    for person in (UserFactory(), desk_of(consultation)):
        with pytest.raises(PermissionDenied):
            create_theme(question, by=person, name="الماء")
        client.force_login(person)
        assert client.get(at).status_code == 403
        assert client.get(f"/en/consultations/{consultation.pk}/themes/").status_code == 403
    client.logout()
    assert client.get(at).status_code == 302
    client.force_login(facilitator)
    page = client.get(at).content.decode()
    assert page.count("نحتاج إلى الماء") == 1
    assert "لم يرسل بعد" not in page
    assert "4 answers" in client.get(f"/en/consultations/{consultation.pk}/themes/").content.decode()


def test_grouping_through_the_page(question, facilitator, client):
    at = f"/en/consultations/{question.part.consultation_id}/themes/{question.pk}/"
    client.force_login(facilitator)
    client.post(at, {"act": "create", "name": "الماء"})
    theme = TextTheme.objects.get()
    assert client.post(at, {"act": "create", "name": "الماء"}).status_code == 422
    assert client.post(at, {"act": "assign", "theme": theme.pk}).status_code == 422
    page = client.post(at, {"act": "assign", "theme": theme.pk, "texts": [digest(TEXTS[0])]}, follow=True)
    assert "2 answers are grouped" in page.content.decode()
    assert "نحتاج إلى الماء" not in page.content.decode()  # what is grouped leaves the list of what is not
    assert "نحتاج إلى الماء" in client.get(f"{at}?theme={theme.pk}").content.decode()
    client.post(at, {"act": "rename", "theme": theme.pk, "name": "الماء والتطهير"})
    assert TextTheme.objects.get().name == "الماء والتطهير"
    client.post(at, {"act": "remove", "theme": theme.pk})
    assert not TextTheme.objects.exists()
    assert client.get(f"{at}?theme=x").status_code == 404
