"""Paper questionnaires: typed by two persons, counted once, never twice and never by one alone."""

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import translation
from django.utils.timezone import now

from consultations.actions.paper import decide_sheet, find_sheet, print_sheets, set_aside, type_sheet
from consultations.enums import SheetState, Way
from consultations.models import Answer, Entry, Response, Sheet
from core.fitness import Unfit
from core.journal import history
from core.workflow import Refused
from tests.consultations.papers import a_sheet, asked, desk_of, facilitator_of, filled
from tests.factories.accounts import UserFactory
from tests.factories.consultations import QuestionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def place():
    return asked()


@pytest.fixture
def sheet(place):
    return a_sheet(place.consultation)


@pytest.fixture
def two(place):
    return desk_of(place.consultation), desk_of(place.consultation)


def test_a_sheet_typed_twice_alike_is_one_response_on_paper(place, sheet, two):
    first = type_sheet(sheet, by=two[0], said=filled(place))
    assert (first.is_counted, first.sheet.state, Response.objects.count()) == (False, SheetState.TYPED, 0)
    second = type_sheet(sheet, by=two[1], said=filled(place))
    assert second.is_counted
    response = Response.objects.get()
    assert (response.way, response.user, bytes(response.sealed), response.agent) == (Way.PAPER, None, b"", None)
    assert second.sheet.response == response
    place.consultation.refresh_from_db()
    counts = place.consultation
    assert (counts.paper_count, counts.online_count, counts.desk_count) == (1, 0, 0)
    said = {answer.question.kind: answer for answer in response.answers.select_related("question")}
    assert said["single"].options == [place.options["single"][0].pk]
    assert said["ranking"].options == [option.pk for option in reversed(place.options["ranking"])]
    assert (said["scale"].number, said["number"].number, said["date"].day) == (4, 3, datetime.date(2026, 3, 9))
    assert said["short"].text == "الماء"
    assert dict(response.votes.values_list("statement", "stance")) == {
        place.statements[0].pk: 1,
        place.statements[1].pk: 0,
    }
    assert dict(response.preferences.values_list("candidate", "value")) == {place.candidates[0].pk: 1}
    assert [entry.said for entry in Entry.objects.all()] == [{}, {}]  # what was typed is not kept twice


def test_words_spelled_otherwise_are_alike(place, sheet, two):
    type_sheet(sheet, by=two[0], said=filled(place, short="إنارة  الطريق"))
    assert type_sheet(sheet, by=two[1], said=filled(place, short="انارة الطريق")).is_counted
    assert Answer.objects.get(question=place.questions["short"]).text == "إنارة الطريق"


def test_a_difference_is_named_and_nothing_is_counted(place, sheet, two):
    type_sheet(sheet, by=two[0], said=filled(place))
    other = filled(place, scale=2)
    other.pop(f"s{place.statements[1].pk}")  # nothing ticked is not "pass"
    typed = type_sheet(sheet, by=two[1], said=other)
    assert typed.differing == [f"q{place.questions['scale'].pk}", f"s{place.statements[1].pk}"]
    assert (typed.sheet.state, Response.objects.count()) == (SheetState.TYPED, 0)
    # Each of the two may look again and correct hers.
    assert type_sheet(sheet, by=two[0], said=other).is_counted
    assert Answer.objects.get(question=place.questions["scale"]).number == 2


def test_a_third_person_decides_line_by_line(place, sheet, two):
    type_sheet(sheet, by=two[0], said=filled(place))
    type_sheet(sheet, by=two[1], said=filled(place, scale=2, short="الطريق"))
    third = desk_of(place.consultation)
    first, second = Entry.objects.order_by("id")
    scale, short = f"q{place.questions['scale'].pk}", f"q{place.questions['short'].pk}"
    with pytest.raises(Refused, match="say which one"):
        type_sheet(sheet, by=third, said=filled(place))
    with pytest.raises(Unfit):
        decide_sheet(sheet, by=third, chosen={scale: second.pk})
    with pytest.raises(PermissionDenied):
        decide_sheet(sheet, by=two[1], chosen={scale: second.pk, short: second.pk})
    assert Response.objects.count() == 0
    assert decide_sheet(sheet, by=third, chosen={scale: second.pk, short: first.pk}).is_counted
    said = {answer.question.kind: answer for answer in Answer.objects.select_related("question")}
    assert (said["scale"].number, said["short"].text) == (2, "الماء")


def test_the_same_person_cannot_type_it_twice(place, sheet, two):
    type_sheet(sheet, by=two[0], said=filled(place))
    with pytest.raises(Refused) as refusal:
        type_sheet(sheet, by=two[0], said=filled(place))
    assert refusal.value.code == "same_person"
    assert (Entry.objects.count(), Response.objects.count()) == (1, 0)


def test_a_counted_or_set_aside_sheet_is_refused_in_words(place, two):
    counted, aside = a_sheet(place.consultation, two[0]), a_sheet(place.consultation, two[0])
    for by in two:
        type_sheet(counted, by=by, said=filled(place))
    with pytest.raises(Refused, match="counted once"):
        type_sheet(counted, by=two[0], said=filled(place))
    with pytest.raises(Refused, match="counted once"):
        set_aside(counted, by=two[0], note="ضاعت")
    type_sheet(aside, by=two[0], said=filled(place))
    with pytest.raises(Refused, match="reason"):
        set_aside(aside, by=two[0], note=" ")
    set_aside(aside, by=two[0], note="ورقة ممزقة")
    aside.refresh_from_db()
    assert (aside.state, aside.note, aside.entries.count()) == (SheetState.REFUSED, "ورقة ممزقة", 0)
    with pytest.raises(Refused, match="set aside"):
        type_sheet(aside, by=two[1], said=filled(place))
    assert Response.objects.count() == 1


def test_a_wrong_sheet_is_refused_in_words(place, sheet):
    elsewhere = a_sheet(asked().consultation)
    with pytest.raises(Refused, match=rf"another consultation \({elsewhere.consultation_id}\)"):
        find_sheet(place.consultation, elsewhere.code)
    with pytest.raises(Refused, match="No sheet has these letters"):
        find_sheet(place.consultation, "ABCD")
    with pytest.raises(Refused, match="from 1 to 1"):
        find_sheet(place.consultation, "7")
    with pytest.raises(Refused, match="No sheet was printed"):
        find_sheet(asked().consultation, "1")
    assert find_sheet(place.consultation, "1") == find_sheet(place.consultation, f" {sheet.code.lower()} ") == sheet


def test_what_is_not_asked_here_and_an_empty_sheet_are_refused(place, sheet, two):
    foreign = QuestionFactory(kind="short")
    with pytest.raises(Refused, match="not asked in this consultation"):
        type_sheet(sheet, by=two[0], said=filled(place) | {f"q{foreign.pk}": "x"})
    gone = place.questions["short"]
    gone.removed_at = now()
    gone.save()
    with pytest.raises(Refused, match="taken out"):
        type_sheet(sheet, by=two[0], said=filled(place))
    with pytest.raises(Unfit):
        type_sheet(sheet, by=two[0], said={})
    assert Entry.objects.count() == 0


def test_nothing_is_typed_or_printed_once_it_is_over(place, sheet, two):
    with time_machine.travel(place.consultation.closes_at + datetime.timedelta(minutes=1), tick=False):
        with pytest.raises(Refused, match="takes no answers"):
            type_sheet(sheet, by=two[0], said=filled(place))
        with pytest.raises(Refused, match="takes no answers"):
            print_sheets(place.consultation, by=two[0], count=1)
    assert (Entry.objects.count(), Sheet.objects.count()) == (0, 1)


def test_only_the_desk_of_its_space_handles_sheets(place, sheet):
    stranger, desk_elsewhere = UserFactory(), desk_of(asked().consultation)
    for person in (stranger, desk_elsewhere, place.consultation.author):
        with pytest.raises(PermissionDenied):
            print_sheets(place.consultation, by=person, count=1)
        with pytest.raises(PermissionDenied):
            type_sheet(sheet, by=person, said=filled(place))
        with pytest.raises(PermissionDenied):
            set_aside(sheet, by=person, note="ضاعت")
        assert not Sheet.objects.visible_to(person).filter(pk=sheet.pk).exists()
    for person in (desk_of(place.consultation), facilitator_of(place.consultation)):
        assert person.has_perm("consultations.enter_sheet", sheet)
        assert Sheet.objects.visible_to(person).get() == sheet
    assert len(print_sheets(place.consultation, by=facilitator_of(place.consultation), count=2)) == 2


def test_the_journal_says_who_typed_and_nothing_of_what(place, sheet, two):
    type_sheet(sheet, by=two[0], said=filled(place))
    type_sheet(sheet, by=two[1], said=filled(place, short="سر"))
    entries = list(history(sheet))
    assert [(entry.action, entry.by) for entry in entries] == [("type", two[0]), ("differ", two[1])]
    assert "سر" not in str([entry.data for entry in entries])
    assert [entry.data for entry in history(place.consultation)] == [{"first": 1, "last": 1}]
