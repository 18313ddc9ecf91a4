"""What a person takes with her, and what is forgotten when she leaves: her answer counts on, as nobody's."""

import pytest

from accounts import actions as people
from consultations.actions import answering, proposing
from consultations.models import Answer, Response, Statement
from consultations.own_data import held_about
from consultations.said import Said
from tests.consultations.asking import everything
from tests.consultations.test_answering import saying, shown
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return everything(kinds=["single", "short", "point"], methods=["points"], is_anonymous=False)


def test_she_takes_what_she_answered_and_nothing_of_others(made):
    person, other = UserFactory(), UserFactory()
    option = made.options["single"][0]
    said = Said(
        answers={made.questions["single"].pk: [option.pk], made.questions["short"].pk: "ماء"},
        votes={made.statements[0].pk: -1},
        preferences={made.candidates["points"][0].pk: 7},
    )
    answering.answer_whole(made.consultation, said, by=person)
    answering.answer_whole(made.consultation, saying(made, "OTHERS"), by=other)
    proposing.propose(made.parts["opinions"], "نريد مكتبة", by=person)
    held = held_about(person)
    (row,) = held["answered_consultations"]
    assert row["title"] == made.consultation.title
    assert [answer["answer"] for answer in row["answers"]] == [[str(option)], "ماء"]
    assert row["opinions"] == [{"statement": made.statements[0].text, "stance": -1}]
    assert row["priorities"] == [{"proposal": made.candidates["points"][0].text, "value": 7}]
    assert [statement["text"] for statement in held["proposed_statements"]] == ["نريد مكتبة"]
    assert "OTHERS" not in str(held)
    assert people.export(person, by=person)["answered_consultations"] == held["answered_consultations"]


def test_what_was_hidden_since_has_no_title(made):
    person = UserFactory()
    answering.answer_whole(made.consultation, saying(made), by=person)
    made.consultation.visibility = "hidden"
    made.consultation.save()
    assert held_about(person)["answered_consultations"][0]["title"] is None


def test_leaving_forgets_whose_it_was_and_keeps_the_count(made):
    person, begun = UserFactory(), everything(kinds=["short"], methods=[], statements=0)
    answering.answer_whole(made.consultation, saying(made), by=person)
    answering.save(begun.consultation, saying(begun), by=person)
    proposing.propose(made.parts["opinions"], "نريد مكتبة", by=person)
    people.erase(person, by=person)
    row = Response.objects.get()  # what was begun and not sent is gone
    assert (row.consultation, bytes(row.sealed), row.user) == (made.consultation, b"", None)
    assert (shown(made.consultation), Answer.objects.count()) == ((1, 0, 0), 1)
    assert Statement.objects.get(text="نريد مكتبة").author is None
