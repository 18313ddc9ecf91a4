"""Lists: what waits for whom, what is late, the numbers, the cost."""

import datetime

import pytest
from django.core.exceptions import FieldFetchBlocked
from django.utils.timezone import localdate, now

from councils.enums import ReferralState as S
from councils.models import Answer, Referral
from councils.queries import Numbers, numbers_of
from councils.rules import moves_for
from tests.factories.councils import AnswerFactory, CouncilFactory, MandateFactory, ReferralFactory

DAY = datetime.timedelta(days=1)


@pytest.mark.parametrize(
    ("days", "more", "late"),
    [
        (-1, {}, True),
        (0, {}, False),
        (-1, {"paused_for": "field"}, False),
        (-1, {"state": S.ANSWERED, "answered_at": now()}, False),
        (-1, {"state": S.WITHDRAWN}, False),
        (-1, {"state": S.VALIDATED}, True),
    ],
)
def test_overdue_list_and_object_agree(db, days, more, late):
    referral = ReferralFactory(due_on=localdate() + days * DAY, **more)
    assert referral.is_overdue is late
    assert Referral.objects.overdue().filter(pk=referral.pk).exists() is late


# Who is waited for, on a matter in each state, given to nobody / the officer / the committee.
WAITED = {
    (S.RECEIVED, "nobody"): {"president", "delegate", "director", "officer", "second"},
    (S.RECEIVED, "officer"): {"officer"},
    (S.ASSIGNED, "officer"): {"officer"},
    (S.ASSIGNED, "committee"): {"chair", "member"},
    (S.DRAFTED, "officer"): {"president", "delegate", "director"},
    (S.DRAFTED, "committee"): {"president", "delegate", "director", "chair"},
    (S.VALIDATED, "officer"): {"president", "delegate"},
    (S.ANSWERED, "officer"): set(),
}
PEOPLE = ["president", "vice", "delegate", "director", "officer", "second", "chair", "member", "ended", "foreign"]


@pytest.mark.parametrize("who", [*PEOPLE, "citizen"])
@pytest.mark.parametrize(("state", "given"), WAITED)
def test_waiting_for(team, who, state, given):
    to = {"officer": {"mandate": team.mandates["officer"]}, "committee": {"committee": team.committee}}.get(given, {})
    referral = ReferralFactory(
        council=team.council, state=state, answered_at=now() if state == S.ANSWERED else None, **to
    )
    user = getattr(team, who)
    is_waiting = Referral.objects.waiting_for(user).filter(pk=referral.pk).exists()
    assert is_waiting is (who in WAITED[state, given])
    # What waits for a person, she can do.
    assert not is_waiting or moves_for(referral, user)


def test_list_of_matters_reads_only_what_it_declared(db):
    ReferralFactory()
    referral = Referral.objects.for_list().get()
    assert referral.clock.who
    with pytest.raises(FieldFetchBlocked):
        referral.referred_by  # noqa: B018


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_one_query(team, count, django_assert_num_queries):
    ReferralFactory.create_batch(count, council=team.council)
    team.officer.has_perm("councils.use_workbench")
    with django_assert_num_queries(1):
        for referral in Referral.objects.visible_to(team.officer).for_list():
            assert referral.clock.words
            assert str(referral.council)


def _answer(council, days, allowed, ago=100):
    start = localdate() - ago * DAY
    referral = ReferralFactory(council=council, answered=True, started_on=start, due_on=start + allowed * DAY)
    AnswerFactory(
        published=True,
        referral=referral,
        published_on=start + days * DAY,
        signed_by=MandateFactory(council=council, president=True),
    )


def test_numbers_have_their_denominators(db):
    council, other = CouncilFactory(), CouncilFactory()
    for days, allowed in [(10, 60), (20, 60), (70, 60)]:
        _answer(council, days, allowed)
    ReferralFactory(council=council)
    ReferralFactory(council=council, overdue=True)
    ReferralFactory(council=council, state=S.WITHDRAWN)
    found = numbers_of([council, other], Referral.objects.all(), Answer.objects.all())
    assert found[council.pk] == Numbers(received=5, answered=3, on_time=2, waiting=2, overdue=1, median_days=20)
    assert found[other.pk] == Numbers()


@pytest.mark.parametrize("count", [1, 3])
def test_numbers_cost_two_queries(db, count, django_assert_num_queries):
    councils = CouncilFactory.create_batch(count)
    with django_assert_num_queries(2):
        numbers_of(councils, Referral.objects.all(), Answer.objects.all())


def test_reports_and_drafts_do_not_count(db):
    council = CouncilFactory()
    _answer(council, 10, 60)
    referral = Referral.objects.get()
    AnswerFactory(published=True, referral=referral, started_on=None, due_on=None)
    AnswerFactory(referral=ReferralFactory(council=council, state=S.DRAFTED))
    numbers = numbers_of([council], Referral.objects.all(), Answer.objects.all())[council.pk]
    assert (numbers.answered, numbers.waiting) == (1, 1)
