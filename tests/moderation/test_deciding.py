"""Reports, decisions, what each is told, appeals, the ladder."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import translation
from django.utils.timezone import now

from core import retention
from core.fitness import Unfit
from core.workflow import Refused
from debates.actions import move_contribution
from moderation import actions
from moderation.enums import ActKind, CaseState, Ground, Outcome
from moderation.figures import shipped_texts
from moderation.models import Act, Case, Report
from notices.models import Notice
from spaces.models import Charter, Clause, Membership
from tests.factories.accounts import UserFactory
from tests.factories.debates import ContributionFactory
from tests.moderation.people import place
from tests.races import together

pytestmark = pytest.mark.django_db
INSULT = next(text for text in shipped_texts() if text.key == "insult")


@pytest.fixture
def here():
    return place()


def reported(here, by=None, ground=Ground.INSULT) -> Case:
    return actions.report("contribution", here.said.pk, by=by or here.citizen, ground=ground).case


def told(user) -> list[str]:
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("text", flat=True))


def test_a_report_is_one_a_person_and_never_names_who(here):
    actions.report("contribution", here.said.pk, by=here.citizen, ground=Ground.INSULT, words="سب الجيران")
    actions.report("contribution", here.said.pk, by=here.citizen, ground=Ground.SPAM)
    actions.report("contribution", here.said.pk, by=UserFactory(), ground=Ground.SPAM)
    actions.report("contribution", here.said.pk, by=UserFactory(), ground=Ground.SPAM)
    case = Case.objects.get()
    assert (case.report_count, case.ground, case.space) == (3, Ground.SPAM, here.space)
    assert case.author == here.author
    assert not told(here.author)
    assert [len(told(who)) for who in (here.facilitator, here.moderator, here.coordinator)] == [1, 1, 0]
    with pytest.raises(Unfit):
        actions.report("contribution", here.said.pk, by=here.author, ground=Ground.SPAM)
    with pytest.raises(Http404):
        actions.report("contribution", here.said.pk + 900, by=here.citizen, ground=Ground.SPAM)


def test_a_visitor_reports_once_under_a_fingerprint_of_this_thing_alone(here):
    other = ContributionFactory(thread=here.said.thread)
    for key in (here.said.pk, here.said.pk, other.pk):
        actions.report("contribution", key, by=AnonymousUser(), visitor="10.0.0.0/24 Firefox", ground=Ground.SPAM)
    keys = list(Report.objects.order_by("pk").values_list("visitor_key", flat=True))
    assert len(keys) == 2
    assert bytes(keys[0]) != bytes(keys[1])


@pytest.mark.django_db(transaction=True)
def test_two_reports_at_once_make_one_case(here):
    people = UserFactory.create_batch(3)
    made = together(*(lambda who=who: reported(here, who) for who in [*people, people[0]]))
    assert len({case.pk for case in made}) == 1
    assert (Case.objects.get().report_count, Report.objects.count()) == (3, 3)


def test_a_decision_hides_says_why_under_which_rule_and_how_to_appeal(here):
    charter = Charter.objects.create(space=here.space, version=1, published_at=now())
    clause = Clause.objects.create(charter=charter, number=3, text_ar="الاحترام", text_fr="Le respect")
    here.author.language = "fr"
    here.author.save()
    case = reported(here)
    done = actions.decide(
        case, outcome=Outcome.HIDDEN, by=here.moderator, ground=Ground.INSULT, clause=clause, note=INSULT
    )
    here.said.refresh_from_db()
    assert (here.said.visibility, done.state, done.outcome, done.folded) == ("hidden", "decided", "hidden", "")
    (words,) = told(here.author)
    assert "article 3" in words
    assert INSULT.fr in words
    assert len(told(here.citizen)) == 1
    acts = list(Act.objects.values_list("act", "ground", "clause", "by"))
    assert acts == [(ActKind.HIDE, Ground.INSULT, clause.pk, here.moderator.pk)]


def test_who_may_not_decide(here):
    case = reported(here)
    Membership.objects.create(space=here.space, user=here.author, role="moderator")
    for who in (here.citizen, here.author):
        with pytest.raises(PermissionDenied):
            actions.decide(case, outcome=Outcome.KEPT, by=who)
    with pytest.raises(Unfit) as refusal:
        actions.decide(case, outcome=Outcome.HIDDEN, by=here.moderator, note="كفى")
    assert refusal.value.field == "ground"
    with pytest.raises(Unfit) as refusal:
        actions.decide(case, outcome=Outcome.HIDDEN, by=here.moderator, ground=Ground.SPAM)
    assert refusal.value.field == "note"
    actions.decide(case, outcome=Outcome.KEPT, by=here.moderator)
    with pytest.raises(Refused):
        actions.decide(case, outcome=Outcome.KEPT, by=here.facilitator)
    here.said.refresh_from_db()
    assert here.said.visibility == "visible"
    assert Act.objects.get().act == ActKind.KEEP


def test_several_are_decided_at_once_and_one_that_cannot_be_keeps_none_back(here):
    said = ContributionFactory.create_batch(3, thread=here.said.thread)
    said.append(ContributionFactory(thread=here.said.thread, author=here.moderator))
    cases = [actions.report("contribution", one.pk, by=here.citizen, ground=Ground.SPAM).case for one in said]
    done = actions.decide_many(cases, by=here.moderator, outcome=Outcome.HIDDEN, ground=Ground.SPAM, note="إشهار")
    assert [bool(one.refusal) for one in done] == [False, False, False, True]
    assert Case.objects.filter(state=CaseState.DECIDED).count() == 3


def test_an_appeal_is_one_and_never_judged_by_who_decided(here):
    case = actions.decide(
        reported(here), outcome=Outcome.HIDDEN, by=here.moderator, ground=Ground.INSULT, note="سب", warns=True
    )
    with pytest.raises(PermissionDenied):
        actions.appeal(case, by=here.citizen, words="ليس سبا")
    actions.appeal(case, by=here.author, words="ليس سبا، بل رأي")
    assert len(told(here.facilitator)) == 2
    assert len(told(here.coordinator)) == 0
    with pytest.raises(Refused):
        actions.appeal(case, by=here.author, words="مرة أخرى")
    with pytest.raises(PermissionDenied):
        actions.judge(case, overturns=True, by=here.moderator, reply="لا")
    done = actions.judge(case, overturns=True, by=here.facilitator, reply="رأي مقبول")
    here.said.refresh_from_db()
    assert (here.said.visibility, done.state, done.outcome) == ("visible", "overturned", "kept")
    assert done.sanction.lifted_at is not None
    assert actions.next_step(here.author).number == 1
    assert "رأي مقبول" in told(here.author)[-1]
    assert list(Act.objects.order_by("pk").values_list("act", flat=True)) == ["hide", "warn", "appeal", "overturn"]


def test_where_one_person_moderates_the_coordinator_judges(here):
    Membership.objects.filter(user=here.facilitator).delete()
    case = actions.decide(reported(here), outcome=Outcome.HIDDEN, by=here.moderator, ground=Ground.INSULT, note="سب")
    actions.appeal(case, by=here.author, words="ليس سبا")
    assert len(told(here.coordinator)) == 1
    assert actions.judge(case, overturns=False, by=here.coordinator, reply="سب واضح").state == CaseState.UPHELD


def test_an_appeal_comes_in_time_or_not_at_all(here):
    case = actions.decide(reported(here), outcome=Outcome.HIDDEN, by=here.moderator, ground=Ground.INSULT, note="سب")
    with time_machine.travel(now() + timedelta(days=31)), pytest.raises(Refused) as refusal:
        actions.appeal(case, by=here.author, words="ليس سبا")
    assert refusal.value.code == "too_late"


def test_the_ladder_goes_up_forgets_and_leaves_suspensions_to_facilitators(here):
    def warned(by):
        said = ContributionFactory(thread=here.said.thread, author=here.author)
        case = actions.report("contribution", said.pk, by=here.citizen, ground=Ground.INSULT).case
        return actions.decide(case, outcome=Outcome.HIDDEN, by=by, ground=Ground.INSULT, note="سب", warns=True)

    with time_machine.travel(now() - timedelta(days=400)):
        warned(here.moderator)
    assert actions.next_step(here.author).number == 1
    assert [warned(here.moderator).sanction.step for _time in range(2)] == [1, 2]
    step = actions.next_step(here.author)
    assert (step.kind, step.days) == ("suspension", 7)
    with pytest.raises(Refused) as refusal:
        warned(here.moderator)
    assert refusal.value.code == "step"
    assert Case.objects.filter(state=CaseState.OPEN).count() == 1
    case = warned(here.facilitator)
    here.author.refresh_from_db()
    assert here.author.is_suspended
    assert not here.facilitator.has_perm("accounts.suspend_user", here.citizen)
    author = type(here.author).objects.get(pk=here.author.pk)
    actions.appeal(case, by=author, words="لم أشتم أحدا")
    actions.judge(case, overturns=True, by=here.moderator, reply="صحيح")
    here.author.refresh_from_db()
    assert not here.author.is_suspended
    assert actions.next_step(here.author).number == 3


def test_after_a_year_people_are_forgotten_and_the_register_stays(here):
    with time_machine.travel(now() - timedelta(days=366)):
        case = reported(here)
        actions.decide(case, outcome=Outcome.HIDDEN, by=here.moderator, ground=Ground.INSULT, note="سب", warns=True)
    done = {one.key: (one.forgotten, one.left) for one in retention.run_all() if one.key.startswith("moderation")}
    assert done == {
        "moderation.cases": (1, 0), "moderation.reports": (1, 0), "moderation.sanctions": (1, 0)
    }  # fmt: skip
    case.refresh_from_db()
    assert (case.author, case.note, case.outcome, case.report_count) == (None, "", Outcome.HIDDEN, 1)
    assert Act.objects.count() == 2


def test_what_is_hidden_at_its_own_page_has_its_case_its_line_and_its_appeal(here):
    move_contribution(here.said, "hide", by=here.moderator, note="سب صريح")
    case = Case.objects.get()
    assert (case.state, case.outcome, case.note) == ("decided", "hidden", "سب صريح")
    assert Act.objects.get().act == ActKind.HIDE
    assert len(told(here.author)) == 2
    actions.appeal(case, by=here.author, words="ليس سبا")
    move_contribution(here.said, "show", by=here.moderator)
    case.refresh_from_db()
    assert (case.state, case.outcome) == ("overturned", "kept")


def test_what_was_taken_back_by_its_author_is_only_left(here):
    case = reported(here)
    move_contribution(here.said, "withdraw", by=here.author)
    with pytest.raises(Refused) as refusal:
        actions.decide(case, outcome=Outcome.HIDDEN, by=here.moderator, ground=Ground.SPAM, note="إشهار")
    assert refusal.value.code == "gone"
    assert actions.decide(case, outcome=Outcome.KEPT, by=here.moderator).state == CaseState.DECIDED


def test_a_ready_text_is_read_in_the_authors_language():
    with translation.override("fr"):
        assert INSULT.in_language("ar") == INSULT.ar
        assert INSULT.in_language("zgh") == INSULT.fr


def test_who_leaves_takes_her_words_along(here):
    case = reported(here)
    actions.erase(here.citizen)
    actions.erase(here.author)
    case.refresh_from_db()
    assert (Report.objects.get().reporter, case.folded, case.report_count) == (None, "", 1)
