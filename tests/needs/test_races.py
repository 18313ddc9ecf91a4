"""Two people, or one person twice, at the same moment."""

import uuid

import pytest

from core.workflow import Refused
from councils import actions as council_actions
from councils.enums import ReferralState, Verdict
from councils.models import Referral
from needs import actions
from needs.enums import NeedState
from needs.models import Need, Support
from spaces.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.needs import SupportFactory
from tests.factories.spaces import MembershipFactory
from tests.needs.conftest import need_in
from tests.races import refusals, together

pytestmark = pytest.mark.django_db(transaction=True)


def voiced(town):
    return need_in(NeedState.VOICED, space=town.space)


def test_one_person_joining_at_once_counts_once(town):
    need = voiced(town)
    results = together(*[lambda: actions.join(need, by=town.citizen)] * 6)
    assert {result.support_count for result in results} == {2}
    assert Support.objects.filter(need=need, user=town.citizen).count() == 1


def test_many_people_joining_at_once_are_all_counted(town):
    need = voiced(town)
    people = [UserFactory() for _ in range(6)]
    together(*[lambda user=user: actions.join(need, by=user) for user in people])
    need.refresh_from_db()
    assert need.support_count == 7 == Support.objects.filter(need=need).count()


def test_joining_and_leaving_at_once_keeps_the_count_true(town):
    need = voiced(town)
    actions.join(need, by=town.citizen)
    together(*[lambda: actions.leave(need, by=town.citizen), lambda: actions.join(need, by=town.citizen)] * 3)
    need.refresh_from_db()
    assert need.support_count == Support.objects.filter(need=need).count()


def test_posting_the_same_form_at_once_posts_once(town, asked):
    key = uuid.uuid4()
    results = together(*[lambda: actions.post(town.space, by=town.citizen, client_key=key, **asked)] * 4)
    assert len({need.pk for need in results}) == 1
    assert Need.objects.count() == 1


def test_merging_a_into_b_while_b_is_merged_into_a(town):
    for _ in range(3):
        a, b = voiced(town), voiced(town)
        results = together(
            lambda a=a, b=b: actions.merge(a, into=b, by=town.facilitator),
            lambda a=a, b=b: actions.merge(b, into=a, by=town.facilitator),
        )
        (refusal,) = refusals(results)
        assert refusal.code == "merged"
        a.refresh_from_db()
        b.refresh_from_db()
        assert (a.merged_into_id is None) != (b.merged_into_id is None)
        assert max(a.support_count, b.support_count) == 2


def test_joining_while_it_is_merged_counts_the_person_in_the_group(town):
    main, need = voiced(town), voiced(town)
    together(lambda: actions.merge(need, into=main, by=town.facilitator), lambda: actions.join(need, by=town.citizen))
    main.refresh_from_db()
    joined = Support.objects.filter(user=town.citizen).count()
    assert main.support_count == 2 + joined


def test_two_facilitators_referring_at_once_start_one_clock(town):
    need = voiced(town)
    other = MembershipFactory(space=town.space, role=Role.FACILITATOR).user
    results = together(lambda: actions.refer(need, by=town.facilitator), lambda: actions.refer(need, by=other))
    assert len(refusals(results)) == 1
    assert Referral.objects.count() == 1


def said_done(town):
    need = actions.refer(voiced(town), by=town.facilitator)
    SupportFactory(need=need)
    council_actions.save_draft(need.referral, by=town.officer, verdict=Verdict.DONE, text="أنجز.", version=0)
    council_actions.publish(need.referral, by=town.president)
    need.refresh_from_db()
    return need


def test_confirming_and_contesting_at_once_settles_it_once(town):
    need = said_done(town)
    results = together(
        lambda: actions.confirm(need, by=need.author), lambda: actions.contest(need, by=need.author, note="لا")
    )
    assert len(refusals(results)) == 1
    need.refresh_from_db()
    referral = Referral.objects.get()
    assert (need.state, referral.state) in [
        (NeedState.CONFIRMED, ReferralState.ANSWERED),
        (NeedState.HEARD, ReferralState.RECEIVED),
    ]


def test_contesting_while_the_council_reports_never_waits_for_ever(town):
    need = said_done(town)
    results = together(
        lambda: actions.contest(need, by=need.author, note="لا"),
        lambda: council_actions.report_progress(need.referral, by=town.president, verdict=Verdict.DONE, text="أنجز."),
    )
    need.refresh_from_db()
    assert len(refusals(results)) <= 1
    assert need.state in {NeedState.HEARD, NeedState.SAID_DONE}


@pytest.mark.parametrize("round_", range(4))
def test_acts_on_a_need_and_on_its_referral_take_their_locks_in_one_order(town, round_):
    """The people's acts and the council's meet on two rows: none waits for the other for ever, each has its say."""
    need = said_done(town)
    report = {"by": town.president, "verdict": Verdict.DECLINED, "text": "لا يمكن."}
    results = together(
        lambda: actions.hide(need, by=town.moderator, note="شرح"),
        lambda: council_actions.report_progress(need.referral, **report),
        lambda: actions.contest(need, by=need.author, note="لا"),
        lambda: actions.show(need, by=town.moderator),
        lambda: council_actions.report_progress(need.referral, **report),
        lambda: actions.reopen(need, by=town.facilitator, note="من جديد"),
    )
    assert any(not isinstance(result, Refused) for result in results)
    need.refresh_from_db()
    need.referral.refresh_from_db()
    assert need.referral.is_shown == (need.visibility == "visible")
    assert (need.state == NeedState.HEARD) == (need.referral.state == ReferralState.RECEIVED)
