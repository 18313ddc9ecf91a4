"""Acts on the clock of a matter: pause, resume, reopen, withdraw."""

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate

from accounts.models import User
from core.journal import history
from core.workflow import Refused
from councils import actions
from councils.enums import PauseReason, ReferralState, Verdict
from councils.models import Answer, Pause
from tests.councils.conftest import draft, receive
from tests.factories.councils import ReferralFactory


def test_pause_pushes_the_last_day_by_the_days_it_stood_still(team):
    with time_machine.travel("2026-10-16T10:00Z", tick=False):
        referral = receive(team)
        actions.pause(referral, by=team.director, reason=PauseReason.FIELD, detail="Visite le 2 novembre")
    with time_machine.travel("2026-11-02T10:00Z", tick=False):
        referral = actions.resume(referral, by=team.director)
    assert referral.due_on == datetime.date(2026, 12, 15) + datetime.timedelta(days=17)
    assert Pause.objects.get().ended_on == datetime.date(2026, 11, 2)
    assert [entry.action for entry in history(referral)] == ["receive", "pause", "resume"]


def test_pause_over_midnight_counts_days_of_morocco(team):
    # 22:30 and 23:30 UTC on one day are two days in Casablanca (UTC+1).
    with time_machine.travel("2026-11-10T22:30Z", tick=False):
        referral = receive(team)
        due_on = referral.due_on
        actions.pause(referral, by=team.director, reason=PauseReason.DETAIL)
    with time_machine.travel("2026-11-10T23:30Z", tick=False):
        referral = actions.resume(referral, by=team.director)
    assert referral.due_on - due_on == datetime.timedelta(days=1)


@pytest.mark.parametrize(
    ("more", "reason", "code"),
    [
        ({"overdue": True}, "field", "late"),
        ({"answered": True}, "field", "not_now"),
        ({"state": "withdrawn"}, "field", "not_now"),
        ({"paused_for": "field"}, "detail", "paused"),
        ({}, "laziness", "no_reason"),
    ],
)
def test_pause_refuses(team, more, reason, code):
    referral = ReferralFactory(council=team.council, **more)
    with pytest.raises(Refused) as refusal:
        actions.pause(referral, by=team.president, reason=reason)
    assert refusal.value.code == code


def test_resume_of_a_running_clock_is_refused(team):
    with pytest.raises(Refused):
        actions.resume(receive(team), by=team.director)


def test_answer_ends_the_pause(team):
    referral = receive(team)
    draft(referral, team.officer)
    actions.pause(referral, by=team.director, reason=PauseReason.SESSION)
    actions.publish(referral, by=team.president)
    referral.refresh_from_db()
    assert (referral.paused_for, Pause.objects.get().ended_on) == ("", localdate())


def test_reopen_starts_a_new_clock_and_keeps_the_answer(team):
    with time_machine.travel("2026-01-05T10:00Z", tick=False):
        referral = receive(team)
        draft(referral, team.officer)
    with time_machine.travel("2026-04-01T10:00Z", tick=False):
        late = actions.publish(referral, by=team.president)
    with time_machine.travel("2026-05-01T10:00Z", tick=False):
        referral = actions.reopen(referral, by=User.objects.system(), note="Ce n’est pas fait.")
        assert (referral.state, referral.answered_at) == (ReferralState.RECEIVED, None)
        assert (referral.started_on, referral.due_on) == (datetime.date(2026, 5, 1), datetime.date(2026, 6, 30))
        draft(referral, team.officer, verdict=Verdict.DONE)
        actions.publish(referral, by=team.president)
    assert Answer.objects.published().count() == 2
    late.refresh_from_db()
    assert late.published_on > late.due_on


@pytest.mark.parametrize("act", [actions.reopen, actions.withdraw])
def test_only_the_system_takes_back(team, act):
    referral = ReferralFactory(council=team.council, answered=act is actions.reopen)
    with pytest.raises(PermissionDenied):
        act(referral, by=team.president, note="pour voir")


def test_withdraw_says_why(team):
    referral = actions.withdraw(receive(team), by=User.objects.system(), note="Réuni avec un autre besoin.")
    assert referral.state == ReferralState.WITHDRAWN
    assert history(referral).last().note == "Réuni avec un autre besoin."
