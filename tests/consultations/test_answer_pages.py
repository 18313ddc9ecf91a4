"""Answering page by page, without a line of JavaScript: kept, gone on with, checked, sent, changed, taken back."""

import datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.enums import Trust
from consultations.actions import answering
from consultations.enums import QuestionKind
from consultations.models import Answer, Consultation, Preference, Response, Statement, Vote
from core.models import Entry
from spaces.enums import Role
from tests.consultations.asking import everything
from tests.consultations.test_answering import PHONE, agent_of, shown
from tests.factories.accounts import UserFactory
from tests.factories.consultations import QuestionFactory
from tests.factories.spaces import MembershipFactory
from tests.needs import files

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return everything(methods=["approval", "points", "borda", "equal_shares"])


@pytest.fixture
def person(client):
    person = UserFactory(display_name="CANARYNAME", phone=PHONE, phone_verified=True)
    client.force_login(person)
    return person


def address(made, *rest):
    return f"/fr/consultations/{made.consultation.pk}/answer/" + "".join(f"{part}/" for part in rest)


def answers_to(made):
    """What a page sends for each kind of question."""
    names = {kind: f"q{question.pk}" for kind, question in made.questions.items()}
    options = {kind: [option.pk for option in rows] for kind, rows in made.options.items()}
    given = {
        "single": {names["single"]: options["single"][1]},
        "multiple": {f"{names['multiple']}_o{key}": "1" for key in options["multiple"][:2]},
        "ranking": {f"{names['ranking']}_r{key}": str(place) for place, key in enumerate(options["ranking"], start=1)},
        "scale": {names["scale"]: "4"},
        "short": {names["short"]: "ماء صالح للشرب"},
        "long": {names["long"]: "نص طويل"},
        "number": {names["number"]: "3,5"},
        "date": {names["date"]: "2026-01-02"},
        "point": {"lat": "29.7", "lon": "-9.2"},
        "photo": {
            names["photo"]: SimpleUploadedFile("p.jpg", files.photo_of_a_phone().getvalue(), content_type="image/jpeg")
        },
    }
    return {name: given[kind] | {"asked": name} for kind, name in names.items()}


def test_the_whole_story_without_javascript(client, made, person):
    response = client.get(address(made))
    assert response.status_code == 200
    response = client.post(address(made))
    sent = answers_to(made)
    for name, fields in sent.items():
        assert response.url == address(made, "questions", name[1:])
        page = client.get(response.url)
        assert page.status_code == 200
        assert f'name="asked" value="{name}"' in page.text
        response = client.post(response.url, fields)
    # opinions: one statement at a time
    opinions = address(made, "opinions", made.parts["opinions"].pk)
    assert response.url == opinions
    for stance in ("1", "-1"):
        page = client.get(opinions)
        statement = page.context["statement"]
        assert statement.text in page.text
        response = client.post(opinions, {f"s{statement.pk}": stance})
        assert response.url == opinions
    page = client.get(opinions)
    assert page.context["statement"] is None
    client.post(opinions + "propose/", {"text": "نريد مكتبة"})
    # priorities, each by its method
    next_url = page.context["next"]
    for method, values in {
        "approval": ["1", "1", ""], "points": ["3", "2", ""], "borda": ["2", "1", ""], "equal_shares": ["1", "", ""],
    }.items():  # fmt: skip
        part = made.parts[method]
        assert next_url == address(made, "priorities", part.pk)
        assert client.get(next_url).status_code == 200
        fields = {f"c{row.pk}": value for row, value in zip(made.candidates[method], values, strict=True) if value}
        next_url = client.post(next_url, fields | {"asked": f"p{part.pk}"}).url
    assert next_url == address(made, "check")
    page = client.get(next_url)
    for words in ("ماء صالح للشرب", made.options["single"][1].text, "3.5", made.candidates["borda"][1].text):
        assert words in page.text
    assert shown(made.consultation) == (0, 0, 0)
    response = client.post(next_url)
    assert response.url == address(made, "thanks")
    assert client.get(response.url).status_code == 200
    assert shown(made.consultation) == (1, 0, 0)
    assert (Answer.objects.count(), Vote.objects.count(), Preference.objects.count()) == (10, 2, 7)
    assert Statement.objects.filter(visibility="held").get().text == "نريد مكتبة"

    # changed: the last counts
    short = made.questions["short"].pk
    page = client.get(address(made, "questions", short))
    assert 'value="ماء صالح للشرب"' in page.text
    client.post(address(made, "questions", short), {"asked": f"q{short}", f"q{short}": "طريق"})
    assert Answer.objects.get(question=short).text == "طريق"
    assert shown(made.consultation) == (1, 0, 0)

    # taken back
    assert client.get(address(made, "take-back")).status_code == 200
    client.post(address(made, "take-back"))
    assert (Response.objects.count(), shown(made.consultation)) == (0, (0, 0, 0))


def test_it_is_kept_and_gone_on_with(client, made, person):
    short = made.questions["short"].pk
    client.post(address(made))
    response = client.post(address(made, "questions", short), {"asked": f"q{short}", f"q{short}": "ماء", "later": "1"})
    assert response.url == made.consultation.get_absolute_url().replace("/ar/", "/fr/")
    assert "commencé" in client.get(address(made)).text or client.get(address(made)).context["is_begun"]
    first = made.questions["single"].pk
    assert client.post(address(made)).url == address(made, "questions", first)
    assert 'value="ماء"' in client.get(address(made, "questions", short)).text


def test_the_next_page_follows_the_logic(client, person):
    made = everything(kinds=["single"], methods=[], statements=0)
    single, (first, second, _third) = made.questions["single"], made.options["single"]
    follow = QuestionFactory(part=single.part, kind="short", position=99, shown_if=single, shown_for=[first.pk])
    url = address(made, "questions", single.pk)
    asked = {"asked": f"q{single.pk}"}
    assert client.post(url, asked | {f"q{single.pk}": first.pk}).url == address(made, "questions", follow.pk)
    assert client.post(url, asked | {f"q{single.pk}": second.pk}).url == address(made, "check")
    assert client.get(address(made, "questions", follow.pk)).status_code == 404


@pytest.mark.parametrize(
    ("kind", "text"), [("short", "كلمة " * 100), ("number", "twelve"), ("date", "31/12"), ("long", "م" * 4_500)]
)
def test_what_is_refused_comes_back(client, made, person, kind, text):
    question = made.questions[kind].pk
    response = client.post(address(made, "questions", question), {"asked": f"q{question}", f"q{question}": text})
    assert response.status_code == 422
    assert text in response.text
    assert "aria-invalid" in response.text
    assert Answer.objects.count() == 0


def test_a_question_of_another_consultation_is_not_here(client, made, person):
    other = everything(kinds=["short"], methods=[], statements=0).questions["short"].pk
    assert client.get(address(made, "questions", other)).status_code == 404
    short = made.questions["short"].pk
    response = client.post(address(made, "questions", short), {"asked": f"q{other}", f"q{other}": "x"})
    assert response.status_code == 422
    assert Answer.objects.count() == 0


def test_a_removed_option_and_question_are_refused_in_words(client, made, person):
    option, question = made.options["single"][0], made.questions["single"]
    option.removed_at = made.consultation.opened_at
    option.save()
    fields = {"asked": f"q{question.pk}", f"q{question.pk}": option.pk}
    assert client.post(address(made, "questions", question.pk), fields).status_code == 422
    short = made.questions["short"]
    short.removed_at = made.consultation.opened_at
    short.save()
    fields = {"asked": f"q{short.pk}", f"q{short.pk}": "ما كتبت"}
    response = client.post(address(made, "questions", short.pk), fields)
    assert response.status_code == 409
    assert "ما كتبت" in response.text


def test_one_second_late_gives_back_what_was_written(client, made, person):
    short = made.questions["short"].pk
    client.post(address(made))
    with time_machine.travel(made.consultation.closes_at + datetime.timedelta(seconds=1), tick=False):
        client.force_login(person)
        response = client.post(address(made, "questions", short), {"asked": f"q{short}", f"q{short}": "ما كتبت متأخرة"})
        assert response.status_code == 409
        assert "ما كتبت متأخرة" in response.text
        assert client.post(address(made, "check")).status_code == 409
    assert Answer.objects.count() == 0


def test_a_vote_with_nothing_to_vote_on_is_refused(client, made, person):
    held = Statement.objects.create(part=made.parts["opinions"], text="رأي", folded="x", visibility="held")
    opinions = address(made, "opinions", made.parts["opinions"].pk)
    assert client.post(opinions, {f"s{held.pk}": "1"}).status_code == 422
    assert client.post(opinions, {f"s{made.statements[0].pk}": "7"}).status_code == 422
    assert client.get(opinions, {"statement": "abc"}).status_code == 200
    response = client.post(opinions + "propose/", {"text": "م" * 141})
    assert response.status_code == 422
    assert "م" * 141 in response.text


def test_strangers_and_those_who_are_not_asked(client, made):
    assert client.get(address(made)).status_code == 302
    client.force_login(UserFactory(trust=Trust.DECLARED))
    assert client.get(address(made)).status_code == 409
    Consultation.objects.filter(pk=made.consultation.pk).update(audience="members")
    person = UserFactory()
    client.force_login(person)
    assert client.get(address(made)).status_code == 409
    MembershipFactory(space=made.consultation.space, user=person, role=Role.MEMBER)
    assert client.get(address(made)).status_code == 200
    Consultation.objects.filter(pk=made.consultation.pk).update(visibility="hidden")
    assert client.get(address(made)).status_code == 404


def test_the_desk_takes_everything_on_one_page(client, made):
    agent = agent_of(made)
    client.force_login(agent)
    url = f"/fr/consultations/{made.consultation.pk}/desk/"
    page = client.get(url)
    assert page.status_code == 200
    sent = {"asked": []}
    for fields in answers_to(made).values():
        sent["asked"].append(fields.pop("asked"))
        sent |= fields
    point = f"q{made.questions['point'].pk}"
    sent |= {f"{point}_lat": sent.pop("lat"), f"{point}_lon": sent.pop("lon")}
    sent["asked"] += [f"p{made.parts['approval'].pk}"]
    sent |= {f"c{made.candidates['approval'][0].pk}": "1", f"s{made.statements[0].pk}": "-1"}
    sent |= {"desk": "مكتب أنزا", "consent": "spoken", "phone": "", "client_key": "abc"}

    wrong = client.post(url, sent | {"consent": "", f"q{made.questions['number'].pk}": "9999"})
    assert wrong.status_code == 422
    assert Response.objects.count() == 0
    assert "ماء صالح للشرب" in wrong.text

    sent[f"q{made.questions['photo'].pk}"] = SimpleUploadedFile("p.jpg", files.image().getvalue(), "image/jpeg")
    done = client.post(url, sent | {"phone": "0612345678"})
    assert done.status_code == 302
    taken = client.get(done.url)
    assert taken.status_code == 200
    assert "612345678" not in taken.text
    assert "ماء صالح للشرب" not in taken.text
    assert shown(made.consultation) == (0, 1, 0)
    assert (Answer.objects.count(), Vote.objects.count(), Preference.objects.count()) == (10, 1, 1)
    client.force_login(UserFactory())
    assert client.get(url).status_code == 403
    assert client.get(done.url).status_code == 403


def test_her_name_and_number_are_nowhere(client, made, person):
    client.post(address(made))
    for name, fields in answers_to(made).items():
        client.post(address(made, "questions", name[1:]), fields)
    client.post(address(made, "check"))
    row = Response.objects.values().get()
    stored = " ".join(str(bytes(value) if isinstance(value, memoryview) else value) for value in row.values())
    journal = " ".join(f"{entry.subject} {entry.note} {entry.data}" for entry in Entry.objects.all())
    for text in (stored, journal):
        assert "CANARYNAME" not in text
        assert "612345678" not in text
    assert row["user_id"] is None
    assert not Entry.objects.filter(by=person).exists()


def test_a_page_costs_the_same_for_one_and_many(client, django_assert_max_num_queries, person):
    small, large = (everything(kinds=["short", *kinds], methods=[]) for kinds in ([], list(QuestionKind.values)))
    for made in (small, large):
        answering.begin(made.consultation, by=person)
        question = made.questions["short"].pk
        url = address(made, "questions", question)
        with django_assert_max_num_queries(14):
            client.get(url)
        with django_assert_max_num_queries(24):
            client.post(url, {"asked": f"q{question}", f"q{question}": "ماء"})
