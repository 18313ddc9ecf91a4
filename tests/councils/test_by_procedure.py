"""Matters that are answered by a procedure of their own: received on a day, settled, never answered here."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate

from accounts.models import User
from core.workflow import Refused
from councils import actions
from councils.models import Answer, Referral
from councils.rules import moves_for
from notices.models import Notice
from tests.councils.conftest import receive

DAY = datetime.timedelta(days=1)
URL = "/petitions/7/"


@pytest.fixture
def matter(team):
    return receive(team, by_procedure=True, url=URL)


def test_clock_runs_from_the_day_it_was_received(team):
    on = localdate() - 10 * DAY
    referral = receive(team, by_procedure=True, on=on)
    assert (referral.started_on, referral.due_on, referral.is_pledge) == (on, on + 60 * DAY, False)


def test_promise_of_the_council_does_not_shorten_the_law(team):
    team.council.pledge_days = 5
    team.council.save()
    assert receive(team, by_procedure=True).due_on == localdate() + 60 * DAY
    assert receive(team).due_on == localdate() + 5 * DAY


def test_settled_by_who_signs_it_is_answered_in_words(team, matter, heard):
    answer = actions.settle(matter, by=team.president, verdict="informed", text="La pétition est acceptée.")
    matter.refresh_from_db()
    assert (matter.state, answer.published_on, answer.due_on) == ("answered", localdate(), matter.due_on)
    assert (answer.signed_by, answer.signed_role) == (team.mandates["president"], "president")
    assert [news["answer"] for news in heard] == [answer]
    # What is behind it tells its people itself.
    assert not Notice.objects.filter(user=team.citizen).exists()


@pytest.mark.parametrize("who", ["officer", "director", "member", "citizen", "foreign"])
def test_others_settle_nothing(team, matter, who):
    with pytest.raises(PermissionDenied):
        actions.settle(matter, by=getattr(team, who), verdict="informed", text="Oui.")
    assert not Answer.objects.exists()


def test_ended_mandate_and_second_time_are_refused(team, matter):
    with pytest.raises(Refused) as refusal:
        actions.settle(matter, by=team.ended, verdict="informed", text="Oui.")
    assert refusal.value.code == "mandate_ended"
    actions.settle(matter, by=team.president, verdict="informed", text="Oui.")
    with pytest.raises(Refused):
        actions.settle(matter, by=team.president, verdict="declined", text="Non.")
    assert Answer.objects.count() == 1


def test_what_is_answered_here_is_not_settled(team):
    with pytest.raises(Refused) as refusal:
        actions.settle(receive(team), by=team.president, verdict="informed", text="Oui.")
    assert refusal.value.code == "by_answer"


@pytest.mark.parametrize(
    "act",
    [
        lambda row, by: actions.save_draft(row, by=by, verdict="informed", text="Non.", version=0),
        lambda row, by: actions.pause(row, by=by, reason="field"),
    ],
)
def test_nothing_is_drafted_or_stopped(team, matter, act):
    with pytest.raises(Refused) as refusal:
        act(matter, team.president)
    assert refusal.value.code == "by_procedure"
    assert not Answer.objects.exists()


def test_progress_is_reported_on_its_own_page(team, matter):
    actions.settle(matter, by=team.president, verdict="informed", text="Oui.")
    with pytest.raises(Refused) as refusal:
        actions.report_progress(matter, by=team.president, verdict="done", text="Fait.")
    assert refusal.value.code == "by_procedure"


def test_it_is_assigned_and_no_more(team, matter):
    assert moves_for(matter, team.president) == ["assign"]
    actions.assign(matter, by=team.director, mandate=team.mandates["officer"])
    told = Notice.objects.filter(user=team.officer, key__contains="assigned").get()
    assert told.url == URL


@pytest.mark.parametrize("state", ["received", "assigned"])
def test_it_waits_for_who_signs(team, matter, state):
    Referral.objects.filter(pk=matter.pk).update(state=state, mandate=team.mandates["officer"])
    for who in ("president", "delegate", "officer"):
        assert matter in Referral.objects.waiting_for(getattr(team, who)), who
    for who in ("member", "second"):
        assert matter not in Referral.objects.waiting_for(getattr(team, who)), who


def test_notices_lead_to_what_is_behind_it(team, matter):
    assert set(Notice.objects.filter(key__contains="received").values_list("url", flat=True)) == {URL}
    actions.remind(matter.due_on)
    assert Notice.objects.filter(user=team.president, key__endswith=".due0").get().url == URL


def test_opened_again_it_has_the_law_s_days(team, matter):
    actions.settle(matter, by=team.president, verdict="informed", text="Oui.")
    team.council.pledge_days = 5
    team.council.save()
    row = actions.reopen(matter, by=User.objects.system(), note="Une raison.")
    assert row.due_on == localdate() + 60 * DAY
