"""Scores and conflicts of interest; the ranking, the winners; agreement, instalments and reports."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from django.utils.timezone import localdate, now

from calls import actions, scores, ties
from calls.actions import funding, moving
from calls.enums import LastTie
from calls.models import Application, Call, Mark, Project, Review
from core.fitness import Unfit
from core.workflow import Refused
from councils.enums import Role as Office
from notices.models import Notice
from tests.calls.making import application, gives, leader_of, scoring
from tests.debates.papers import paper
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory, EvaluatorFactory
from tests.factories.councils import MandateFactory
from tests.factories.spaces import AssociationMemberFactory
from tests.needs.files import image

pytestmark = pytest.mark.django_db


def refused_as(code, act, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    assert refused.value.code == code
    return str(refused.value)


def test_marks_outside_the_grid_are_refused_and_nothing_is_scored_before_the_declaration():
    call, _by, (first, *_others), (row, *_rows) = scoring()
    one, two = call.criteria.all()
    marks = {one.pk: 8, two.pk: 11}
    refused_as("undeclared", actions.give, row, by=first, marks=marks, comment="جيد")
    with pytest.raises(Unfit):
        actions.declare(row, by=first, has_conflict=True)
    actions.declare(row, by=first, has_conflict=False)
    for points in (11, -1, None):
        with pytest.raises(Unfit) as unfit:
            actions.give(row, by=first, marks=marks | {two.pk: points}, comment="جيد")
        assert unfit.value.field == f"c{two.pk}"
    assert not Mark.objects.exists()
    assert actions.give(row, by=first, marks=marks | {two.pk: 10}, comment="جيد").given_at
    with pytest.raises(PermissionDenied):
        actions.declare(row, by=UserFactory(), has_conflict=False)


@pytest.mark.parametrize("tie", ["member", "left this year", "representative"])
def test_whoever_is_tied_to_an_association_never_scores_its_project(tie):
    call, _by, (first, second), (row, other, _third) = scoring()
    if tie == "representative":
        type(row.association).objects.filter(pk=row.association_id).update(representative=first)
    else:
        ended = now() - datetime.timedelta(days=300) if tie == "left this year" else None
        AssociationMemberFactory(association=row.association, user=first, position="member", ended_at=ended)
    words = refused_as("conflict", actions.declare, row, by=first, has_conflict=False)
    assert "65" not in words
    assert not Review.objects.exists()
    gives(first, other, 5, 5)
    gives(second, row, 5, 5)
    assert ties.counts_of(call) == {row.number: 1, other.number: 1, 3: 0}


def test_a_place_that_ended_long_ago_ties_nobody():
    _call, _by, (first, _second), (row, *_rows) = scoring()
    ended = now() - datetime.timedelta(days=366)
    AssociationMemberFactory(association=row.association, user=first, ended_at=ended)
    assert actions.declare(row, by=first, has_conflict=False).pk


def test_an_elected_member_scores_but_never_votes_aid_to_an_association_of_hers():
    call, _by, (first, second), rows = scoring(of_council=True)
    council = call.council
    MandateFactory(council=council, user=first, role=Office.MEMBER)
    gives(first, rows[0], 7, 7)  # an elected member may be an evaluator
    AssociationMemberFactory(association=rows[1].association, user=first)
    assert "113.14" in refused_as("conflict", actions.declare, rows[1], by=first, has_conflict=False)
    # Nor does the president, who leads the call of the council, rank or publish it.
    president = MandateFactory(council=council, president=True).user
    third = EvaluatorFactory(call=call).user
    for row in rows:
        for user in (second, third):
            gives(user, row, 5, 5)
    place = AssociationMemberFactory(association=rows[2].association, user=president, position="member")
    assert "113.14" in refused_as("conflict", actions.rank, call, by=president)
    assert Call.objects.get(pk=call.pk).state == "scoring"
    type(place).objects.filter(pk=place.pk).update(ended_at=now() - datetime.timedelta(days=400))
    assert actions.rank(call, by=president).state == "ranked"


def test_scores_of_a_person_who_joined_the_association_since_count_nothing():
    call, by, users, rows = scoring(count=1)
    for user in users:
        gives(user, rows[0], 5, 5)
    AssociationMemberFactory(association=rows[0].association, user=users[0])
    assert "1" in refused_as("not_scored", actions.rank, call, by=by)


def test_a_declared_conflict_takes_the_points_back_and_stays():
    call, by, users, rows = scoring(count=1)
    for user in users:
        gives(user, rows[0], 5, 5)
    actions.declare(rows[0], by=users[0], has_conflict=True, words="قريبة لي")
    assert Review.objects.get(evaluator__user=users[0]).marks.count() == 0
    refused_as("declared", actions.declare, rows[0], by=users[0], has_conflict=False)
    refused_as("conflict", actions.give, rows[0], by=users[0], marks={}, comment="x")
    refused_as("not_scored", actions.rank, call, by=by)
    gives(EvaluatorFactory(call=call).user, rows[0], 6, 6)
    assert actions.rank(call, by=by).state == "ranked"


def ranked_call(*points, **fields):
    """Return a ranked call whose projects got these points from both evaluators, who leads it, and its rows."""
    call, by, users, rows = scoring(count=len(points), **fields)
    for row, (effect, sense) in zip(rows, points, strict=True):
        for user in users:
            gives(user, row, effect, sense)
    return actions.rank(call, by=by), by, rows


def awarded(*points, **fields):
    call, by, rows = ranked_call(*points, **fields)
    actions.write_reasons(call, {row.number: f"سبب {row.number}" for row in rows}, by=by)
    return actions.award(call, by=by), by, [Application.objects.get(pk=row.pk) for row in rows]


def test_the_first_is_retained_the_next_wait_and_each_reads_its_reasons():
    call, by, rows = ranked_call((6, 6), (9, 9), (3, 3), (1, 1))
    refused_as("no_reasons", actions.award, call, by=by)
    actions.write_reasons(call, {row.number: f"سبب {row.number}" for row in rows}, by=by)
    actions.award(call, by=by)
    states = list(Application.objects.order_by("number").values_list("state", "rank", "mean"))
    assert [state for state, *_rest in states] == ["reserve", "awarded", "reserve", "not_retained"]
    assert [(rank, int(mean)) for _state, rank, mean in states] == [(2, 60), (1, 90), (3, 30), (4, 10)]
    project = Project.objects.get()
    assert (project.granted, project.application.number) == (20_000, 2)
    assert Notice.objects.filter(key__contains="decided").count() == 4


def test_a_tie_left_to_the_jury_holds_the_winners_back():
    call, by, rows = ranked_call((5, 5), (5, 5), last_tie=LastTie.JURY)
    actions.write_reasons(call, {row.number: "سبب" for row in rows}, by=by)
    refused_as("tie", actions.award, call, by=by)
    with pytest.raises(Unfit):
        actions.decide_tie(call, [2, 3], by=by, reason="أولوية للدواوير")
    actions.decide_tie(call, [2, 1], by=by, reason="أولوية للدواوير")
    actions.award(call, by=by)
    assert Project.objects.get().application.number == 2
    first = Application.objects.get(number=1)
    assert (first.rank, first.place, first.broken_by, first.tie_reason) == (1, 2, "jury", "أولوية للدواوير")


def test_a_tie_by_lot_is_drawn_from_the_seed_and_nobody_decides():
    call, by, _rows = ranked_call((5, 5), (5, 5))
    refused_as("draw", actions.decide_tie, call, [2, 1], by=by, reason="سبب")
    assert set(Application.objects.values_list("rank", "broken_by")) == {(1, "draw")}


def test_disagreement_is_told():
    call, by, users, rows = scoring(count=1)
    gives(users[0], rows[0], 10, 10)
    gives(users[1], rows[0], 2, 2)
    actions.rank(call, by=by)
    assert scores.is_apart(Application.objects.get(pk=rows[0].pk))


def test_the_envelope_is_never_passed_not_even_from_the_reserve():
    _call, by, rows = awarded((9, 9), (8, 8), (7, 7), envelope=30_000, ceiling=20_000)
    assert [row.state for row in rows] == ["awarded", "reserve", "reserve"]
    refused_as("envelope", actions.call_up, rows[1], by=by)
    actions.withdraw(rows[0], by=rows[0].association.representative, note="لا نستطيع")
    refused_as("not_first", actions.call_up, rows[2], by=by)
    assert actions.call_up(rows[1], by=by).granted == 20_000


def test_a_project_is_agreed_paid_step_by_step_and_closed():
    call, by, rows = awarded((9, 9))
    project, representative = Project.objects.get(), rows[0].association.representative
    day = localdate()
    said = {
        "starts_on": day, "ends_on": day + datetime.timedelta(days=90), "duties": "إنجاز المشروع",
        "milestones": [("العرض الأول", day)],
    }  # fmt: skip
    refused_as("no_plan", funding.agree, project, by=by)
    with pytest.raises(Unfit) as unfit:
        funding.plan(project, by=by, instalments=[(15_000, day)], **said)
    assert unfit.value.field == "instalments"
    funding.plan(project, by=by, instalments=[(15_000, day), (5_000, day)], **said)
    first, second = project.instalments.all()
    refused_as("not_running", funding.pay, first, by=by)
    funding.agree(project, by=by)
    refused_as("agreed", actions.withdraw, rows[0], by=representative, note="سبب")
    refused_as("before", funding.pay, second, by=by)
    funding.pay(first, by=by)
    with pytest.raises(PermissionDenied):
        funding.report(first, by=by, text="أنجزنا", spent=15_000)
    file = SimpleUploadedFile("a.pdf", paper())
    funding.report(first, by=representative, text="أنجزنا الورشات", spent=15_000, file=file)
    refused_as("before", funding.pay, second, by=by)
    funding.return_report(first, by=by, note="تنقص الفواتير")
    funding.report(first, by=representative, text="مع الفواتير", spent=15_000)
    funding.accept_report(first, by=by)
    funding.pay(second, by=by)
    milestone = project.milestones.get()
    refused_as("no_evidence", funding.reach, milestone, by=by)
    with pytest.raises(Unfit):
        funding.prove(milestone, by=representative, title="صورة", file=SimpleUploadedFile("a.jpg", b"MZ"))
    assert funding.prove(milestone, by=representative, title="صورة", file=image(size=(40, 30))).kind == "photo"
    assert funding.reach(milestone, by=by).reached_at
    refused_as("instalments", funding.complete, project, by=by)
    funding.report(second, by=representative, text="أنهينا", spent=5_000)
    funding.accept_report(second, by=by)
    refused_as("no_report", funding.complete, project, by=by)
    funding.report_closing(project, by=representative, text="استفاد سبعون", reached=70, spent=20_000)
    actions.run(call, by=by)
    assert funding.complete(project, by=by).state == "completed"
    assert actions.finish(call, by=by).state == "finished"


def test_a_leader_who_belongs_to_the_association_checks_and_pays_nothing_of_it():
    call = CallFactory(published=True, whole=True)
    sent = application(call)
    by = leader_of(call)
    AssociationMemberFactory(association=sent.association, user=by, position="member")
    moving.close(call, by=type(by).objects.system())
    actions.check(call, by=by)
    for act in (actions.accept, lambda row, by: actions.reject(row, by=by, note="سبب")):
        refused_as("conflict", act, sent, by=by)
    assert actions.accept(sent, by=leader_of(call)).state == "eligible"


def test_the_agreement_is_printed_in_both_languages():
    from calls import printing  # noqa: PLC0415 -- slow import

    _call, by, _rows = awarded((9, 9))
    project = Project.objects.get()
    day = localdate()
    funding.plan(
        project, by=by, starts_on=day, ends_on=day, duties="إنجاز", instalments=[(20_000, day)], milestones=[]
    )  # fmt: skip
    project = Project.objects.for_detail().get()
    for language in printing.LANGUAGES:
        assert printing.agreement_pdf(project, language).startswith(b"%PDF-")
    assert translation.get_language() == "ar"
