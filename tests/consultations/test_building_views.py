"""The pages on which a consultation is prepared and moved: what each shows, keeps, refuses."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfWriter

from consultations.enums import PartKind, QuestionKind
from consultations.models import Consultation, Document, Option, Question, Statement
from spaces.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.consultations import (
    CandidateFactory,
    ConsultationFactory,
    OptionFactory,
    PartFactory,
    QuestionFactory,
    StatementFactory,
)
from tests.factories.councils import CouncilFactory, MandateFactory
from tests.factories.spaces import MembershipFactory, SpaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(client):
    consultation = ConsultationFactory()
    consultation.by = MembershipFactory(space=consultation.space, role=Role.FACILITATOR).user
    client.force_login(consultation.by)
    return consultation


def at(name, consultation, *args):
    return reverse(f"consultations:{name}", args=[consultation.pk, *args])


SAID = {
    "title": "تشخيص", "purpose": "نريد أن نعرف.", "use": "يعرض على المجلس.", "theme": "water",
    "audience": "everyone", "showing": "after", "is_anonymous": "on",
}  # fmt: skip


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_it_begins_from_a_model(client, language):
    space = SpaceFactory()
    client.force_login(MembershipFactory(space=space, role=Role.FACILITATOR).user)
    address = reverse("consultations:begin", args=[space.commune.slug]).replace("/ar/", f"/{language}/")
    assert "diagnosis" in client.get(address).text
    page = client.get(f"{address}?model=diagnosis")
    assert page.context["form"]["title"].value()
    made = client.post(f"{address}?model=diagnosis", SAID)
    consultation = Consultation.objects.get()
    assert made.url == at("build", consultation).replace("/ar/", f"/{language}/")
    assert [part.kind for part in consultation.parts.all()] == ["questions", "opinions", "priorities"]


def test_a_council_begins_one_in_the_space_of_its_commune(client):
    space = SpaceFactory()
    council = CouncilFactory(territory=space.commune)
    address = reverse("consultations:begin-for-council", args=[space.commune.slug])
    client.force_login(MembershipFactory(space=space, role=Role.FACILITATOR).user)
    assert client.get(address).status_code == 403
    client.force_login(MandateFactory(council=council, president=True).user)
    assert address in client.get(reverse("consultations:of-council", args=[space.commune.slug])).text
    assert client.post(address, SAID).status_code == 302
    assert Consultation.objects.get().council == council


@pytest.mark.parametrize(
    "wrong", [{"title": "n" * 100_000}, {"closes_at": "2020-01-01T10:00"}, {"purpose": "!!"}, {"audience": "friends"}]
)
def test_what_is_wrong_loses_nothing(client, draft, wrong):
    address = reverse("consultations:begin", args=[draft.space.commune.slug])
    for where in (address, at("edit", draft)):
        page = client.post(where, SAID | {"use": "كلمات لا تضيع"} | wrong)
        assert page.status_code == 422
        assert "كلمات لا تضيع" in page.text
    assert Consultation.objects.get().title == draft.title


def test_each_kind_of_question_has_its_page(client, draft):
    part = PartFactory(consultation=draft)
    QuestionFactory.create(part=part)
    address = at("question-new", draft, part.pk)
    assert "kind=point" in client.get(address).text
    for kind in QuestionKind.values:
        assert client.get(f"{address}?kind={kind}").status_code == 200
        sent = {"text_fr": f"Question {kind} ?", "option_1_fr": "Oui", "option_2_ar": "لا", "low": "1", "high": "5"}
        assert client.post(f"{address}?kind={kind}", sent).status_code == 302, kind
        question = Question.objects.get(kind=kind, text_fr=f"Question {kind} ?")
        assert question.options.count() == (2 if kind in {"single", "multiple", "ranking"} else 0)
        assert client.get(at("question", draft, question.pk)).status_code == 200


def test_a_loop_is_refused_in_words_and_nothing_is_lost(client, draft):
    part = PartFactory(consultation=draft)
    first, second = QuestionFactory.create_batch(2, part=part)
    options = [OptionFactory(question=question) for question in (first, second)]
    page = client.post(
        at("question", draft, second.pk), {"text_ar": "سؤال", "shown_if": first.pk, "shown_for": options[0].pk}
    )
    assert page.status_code == 302
    page = client.get(at("question", draft, second.pk))
    assert f'value="{first.pk}" selected' in page.text
    # The page offers earlier questions alone; what is sent all the same is refused.
    page = client.post(at("question", draft, first.pk), {"text_ar": "كلمات لا تضيع", "shown_if": second.pk})
    first.refresh_from_db()
    assert first.shown_if is None
    client.post(at("put", draft, "questions", first.pk), {"to": "down"})
    assert list(Question.objects.values_list("pk", flat=True)) == [first.pk, second.pk]


def test_a_foreign_source_is_refused_beside_its_field(client, draft):
    question = QuestionFactory(part__consultation=draft)
    sent = {"text_ar": "خيار لا يضيع", "source_path": "https://example.org/", "source_title": "صفحة"}
    page = client.post(at("option-new", draft, question.pk), sent)
    assert page.status_code == 422
    assert page.context["form"].errors["source_path"]
    assert "خيار لا يضيع" in page.text
    assert client.post(at("option-new", draft, question.pk), sent | {"source_path": "/needs/3/"}).status_code == 302
    assert Option.objects.get().source_path == "/needs/3/"


def test_proposals_and_statements_are_written_and_changed(client, draft):
    priorities, opinions = (
        PartFactory(consultation=draft, priorities=True),
        PartFactory(consultation=draft, opinions=True),
    )
    assert client.post(at("candidate-new", draft, priorities.pk), {"text_ar": "طريق", "cost": "500"}).status_code == 302
    candidate = priorities.candidates.get()
    assert client.get(at("candidate", draft, candidate.pk)).status_code == 200
    assert client.post(at("candidate", draft, candidate.pk), {"text_ar": "مسلك"}).status_code == 302
    assert client.post(at("statement-new", draft, opinions.pk), {"text": "الطرق أولا"}).status_code == 302
    statement = Statement.objects.get()
    assert client.get(at("statement", draft, statement.pk)).status_code == 200
    page = client.post(at("statement-new", draft, opinions.pk), {"text": "الطرق أولا"})
    assert page.status_code == 422
    assert client.post(at("take-out", draft, "statements", statement.pk)).status_code == 302
    assert not Statement.objects.exists()


@pytest.mark.parametrize("kind", PartKind.values)
def test_each_kind_of_part_is_added(client, draft, kind):
    address = at("part-new", draft, kind)
    assert client.get(address).status_code == 200
    assert client.post(address, {"title_ar": "جزء", "method": "borda", "most": "0"}).status_code == 302
    part = draft.parts.get()
    assert client.get(at("part", draft, part.pk)).status_code == 200
    assert part.title_ar == "جزء"
    assert "جزء" in client.get(at("build", draft)).text


def test_a_document_is_added_read_and_taken_away(client, draft):
    writer, file = PdfWriter(), io.BytesIO()
    writer.add_blank_page(width=100, height=100)
    writer.write(file)
    sent = {"title": "تصميم", "file": SimpleUploadedFile("a.pdf", file.getvalue(), "application/pdf")}
    assert client.post(at("documents", draft), sent).status_code == 302
    document = Document.objects.get()
    answer = client.get(reverse("consultations:document", args=[document.pk]))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert (
        client.post(at("documents", draft), {"title": "x", "file": SimpleUploadedFile("a.pdf", b"no")}).status_code
        == 422
    )
    client.logout()
    assert client.get(reverse("consultations:document", args=[document.pk])).status_code == 404
    client.force_login(draft.by)
    assert client.post(at("document-remove", draft, document.pk)).status_code == 302
    assert not Document.objects.exists()


def test_the_page_of_opening_says_what_is_missing_then_opens(client, draft):
    page = client.get(at("move", draft, "open"))
    assert page.context["missing"]
    assert client.post(at("move", draft, "open")).status_code == 422
    QuestionFactory(part__consultation=draft)
    assert not client.get(at("move", draft, "open")).context["missing"]
    assert client.post(at("move", draft, "open")).url == draft.get_absolute_url()
    draft.refresh_from_db()
    assert draft.state == "open"
    assert client.get(at("edit", draft)).url == draft.get_absolute_url()
    assert client.post(at("move", draft, "cancel"), {"note": " "}).status_code == 422
    assert client.get(at("move", draft, "burn")).status_code == 404


def test_an_option_is_taken_out_of_an_open_one_with_a_reason_on_its_page(client, draft):
    candidates = CandidateFactory.create_batch(3, part=PartFactory(consultation=draft, priorities=True))
    client.post(at("move", draft, "open"))
    address = at("take-out", draft, "candidates", candidates[0].pk)
    assert address in client.get(at("build", draft)).text
    assert client.get(address).status_code == 200
    assert client.post(address, {"note": ""}).status_code == 422
    assert client.post(address, {"note": "ليس من اختصاص الجماعة"}).status_code == 302
    page = client.get(draft.get_absolute_url()).text
    assert "ليس من اختصاص الجماعة" in page
    assert candidates[0].text not in client.get(at("preview", draft)).text


def test_a_draft_is_thrown_away_once_asked(client, draft):
    assert client.get(at("discard", draft)).status_code == 200
    assert client.post(at("discard", draft)).status_code == 302
    assert not Consultation.objects.exists()


def test_the_preview_speaks_the_language_that_was_asked_for(client, draft):
    QuestionFactory(part__consultation=draft, text_ar="سؤال بالعربية", text_fr="Question en français")
    arabic, french = (client.get(at("preview", draft) + f"?in={code}").text for code in ("ar", "fr"))
    assert "سؤال بالعربية" in arabic
    assert "Question en français" not in arabic
    assert "Question en français" in french
    assert client.get(at("preview", draft) + "?in=xx").status_code == 200


def test_a_stranger_finds_no_draft_and_a_citizen_leads_nothing(client):
    draft, opened = ConsultationFactory(), ConsultationFactory(opened=True)
    question = QuestionFactory(part__consultation=draft)
    client.force_login(UserFactory())
    for name, *args in (
        ("build",),
        ("edit",),
        ("documents",),
        ("question", question.pk),
        ("move", "open"),
        ("statements",),
    ):
        assert client.get(at(name, draft, *args)).status_code == 404, name
    for name, *args in (("build",), ("edit",), ("documents",), ("move", "close"), ("statements",)):
        assert client.get(at(name, opened, *args)).status_code == 403, name


def test_what_belongs_to_another_one_is_not_found(client, draft):
    other = QuestionFactory()
    for name, *args in (("question", other.pk), ("part", other.part_id), ("take-out", "questions", other.pk)):
        assert client.get(at(name, draft, *args)).status_code == 404, name
    assert client.get(at("take-out", draft, "needs", 1)).status_code == 404


def test_where_no_opinions_are_asked_no_statement_is_looked_at(client):
    consultation = ConsultationFactory(opened=True)
    QuestionFactory(part__consultation=consultation)
    client.force_login(MembershipFactory(space=consultation.space, role=Role.MODERATOR).user)
    page = client.get(consultation.get_absolute_url())
    assert at("statements", consultation) not in page.text
    assert at("move", consultation, "hold") in page.text


def test_statements_are_looked_at(client):
    consultation = ConsultationFactory(opened=True)
    statement = StatementFactory(visibility="held", part__consultation=consultation)
    client.force_login(MembershipFactory(space=consultation.space, role=Role.MODERATOR).user)
    assert at("statements", consultation) in client.get(consultation.get_absolute_url()).text
    assert statement.text in client.get(at("statements", consultation)).text
    assert client.post(at("statement-move", consultation, statement.pk, "show")).status_code == 302
    hide = at("statement-move", consultation, statement.pk, "hide")
    assert client.get(hide).status_code == 200
    assert client.post(hide, {"note": ""}).status_code == 422
    assert client.post(hide, {"note": "فيه اسم شخص"}).status_code == 302
    statement.refresh_from_db()
    assert statement.visibility == "hidden"
    assert client.post(at("statement-move", consultation, StatementFactory().pk, "show")).status_code == 404
