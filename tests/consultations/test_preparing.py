"""Preparing a consultation: who may, for whom, what is refused, what is kept; models; thrown away."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate, now

from consultations import actions
from consultations.enums import PartKind
from consultations.models import Consultation, Question
from consultations.templates import template, templates
from core.fitness import Unfit
from core.journal import history
from core.workflow import Refused
from spaces.enums import Role, SpaceState
from tests.factories.accounts import UserFactory
from tests.factories.consultations import ConsultationFactory, OptionFactory, QuestionFactory
from tests.factories.councils import CouncilFactory, MandateFactory
from tests.factories.spaces import MembershipFactory, SpaceFactory
from tests.races import refusals, together

pytestmark = pytest.mark.django_db

SAID = {"title": "تشخيص الحاجيات", "purpose": "نريد أن نعرف ما ينقص.", "use": "تعرض النتيجة على المجلس."}


def facilitator_of(space):
    return MembershipFactory(space=space, role=Role.FACILITATOR).user


def test_a_facilitator_prepares_one_for_her_space():
    space = SpaceFactory()
    made = actions.create(space, by=facilitator_of(space), **SAID)
    assert (made.state, made.council, made.opened_at, made.thread) == ("draft", None, None, None)
    assert [entry.action for entry in history(made)] == ["create"]


@pytest.mark.parametrize("role", [Role.MEMBER, Role.MODERATOR, Role.DESK, Role.RAPPORTEUR])
def test_nobody_else_of_the_space_does(role):
    membership = MembershipFactory(role=role)
    with pytest.raises(PermissionDenied):
        actions.create(membership.space, by=membership.user, **SAID)


@pytest.mark.parametrize(
    ("mandate", "may"),
    [({"president": True}, True), ({}, True), ({"role": "member"}, False), ({"president": True, "ended": True}, False)],
)
def test_a_council_asks_by_whoever_holds_its_mandate_today(mandate, may):
    space = SpaceFactory()
    council = CouncilFactory(territory=space.commune)
    by = MandateFactory(council=council, **mandate).user
    if not may:
        with pytest.raises(PermissionDenied):
            actions.create(space, by=by, council=council, **SAID)
        return
    made = actions.create(space, by=by, council=council, **SAID)
    assert (made.council, made.space) == (council, space)


def test_whose_mandate_ended_yesterday_leads_no_more():
    consultation = ConsultationFactory(of_council=True)
    mandate = MandateFactory(council=consultation.council, president=True)
    actions.edit(consultation, by=mandate.user, title="عنوان جديد")
    mandate.ends_on = localdate() - datetime.timedelta(days=1)
    mandate.save()
    again = type(mandate.user).objects.get(pk=mandate.user.pk)
    for act in (
        lambda: actions.edit(consultation, by=again, title="عنوان آخر"),
        lambda: actions.add_part(consultation, by=again, kind="questions"),
        lambda: actions.open_consultation(consultation, by=again),
        lambda: actions.discard(consultation, by=again),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_a_council_asks_in_its_own_commune_alone():
    mandate = MandateFactory(president=True)
    with pytest.raises(Refused) as refusal:
        actions.create(SpaceFactory(), by=mandate.user, council=mandate.council, **SAID)
    assert refusal.value.code == "elsewhere"


def test_nothing_is_asked_in_a_closed_space():
    space = SpaceFactory(state=SpaceState.CLOSED)
    with pytest.raises(Refused):
        actions.create(space, by=UserFactory(is_superuser=True), **SAID)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"title": "ن" * 1_000_000}, "title"),
        ({"title": "!!"}, "title"),
        ({"purpose": " "}, "purpose"),
        ({"use": "ن" * 2_001}, "use"),
        ({"audience": "friends"}, "audience"),
        ({"closes_at": now() - datetime.timedelta(days=1)}, "closes_at"),
        ({"closes_at": now() + datetime.timedelta(days=900)}, "closes_at"),
        (
            {"opens_at": now() + datetime.timedelta(days=9), "closes_at": now() + datetime.timedelta(days=8)},
            "closes_at",
        ),
    ],
)
def test_what_cannot_be_taken_is_named_and_nothing_is_written(said, field):
    draft = ConsultationFactory()
    by = facilitator_of(draft.space)
    with pytest.raises(Unfit) as unfit:
        actions.edit(draft, by=by, **said)
    assert unfit.value.field == field
    assert Consultation.objects.get(pk=draft.pk).title == draft.title
    with pytest.raises(Unfit):
        actions.create(draft.space, by=by, **(SAID | said))
    assert Consultation.objects.count() == 1


def test_a_moment_that_passed_meanwhile_does_not_hinder_other_changes(time_machine):
    draft = ConsultationFactory(closes_at=now() + datetime.timedelta(days=1))
    by = facilitator_of(draft.space)
    time_machine.move_to(now() + datetime.timedelta(days=3))
    actions.edit(draft, by=by, title="عنوان آخر", closes_at=draft.closes_at)
    assert Consultation.objects.get(pk=draft.pk).title == "عنوان آخر"


def test_what_was_opened_is_not_edited_any_more():
    opened = ConsultationFactory(opened=True)
    by = facilitator_of(opened.space)
    question = QuestionFactory(part__consultation=opened)
    option = OptionFactory(question=question)
    for act in (
        lambda: actions.edit(opened, by=by, title="عنوان"),
        lambda: actions.discard(opened, by=by),
        lambda: actions.add_part(opened, by=by, kind="questions"),
        lambda: actions.edit_question(question, by=by, text_ar="سؤال"),
        lambda: actions.add_option(question, by=by, text_ar="جواب"),
        lambda: actions.edit_option(option, by=by, text_ar="جواب"),
        lambda: actions.move_thing(question, by=by, to="up"),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.code == "opened"


def test_a_draft_is_thrown_away_with_all_it_asks():
    space = SpaceFactory()
    by = facilitator_of(space)
    made = actions.create(space, by=by, template=template("diagnosis", "ar"), **SAID)
    actions.discard(made, by=by)
    assert not Consultation.objects.exists()
    assert not Question.objects.exists()


@pytest.mark.parametrize("key", [one.key for one in templates("fr")])
@pytest.mark.parametrize("language", ["ar", "fr"])
def test_each_model_makes_a_draft_that_can_be_opened(key, language):
    space, model = SpaceFactory(), template(key, language)
    by = facilitator_of(space)
    closes_at = now() + datetime.timedelta(days=20)
    made = actions.create(space, by=by, template=model, closes_at=closes_at, **model.said)
    assert made.parts.count() == len(model.parts)
    for question in Question.objects.filter(part__consultation=made):
        assert question.text_ar
        assert question.text_fr
        if question.shown_if:
            assert question.shown_if.position < question.position
            assert set(question.shown_for) <= set(question.shown_if.options.values_list("pk", flat=True))
    assert all(part.method for part in made.parts.filter(kind=PartKind.PRIORITIES))
    assert actions.open_consultation(made, by=by).state == "open"


def test_four_models_in_both_languages():
    assert [one.key for one in templates("ar")] == ["diagnosis", "action_plan", "evaluation", "satisfaction"]
    assert template("diagnosis", "ar").name != template("diagnosis", "fr").name
    assert template("nothing", "ar") is None


@pytest.mark.django_db(transaction=True)
def test_two_at_once_pass_no_limit(monkeypatch):
    monkeypatch.setattr("consultations.actions.preparing.DRAFTS_MAX", 1)
    space = SpaceFactory()
    by = facilitator_of(space)
    done = together(*[lambda: actions.create(space, by=by, **SAID)] * 3)
    assert len(refusals(done)) == 2
    assert Consultation.objects.count() == 1
