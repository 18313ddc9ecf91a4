"""Answering: one person, one response; begun, kept, sent, changed until closing, taken back."""

import datetime

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils.timezone import now

from accounts.enums import Trust
from accounts.models import Declaration
from consultations import persons
from consultations.actions import answering, desk, proposing
from consultations.enums import Audience, QuestionKind
from consultations.models import Answer, Consultation, Response, Statement
from consultations.said import Faults, Said, read_said
from core.fitness import Unfit
from core.workflow import Refused
from spaces.enums import Role
from tests.consultations.asking import everything
from tests.factories.accounts import UserFactory
from tests.factories.consultations import QuestionFactory, ResponseFactory
from tests.factories.spaces import MembershipFactory

pytestmark = pytest.mark.django_db
PHONE = "+212612345678"


@pytest.fixture
def made():
    return everything(kinds=["single", "short"], methods=["approval"])


def shown(consultation):
    row = Consultation.objects.get(pk=consultation.pk)
    return row.online_count, row.desk_count, row.paper_count


def saying(made, text="ماء"):
    return read_said(made.consultation, {"answers": {made.questions["short"].pk: text}})


def agent_of(made):
    person = UserFactory(trust=Trust.SEEN)
    MembershipFactory(space=made.consultation.space, user=person, role=Role.DESK)
    return person


def at_desk(made, agent, text="ماء", **given):
    given = {"desk": "مكتب الحي", "consent": "spoken", "client_key": "k1"} | given
    return desk.answer_for(made.consultation, saying(made, text), by=agent, **given)


def test_a_response_is_begun_kept_sent_changed_and_counts_once(made):
    person = UserFactory()
    answering.begin(made.consultation, by=person)
    answering.save(made.consultation, saying(made), by=person)
    assert shown(made.consultation) == (0, 0, 0)

    for _again in range(2):
        answering.send(made.consultation, by=person)
        assert shown(made.consultation) == (1, 0, 0)

    answering.save(made.consultation, saying(made, "طريق"), by=person)
    assert Answer.objects.get().text == "طريق"
    assert shown(made.consultation) == (1, 0, 0)

    assert answering.withdraw(made.consultation, by=person)
    assert (shown(made.consultation), Response.objects.count()) == ((0, 0, 0), 0)
    assert answering.withdraw(made.consultation, by=person)  # again: nothing to take back
    assert shown(made.consultation) == (0, 0, 0)


def test_one_second_late_is_late(made):
    person = UserFactory()
    closes = made.consultation.closes_at
    with time_machine.travel(closes - datetime.timedelta(seconds=1), tick=False):
        answering.save(made.consultation, saying(made), by=person)
        answering.send(made.consultation, by=person)
    with time_machine.travel(closes, tick=False):
        for act in (
            lambda: answering.begin(made.consultation, by=UserFactory()),
            lambda: answering.save(made.consultation, saying(made, "متأخر"), by=person),
            lambda: answering.send(made.consultation, by=person),
            lambda: answering.answer_whole(made.consultation, saying(made), by=person),
            lambda: at_desk(made, agent_of(made)),
            lambda: proposing.propose(made.parts["opinions"], "رأي جديد", by=person),
        ):
            with pytest.raises(Refused) as refused:
                act()
            assert refused.value.code == "closed"
    assert Answer.objects.get().text == "ماء"
    assert shown(made.consultation) == (1, 0, 0)


def test_it_may_be_too_early(made):
    made.consultation.opens_at = now() + datetime.timedelta(hours=1)
    made.consultation.save()
    with pytest.raises(Refused) as refused:
        answering.begin(made.consultation, by=UserFactory())
    assert refused.value.code == "too_early"


@pytest.mark.parametrize("trait", ["closed", "published"])
def test_a_closed_one_takes_nothing(trait):
    made = everything(kinds=["short"], methods=[], statements=0, **{trait: True})
    with pytest.raises(Refused):
        answering.save(made.consultation, saying(made), by=UserFactory())
    assert Response.objects.count() == 0


def test_what_must_be_answered_is_asked_for_before_it_counts(made):
    made.questions["short"].is_required = True
    made.questions["short"].save()
    person = UserFactory()
    with pytest.raises(Refused) as refused:
        answering.send(made.consultation, by=person)
    assert refused.value.code == "empty"
    option = made.options["single"][0].pk
    answering.save(made.consultation, Said(answers={made.questions["single"].pk: [option]}), by=person)
    with pytest.raises(Faults) as faults:
        answering.send(made.consultation, by=person)
    assert faults.value.faults.keys() == {f"q{made.questions['short'].pk}"}
    answering.save(made.consultation, saying(made), by=person)
    answering.send(made.consultation, by=person)
    with pytest.raises(Faults):  # taken back once it counts: the answer before is kept
        answering.save(made.consultation, Said(answers={made.questions["short"].pk: None}), by=person)
    assert Answer.objects.filter(question=made.questions["short"]).exists()


def test_a_choice_taken_out_meanwhile_is_asked_for_again(made):
    person, option = UserFactory(), made.options["single"][0]
    answering.save(made.consultation, Said(answers={made.questions["single"].pk: [option.pk]}), by=person)
    option.removed_at = now()
    option.save()
    with pytest.raises(Faults):
        answering.send(made.consultation, by=person)
    assert shown(made.consultation) == (0, 0, 0)


def test_a_question_that_is_not_asked_of_her_is_not_counted(made):
    single, (first, second, _third) = made.questions["single"], made.options["single"]
    follow = QuestionFactory(
        part=single.part, kind="short", position=99, shown_if=single, shown_for=[first.pk], is_required=True
    )
    person = UserFactory()
    answering.save(made.consultation, Said(answers={single.pk: [first.pk], follow.pk: "لأن"}), by=person)
    answering.save(made.consultation, Said(answers={single.pk: [second.pk]}), by=person)
    assert Answer.objects.filter(question=follow).exists()  # kept while she may come back to it
    answering.send(made.consultation, by=person)
    assert not Answer.objects.filter(question=follow).exists()


def test_gender_age_and_place_are_copied_and_nothing_else(made):
    person = UserFactory(commune=made.consultation.space.commune)
    Declaration.objects.create(user=person, gender="woman", birth_year=now().year - 30)
    answering.answer_whole(made.consultation, saying(made), by=person)
    row = Response.objects.get()
    assert (row.gender, row.age_band, row.place, row.user) == ("woman", "25-34", person.commune, None)
    assert persons.told(made.consultation.pk, row.sealed) == person.pk


def test_who_took_part_is_kept_only_where_it_is_not_anonymous():
    made = everything(kinds=["short"], methods=[], statements=0, is_anonymous=False)
    person = UserFactory()
    answering.answer_whole(made.consultation, saying(made), by=person)
    assert Response.objects.get().user == person


def test_after_closing_what_was_counted_stays_without_her(made):
    person = UserFactory()
    answering.answer_whole(made.consultation, saying(made), by=person)
    with time_machine.travel(made.consultation.closes_at, tick=False):
        assert not answering.withdraw(made.consultation, by=person)
    row = Response.objects.get()
    assert (bytes(row.sealed), row.user, row.sent_at is None) == (b"", None, False)
    assert shown(made.consultation) == (1, 0, 0)


AUDIENCES = {
    Audience.EVERYONE: {"confirmed", "resident", "member", "vouched"},
    Audience.RESIDENTS: {"resident"},
    Audience.MEMBERS: {"member"},
    Audience.VOUCHED: {"vouched"},
}


@pytest.mark.parametrize("audience", Audience.values)
@pytest.mark.parametrize("who", ["declared", "confirmed", "resident", "member", "vouched", "visitor"])
def test_who_may_answer(audience, who):
    made = everything(kinds=["short"], methods=[], statements=0, audience=audience)
    space = made.consultation.space
    if who == "visitor":
        person = AnonymousUser()
    else:
        person = UserFactory(
            trust={"declared": Trust.DECLARED, "vouched": Trust.VOUCHED}.get(who, Trust.CONTACT),
            commune=space.commune if who == "resident" else None,
        )
    if who == "member":
        MembershipFactory(space=space, user=person, role=Role.MEMBER)
    if who in AUDIENCES[audience]:
        assert answering.begin(made.consultation, by=person).pk
    else:
        with pytest.raises(PermissionDenied):
            answering.begin(made.consultation, by=person)
        with pytest.raises(PermissionDenied):
            answering.answer_whole(made.consultation, saying(made), by=person)


def test_hidden_or_in_preparation_nobody_answers(made):
    for change in ({"visibility": "hidden"}, {"visibility": "visible", "opened_at": None, "state": "draft"}):
        Consultation.objects.filter(pk=made.consultation.pk).update(**change)
        made.consultation.refresh_from_db()
        with pytest.raises(PermissionDenied):
            answering.begin(made.consultation, by=UserFactory())


def test_a_desk_counts_the_same_and_apart(made):
    agent = agent_of(made)
    first = at_desk(made, agent)
    at_desk(made, agent)  # the same form twice
    at_desk(made, agent, client_key="k2")
    assert shown(made.consultation) == (0, 2, 0)
    row = Response.objects.order_by("pk").first()
    assert (row.agent, row.consent_way, row.way, bytes(row.sealed)) == (agent, "spoken", "desk", b"")
    assert first.number
    with pytest.raises(PermissionDenied):
        at_desk(made, UserFactory())


@pytest.mark.parametrize("wrong", [{"desk": " "}, {"consent": ""}, {"phone": "123"}, {"phone": "", "client_key": ""}])
def test_a_desk_is_told_what_is_missing(made, wrong):
    with pytest.raises(Unfit):
        at_desk(made, agent_of(made), **wrong)
    assert Response.objects.count() == 0


def test_one_phone_one_response_whether_at_a_desk_or_online(made):
    agent, person = agent_of(made), UserFactory(phone=PHONE, phone_verified=True)
    at_desk(made, agent, phone="06 12 34 56 78")
    at_desk(made, agent, text="طريق", phone="+212 612345678", client_key="k2")  # again, at the desk: the last counts
    assert (shown(made.consultation), Answer.objects.get().text) == ((0, 1, 0), "طريق")

    answering.answer_whole(made.consultation, saying(made, "مدرسة"), by=person)  # herself: hers takes its place
    assert (shown(made.consultation), Answer.objects.get().text) == ((1, 0, 0), "مدرسة")

    at_desk(made, agent, text="غير ذلك", phone=PHONE, client_key="k3")  # nobody else changes what she said herself
    assert (shown(made.consultation), Answer.objects.get().text) == ((1, 0, 0), "مدرسة")


def test_what_a_desk_wrote_under_her_number_she_may_take_back(made):
    at_desk(made, agent_of(made), phone=PHONE)
    answering.withdraw(made.consultation, by=UserFactory(phone=PHONE, phone_verified=True))
    assert (shown(made.consultation), Response.objects.count()) == ((0, 0, 0), 0)


def test_statements_are_held_and_said_once(made):
    part, person = made.parts["opinions"], UserFactory()
    for text in ("نريد حديقة", "نُريد  حَديقة", "نريد حديقة "):
        proposing.propose(part, text, by=person)
    proposing.propose(part, "نريد حديقة", by=UserFactory())
    row = Statement.objects.exclude(pk__in=[row.pk for row in made.statements]).get()
    assert (row.visibility, row.author) == ("held", person)
    for text in ("", "123", "م" * 141):
        with pytest.raises(Unfit):
            proposing.propose(part, text, by=person)


def test_ten_statements_each(made):
    person = UserFactory()
    for number in range(10):
        proposing.propose(made.parts["opinions"], f"فكرة رقم {number}", by=person)
    with pytest.raises(Refused):
        proposing.propose(made.parts["opinions"], "فكرة أخرى", by=person)
    assert Statement.objects.filter(author=person).count() == 10


def test_saving_costs_the_same_whatever_is_asked(django_assert_max_num_queries):
    made, person = everything(kinds=QuestionKind.values), UserFactory()
    answering.begin(made.consultation, by=person)
    with django_assert_max_num_queries(12):
        answering.save(made.consultation, saying(made), by=person)


def test_the_keys_of_two_consultations_have_nothing_in_common(made):
    other, person = everything(kinds=["short"], methods=[], statements=0), UserFactory()
    for one in (made, other):
        answering.answer_whole(one.consultation, saying(one), by=person)
    keys = [bytes(key) for key in Response.objects.values_list("person_key", flat=True)]
    assert len(set(keys)) == 2


def test_a_response_of_another_is_not_hers(made):
    ResponseFactory(consultation=made.consultation)
    assert answering.own(made.consultation, UserFactory()) is None
