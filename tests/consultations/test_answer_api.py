"""A person's own answer by the API: read, given whole, taken back; with the scope, and never another's."""

import pytest
from rest_framework.test import APIClient

from accounts.actions import make_token
from consultations.actions import answering
from consultations.models import Answer, Response
from consultations.said import read_said
from tests.consultations.asking import everything
from tests.consultations.test_answering import saying, shown
from tests.consultations.test_said import photo_file
from tests.factories.accounts import UserFactory
from tests.factories.consultations import QuestionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return everything(kinds=["single", "ranking", "number", "short"], methods=["approval"])


@pytest.fixture
def person():
    return UserFactory()


@pytest.fixture
def program(person):
    program = APIClient()
    program.force_authenticate(person)
    return program


def address(made):
    return f"/api/v1/consultations/{made.consultation.pk}/my-answer/"


def whole(made):
    options = {kind: [option.pk for option in rows] for kind, rows in made.options.items()}
    given = {"single": options["single"][0], "ranking": options["ranking"][::-1], "number": "3.5", "short": "ماء"}
    return {
        "answers": {str(made.questions[kind].pk): value for kind, value in given.items()},
        "votes": {str(made.statements[0].pk): -1},
        "preferences": {str(made.candidates["approval"][1].pk): 1},
    }


def test_given_read_and_given_again(program, made):
    assert program.get(address(made)).status_code == 404
    sent = whole(made)
    for _again in range(2):
        answer = program.put(address(made), sent, format="json")
        assert answer.status_code == 200, answer.data
        read = program.get(address(made)).json()
        assert {name: read[name] for name in sent} == sent
        assert read["sent_at"]
        assert shown(made.consultation) == (1, 0, 0)
        sent = {name: read[name] for name in sent}  # what was read may be given again
    program.put(address(made), {"answers": {str(made.questions["short"].pk): "طريق"}}, format="json")
    assert Answer.objects.get().text == "طريق"
    assert program.delete(address(made)).status_code == 204
    assert program.delete(address(made)).status_code == 204
    assert (shown(made.consultation), Response.objects.count()) == ((0, 0, 0), 0)


def test_a_photo_sent_on_its_page_stays(program, made, person):
    kept = QuestionFactory(part=made.parts["questions"], kind="photo", position=50, is_required=True)
    said = read_said(made.consultation, {"answers": {kept.pk: photo_file()}})
    assert program.put(address(made), whole(made), format="json").status_code == 400
    answering.save(made.consultation, said, by=person)
    assert program.put(address(made), whole(made), format="json").status_code == 200
    assert Answer.objects.get(question=kept).photo
    read = program.get(address(made)).json()
    assert read["answers"][str(kept.pk)] is True
    assert program.put(address(made), read, format="json").status_code == 200
    assert Answer.objects.get(question=kept).photo


def test_what_cannot_be_taken_is_told_by_its_number(program, made):
    number = str(made.questions["number"].pk)
    answer = program.put(address(made), whole(made) | {"answers": {number: 99, "999999": "x"}}, format="json")
    assert answer.status_code == 400
    assert number in str(answer.json())
    assert "999999" in str(answer.json())
    assert Response.objects.count() == 0
    for wrong in ({"answers": []}, {"votes": {"1": "x"}}, {"preferences": {"1": -1}}, []):
        assert program.put(address(made), wrong, format="json").status_code == 400


def test_nobody_else_reads_it_and_a_closed_one_takes_nothing(program, made):
    program.put(address(made), whole(made), format="json")
    other = APIClient()
    assert other.get(address(made)).status_code in {401, 403}
    assert other.put(address(made), whole(made), format="json").status_code in {401, 403}
    other.force_authenticate(UserFactory())
    assert other.get(address(made)).status_code == 404
    closed = everything(kinds=["short"], methods=[], statements=0, closed=True)
    given = {"answers": {str(closed.questions["short"].pk): "x"}}
    assert program.put(address(closed), given, format="json").status_code == 409
    assert saying(closed).answers


def test_a_token_needs_the_scope(made, person):
    program = APIClient()
    for scopes, status in ((["read"], 403), (["consultations:write"], 200)):
        _token, key = make_token(person, name="x", scopes=scopes, by=person)
        program.credentials(HTTP_AUTHORIZATION=f"Bearer {key}")
        assert program.put(address(made), whole(made), format="json").status_code == status
