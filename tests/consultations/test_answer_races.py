"""Many at the same moment: one person one response, whatever way it comes."""

import pytest

from consultations.actions import answering
from consultations.models import Answer, Consultation, Response
from tests.consultations.asking import everything
from tests.consultations.test_answering import PHONE, agent_of, at_desk, saying, shown
from tests.factories.accounts import UserFactory
from tests.races import refusals, together

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_hundred_at_once_by_one_person_are_one_response():
    made, person = everything(kinds=["short"], methods=[], statements=0), UserFactory()
    said = saying(made)

    def answer():
        row = Consultation.objects.select_related("space").get(pk=made.consultation.pk)
        answering.begin(row, by=person)
        answering.save(row, said, by=person)
        return answering.send(row, by=person)

    answers = together(*[answer] * 200)

    assert refusals(answers) == []
    assert len({row.pk for row in answers}) == 1
    assert (Response.objects.count(), Answer.objects.count()) == (1, 1)
    assert shown(made.consultation) == (1, 0, 0)


def test_web_and_desk_with_one_phone_at_once_are_one_response():
    made, person = everything(kinds=["short"], methods=[], statements=0), UserFactory(phone=PHONE, phone_verified=True)
    agent, said = agent_of(made), saying(made)

    answers = together(
        *[
            lambda: answering.answer_whole(made.consultation, said, by=person),
            lambda: at_desk(made, agent, phone=PHONE, client_key="k"),
        ]
        * 10
    )

    assert refusals(answers) == []
    assert Response.objects.count() == 1
    assert shown(made.consultation) == (1, 0, 0)


def test_sending_and_taking_back_at_once_leave_the_count_right():
    made, person = everything(kinds=["short"], methods=[], statements=0), UserFactory()
    said = saying(made)
    together(
        *[
            lambda: answering.answer_whole(made.consultation, said, by=person),
            lambda: (answering.withdraw(made.consultation, by=person), 1),
        ]
        * 10
    )
    assert sum(shown(made.consultation)) == Response.objects.filter(sent_at__isnull=False).count() <= 1
