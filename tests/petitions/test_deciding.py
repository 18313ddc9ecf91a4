"""The council's decision on a petition, what is done of it, and the mandatary who takes it back."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate

from core.fitness import Unfit
from core.journal import history
from core.workflow import Refused
from councils.models import ElectionPeriod
from moderation import actions as moderation
from notices.models import Notice
from petitions.actions.deciding import decide, follow_up
from petitions.actions.ruling import accept
from petitions.actions.withdrawing import withdraw
from petitions.models import Decision, Petition, Report
from tests.factories.accounts import UserFactory
from tests.petitions.office import before, in_order

DAY = datetime.timedelta(days=1)
TEXT = "صادق المجلس على برمجة الطريق."


@pytest.fixture
def deliberated(team):
    return before(team, "deliberated")


def test_decision_is_signed_with_its_number_and_votes(team, deliberated):
    row = decide(
        deliberated, by=team.president, outcome="adopted", text=TEXT, number=" 12/2026 ", votes_for=9,
        votes_against=3, abstentions=1,
    )  # fmt: skip
    decision = row.decision
    assert (row.state, row.decided_at is not None) == ("decided", True)
    assert (decision.outcome, decision.number, decision.decided_on) == ("adopted", "12/2026", localdate())
    assert (decision.votes_for, decision.votes_against, decision.abstentions) == (9, 3, 1)
    assert (decision.signed_by, decision.signed_role) == (team.mandates["president"], "president")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"outcome": ""}, "outcome"),
        ({"outcome": "perhaps"}, "outcome"),
        ({"text": " 12 "}, "text"),
        ({"text": "ا" * 10_001}, "text"),
        ({"number": "1" * 41}, "number"),
        ({"votes_for": -1}, "votes_for"),
        ({"votes_for": 14, "abstentions": 1}, "votes_for"),
        ({"votes_for": 2, "votes_against": 3}, "votes_for"),
        ({"on": localdate() + 3 * DAY}, "on"),
        ({"on": localdate() - 3 * DAY}, "on"),
    ],
)
def test_impossible_decision_is_refused(team, deliberated, given, field):
    deliberated.council.seats = 13
    deliberated.council.save()
    with pytest.raises(Unfit) as refusal:
        decide(deliberated, by=team.president, **({"outcome": "adopted", "text": TEXT} | given))
    assert refusal.value.field == field
    assert not Decision.objects.exists()
    assert Petition.objects.get().state == "deliberated"


def test_refusal_may_have_more_against(team, deliberated):
    row = decide(deliberated, by=team.president, outcome="refused", text=TEXT, votes_for=2, votes_against=9)
    assert row.decision.outcome == "refused"


@pytest.mark.parametrize("who", ["officer", "director", "secretary", "member", "stranger"])
def test_president_alone_publishes(team, deliberated, who):
    with pytest.raises(PermissionDenied):
        decide(deliberated, by=getattr(team, who), outcome="adopted", text=TEXT)


def test_reports_follow_one_another(team):
    petition = before(team, "decided")
    assert follow_up(petition, by=team.president, text="بدأت الأشغال.").state == "followed_up"
    assert follow_up(petition, by=team.president, text="انتهت الأشغال.").state == "followed_up"
    assert list(Report.objects.values_list("text", flat=True)) == ["بدأت الأشغال.", "انتهت الأشغال."]
    told = Notice.objects.filter(user=petition.author, key__contains="followed_up")
    assert told.count() == 2


def test_report_says_something(team):
    petition = before(team, "decided")
    with pytest.raises(Unfit):
        follow_up(petition, by=team.president, text="  ")
    assert not Report.objects.exists()


def test_report_waits_for_the_end_of_the_elections_a_ruling_does_not(team):
    decided, checked = before(team, "decided"), before(team, "bureau_check")
    today = localdate()
    ElectionPeriod.objects.create(
        starts_on=today, ends_on=today, reason_ar="انتخابات.", reason_fr="Élections.", citation="57-11"
    )
    with pytest.raises(Refused) as refusal:
        follow_up(decided, by=team.president, text="بدأت الأشغال.")
    assert refusal.value.code == "election_period"
    assert "انتخابات." in str(refusal.value)
    assert accept(checked, by=team.president).state == "accepted"


def test_mandate_that_ended_yesterday_publishes_nothing(team, deliberated):
    for act, more in ((decide, {"outcome": "adopted", "text": TEXT}), (follow_up, {"text": TEXT})):
        with pytest.raises(Refused) as refusal:
            act(deliberated, by=team.ended, **more)
        assert refusal.value.code == "mandate_ended"


# --- withdrawn ---
@pytest.mark.parametrize("state", ["deposited", "bureau_check", "lapsed"])
def test_withdrawing_takes_the_matter_back(team, state):
    petition = before(team, state)
    row = withdraw(petition, by=petition.author, note="تم إصلاح الطريق.")
    row.referral.refresh_from_db()
    assert (row.state, row.referral.state) == ("withdrawn", "withdrawn")
    assert history(row).get(action="withdraw").note == "تم إصلاح الطريق."
    assert Notice.objects.filter(user=team.president, key=f"petition.{row.pk}.withdrawn").exists()


def test_the_reason_of_a_withdrawal_is_hidden_with_its_copy_before_the_council(team, client):
    petition = before(team, "deposited")
    petition = withdraw(petition, by=petition.author, note="فلان هدد السكان.")
    entry = history(petition).get(action="withdraw")
    pages = [f"/ar/petitions/{petition.pk}/", f"/api/v1/petitions/{petition.pk}/history/"]
    assert all("فلان هدد" in client.get(page).content.decode() for page in pages)
    case = moderation.report("note", entry.pk, by=UserFactory(), ground="private").case
    assert (case.author, case.space) == (petition.author, petition.space)
    boss = UserFactory(is_superuser=True)
    moderation.decide(case, outcome="hidden", by=boss, ground="private", note="اسم شخص")
    assert not any("فلان هدد" in client.get(page).content.decode() for page in pages)
    assert [one.standing for one in history(petition.referral).filter(action="withdraw")] == ["hidden"]


def test_a_word_to_check_in_the_reason_of_a_withdrawal_waits_for_a_moderator_with_its_copy(team, client):
    petition = before(team, "deposited")
    moderation.list_word(petition.space, "زبالعربي", language="ar", by=UserFactory(is_superuser=True))
    petition = withdraw(petition, by=petition.author, note="تعبت من زبالعربي.")
    assert petition.state == "withdrawn"
    assert "زبالعربي" not in client.get(f"/ar/petitions/{petition.pk}/").text
    held = [history(thing).get(action="withdraw").standing for thing in (petition, petition.referral)]
    assert held == ["held", "held"]


def test_withdrawing_what_was_accepted_leaves_the_answer(team):
    petition = before(team, "accepted")
    row = withdraw(petition, by=petition.author, note="تم إصلاح الطريق.")
    row.referral.refresh_from_db()
    assert (row.state, row.referral.state) == ("withdrawn", "answered")


def test_withdrawing_before_the_deposit_tells_no_council(team):
    petition = in_order(team)
    assert withdraw(petition, by=petition.author, note="سبب واضح.").state == "withdrawn"
    assert not Notice.objects.filter(user=team.president).exists()


@pytest.mark.parametrize("state", ["deliberated", "decided", "rejected"])
def test_too_late_to_withdraw(team, state):
    petition = before(team, state)
    with pytest.raises(Refused):
        withdraw(petition, by=petition.author, note="سبب واضح.")


def test_nobody_else_withdraws_and_silence_is_no_reason(team):
    petition = before(team, "deposited")
    for who in ("president", "stranger"):
        with pytest.raises(PermissionDenied):
            withdraw(petition, by=getattr(team, who), note="سبب واضح.")
    with pytest.raises(Refused):
        withdraw(petition, by=petition.author, note=" ")
    assert Petition.objects.get().state == "deposited"
