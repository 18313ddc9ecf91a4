"""What a draft asks: parts, questions, logic without a loop, sources of this site alone, order, what is taken out."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from consultations import actions
from consultations.models import Candidate, Option, Part, Question, Statement
from core.fitness import Unfit
from core.journal import history
from core.workflow import Refused
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
from tests.factories.spaces import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    consultation = ConsultationFactory()
    consultation.by = MembershipFactory(space=consultation.space, role=Role.FACILITATOR).user
    return consultation


def asked(draft, kind="single", **said):
    """A question with two options in the one questionnaire of a draft."""
    part = draft.parts.filter(kind="questions").first() or actions.add_part(draft, by=draft.by, kind="questions")
    options = [{"text_ar": "نعم"}, {"text_fr": "non"}] if kind in {"single", "multiple", "ranking"} else []
    return actions.add_question(part, by=draft.by, kind=kind, options=options, **({"text_ar": "سؤال"} | said))


def keys(question):
    return list(question.options.values_list("pk", flat=True))


def test_a_question_keeps_its_words_and_options(draft):
    question = asked(draft, text_fr="Question ?", is_required=True)
    assert (question.text_ar, question.text_fr, question.is_required) == ("سؤال", "Question ?", True)
    assert [(one.text_ar, one.text_fr, one.position) for one in question.options.all()] == [
        ("نعم", "", 1),
        ("", "non", 2),
    ]


def test_words_in_one_language_are_enough_and_none_is_refused(draft):
    with pytest.raises(Unfit) as unfit:
        asked(draft, text_ar=" ")
    assert unfit.value.field == "text_ar"
    with pytest.raises(Unfit) as unfit:
        asked(draft, text_fr="n" * 1_000_000)
    assert unfit.value.field == "text_fr"


# --- logic ---
def test_a_question_may_depend_on_an_earlier_one(draft):
    first = asked(draft)
    second = asked(draft, "long", shown_if=first, shown_for=keys(first)[:1])
    assert (second.shown_if, second.shown_for) == (first, keys(first)[:1])


def test_no_loop_can_be_made(draft):
    first, second = asked(draft), asked(draft)
    with translation.override("en"), pytest.raises(Unfit, match="circle"):
        actions.edit_question(first, by=draft.by, shown_if=second, shown_for=keys(second))
    with pytest.raises(Unfit):
        actions.edit_question(first, by=draft.by, shown_if=first, shown_for=keys(first))
    actions.edit_question(second, by=draft.by, shown_if=first, shown_for=keys(first))
    for question, to in ((first, "down"), (second, "up")):
        with pytest.raises(Refused) as refusal:
            actions.move_thing(question, by=draft.by, to=to)
        assert refusal.value.code == "loop"
    assert list(Question.objects.values_list("pk", flat=True)) == [first.pk, second.pk]


@pytest.mark.parametrize("wrong", ["other_part", "other_consultation", "no_options", "foreign_option", "no_option"])
def test_a_condition_is_of_the_same_part_with_its_own_options(draft, wrong):
    first, last = asked(draft), asked(draft)
    elsewhere = QuestionFactory(part__consultation=draft, position=0)
    words = asked(draft, "short")
    stranger = OptionFactory(question=QuestionFactory(position=0))
    condition, chosen = {
        "other_part": (elsewhere, [OptionFactory(question=elsewhere).pk]),
        "other_consultation": (stranger.question, [stranger.pk]),
        "no_options": (words, [1]),
        "foreign_option": (first, [stranger.pk]),
        "no_option": (first, []),
    }[wrong]
    with pytest.raises(Unfit) as unfit:
        actions.edit_question(last, by=draft.by, shown_if=condition, shown_for=chosen)
    assert unfit.value.field in {"shown_if", "shown_for"}


def test_what_another_question_hangs_on_is_not_taken_out(draft):
    first = asked(draft)
    yes, no = first.options.all()
    second = asked(draft, "long", shown_if=first, shown_for=[yes.pk])
    for thing in (first, yes):
        with pytest.raises(Refused) as refusal:
            actions.take_out(thing, by=draft.by)
        assert refusal.value.code == "leads"
    actions.edit_question(second, by=draft.by, shown_if=first, shown_for=[yes.pk, no.pk])
    actions.take_out(yes, by=draft.by)
    assert Question.objects.get(pk=second.pk).shown_for == [no.pk]
    assert not Option.objects.filter(pk=yes.pk).exists()


# --- sources ---
@pytest.mark.parametrize(
    "path",
    [
        "https://example.org/needs/1/", "//example.org/needs/1/", "javascript:alert(1)", "needs/1/", "/nowhere/",
        "/admin/", "/api/v1/needs/", "/fr/me/", "/\\example.org", "/" + "n" * 100_000, "http://[broken/", "/needs/x/",
    ],
)  # fmt: skip
def test_a_foreign_source_is_refused(draft, path):
    question = asked(draft)
    with pytest.raises(Unfit) as unfit:
        actions.add_option(question, by=draft.by, text_ar="خيار", source_path=path, source_title="حاجة")
    assert unfit.value.field == "source_path"


@pytest.mark.parametrize(
    "path", ["/needs/12/", "/ar/needs/12/", "/fr/needs/12/?a=1#b", "http://localhost:8000/fr/needs/12/"]
)
def test_a_source_here_is_kept_without_its_language(draft, path, settings):
    settings.SITE_URL = "http://localhost:8000"
    option = actions.add_option(asked(draft), by=draft.by, text_ar="خيار", source_path=path, source_title="ماء الشرب")
    assert (option.source_path, option.source_title) == ("/needs/12/", "ماء الشرب")


def test_a_source_says_what_it_is(draft):
    with pytest.raises(Unfit) as unfit:
        actions.add_option(asked(draft), by=draft.by, text_ar="خيار", source_path="/needs/12/")
    assert unfit.value.field == "source_title"


# --- settings and priorities ---
@pytest.mark.parametrize(
    ("kind", "settings", "field"),
    [
        ("scale", {"low": 5, "high": 5}, "high"), ("scale", {"low": 0, "high": 11}, "high"),
        ("multiple", {"most": 0}, "most"), ("number", {"least": 5, "most": 4}, "most"),
        ("number", {"most": 10**15}, "most"),
    ],
)  # fmt: skip
def test_settings_that_make_no_sense_are_refused(draft, kind, settings, field):
    with pytest.raises(Unfit) as unfit:
        asked(draft, kind, settings=settings)
    assert unfit.value.field == field


def test_a_scale_has_its_ends(draft):
    assert asked(draft, "scale").settings == {"low": 1, "high": 5}
    assert asked(draft, "number", settings={"least": 0, "unit_ar": " أيام "}).settings == {
        "least": 0,
        "unit_ar": "أيام",
    }


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({}, "method"), ({"method": "dice"}, "method"), ({"method": "greedy"}, "budget"),
        ({"method": "equal_shares", "budget": 0}, "budget"), ({"method": "points"}, "most"),
        ({"method": "borda", "most": -1}, "most"),
    ],
)  # fmt: skip
def test_priorities_name_their_method(draft, said, field):
    with pytest.raises(Unfit) as unfit:
        actions.add_part(draft, by=draft.by, kind="priorities", **said)
    assert unfit.value.field == field
    assert not Part.objects.exists()


def test_under_a_budget_each_proposal_has_a_cost_within_it(draft):
    part = actions.add_part(draft, by=draft.by, kind="priorities", method="greedy", budget=1000)
    for cost in (None, 0, 1001):
        with pytest.raises(Unfit) as unfit:
            actions.add_candidate(part, by=draft.by, text_ar="طريق", cost=cost)
        assert unfit.value.field == "cost"
    assert actions.add_candidate(part, by=draft.by, text_ar="طريق", cost=1000).cost == 1000


def test_a_part_turns_to_a_budget_once_each_proposal_has_its_cost(draft):
    part = actions.add_part(draft, by=draft.by, kind="priorities", method="approval")
    candidate = actions.add_candidate(part, by=draft.by, text_ar="طريق")
    with pytest.raises(Unfit):
        actions.edit_part(part, by=draft.by, method="greedy", budget=1000)
    actions.edit_candidate(candidate, by=draft.by, text_ar="طريق", cost=500)
    assert actions.edit_part(part, by=draft.by, method="greedy", budget=1000).budget == 1000


# --- order ---
def test_things_go_up_and_down(draft):
    questions = [asked(draft) for _ in range(3)]
    actions.move_thing(questions[2], by=draft.by, to="up")
    actions.move_thing(questions[0], by=draft.by, to="up")  # the first one stays
    assert list(Question.objects.values_list("pk", flat=True)) == [questions[0].pk, questions[2].pk, questions[1].pk]
    first = questions[0].options.first()
    actions.move_thing(first, by=draft.by, to="down")
    assert [one.text for one in Option.objects.filter(question=questions[0])] == ["non", "نعم"]


def test_a_stranger_writes_nothing(draft):
    question, stranger = asked(draft), UserFactory()
    for act in (
        lambda: actions.add_part(draft, by=stranger, kind="opinions"),
        lambda: actions.edit_question(question, by=stranger, text_ar="سؤال"),
        lambda: actions.move_thing(question, by=stranger, to="up"),
        lambda: actions.take_out(question, by=stranger),
    ):
        with pytest.raises(PermissionDenied):
            act()


# --- taken out while it is open ---
def test_of_an_open_one_an_option_is_taken_out_with_its_reason():
    question = QuestionFactory(part__consultation=ConsultationFactory(opened=True))
    options = OptionFactory.create_batch(3, question=question)
    consultation = question.part.consultation
    by = MembershipFactory(space=consultation.space, role=Role.FACILITATOR).user
    with pytest.raises(Refused) as refusal:
        actions.take_out(options[0], by=by, note=" ")
    assert refusal.value.code == "note_missing"
    actions.take_out(options[0], by=by, note="ليس من اختصاص الجماعة")
    assert [one.pk for one in question.options.standing()] == [one.pk for one in options[1:]]
    (entry,) = history(consultation)
    assert (entry.action, entry.note, entry.data) == ("take_out", "ليس من اختصاص الجماعة", {"option": options[0].pk})
    with pytest.raises(Refused) as refusal:
        actions.take_out(options[1], by=by, note="سبب")
    assert refusal.value.code == "too_few"


@pytest.mark.parametrize("kind", ["part", "statement", "last_question", "second_candidate"])
def test_of_an_open_one_the_rest_stays(kind):
    consultation = ConsultationFactory(opened=True)
    priorities = PartFactory(consultation=consultation, priorities=True)
    thing = {
        "part": lambda: priorities,
        "statement": lambda: StatementFactory(part__consultation=consultation),
        "last_question": lambda: QuestionFactory(part__consultation=consultation),
        "second_candidate": lambda: CandidateFactory.create_batch(2, part=priorities)[0],
    }[kind]()
    with pytest.raises(Refused):
        actions.take_out(thing, by=UserFactory(is_superuser=True), note="سبب")
    assert all(row.removed_at is None for model in (Question, Candidate) for row in model.objects.all())


def test_of_a_closed_one_nothing_is_taken_out():
    option = OptionFactory(question__part__consultation=ConsultationFactory(closed=True))
    with pytest.raises(Refused) as refusal:
        actions.take_out(option, by=UserFactory(is_superuser=True), note="سبب")
    assert refusal.value.code == "over"


# --- first statements ---
def test_first_statements_are_shown_and_said_once(draft):
    part = actions.add_part(draft, by=draft.by, kind="opinions")
    made = actions.add_statement(part, by=draft.by, text="  الطرق أولا ")
    assert (made.text, made.visibility) == ("الطرق أولا", "visible")
    with pytest.raises(Unfit):
        actions.add_statement(part, by=draft.by, text="الطرق أولاً")
    other = actions.add_statement(part, by=draft.by, text="الماء أولا")
    with pytest.raises(Unfit):
        actions.edit_statement(other, by=draft.by, text="الطرق أولا")
    with pytest.raises(Unfit) as unfit:
        actions.add_statement(part, by=draft.by, text="ط" * 141)
    assert unfit.value.field == "text"
    assert Statement.objects.count() == 2
