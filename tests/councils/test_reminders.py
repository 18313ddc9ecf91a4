"""Reminders: fifteen, five and one days before, on the last day, every week after; each once."""

import datetime

import pytest
import time_machine
from django.utils.translation import override

from councils import actions
from councils.actions.reminder import mark_of
from councils.tasks import remind as remind_task
from notices.models import Notice
from tests.factories.councils import MandateFactory, ReferralFactory

START, DUE = datetime.date(2026, 3, 2), datetime.date(2026, 5, 1)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def referral(team):
    return ReferralFactory(
        council=team.council, started_on=START, due_on=DUE, state="assigned", mandate=team.mandates["officer"]
    )


def told(user):
    return Notice.objects.filter(user=user, key__contains=str(DUE)).count()


def run(first, last, times=1):
    day = first
    while day <= last:
        with time_machine.travel(f"{day}T08:00Z", tick=False):
            for _ in range(times):
                actions.remind()
        day += DAY


def test_each_reminder_is_written_once_however_often_it_runs(team, referral):
    run(START, DUE + 21 * DAY, times=3)
    # 15, 5, 1 days before, the last day, then one, two and three weeks after.
    assert [told(user) for user in (team.officer, team.director, team.president)] == [7, 7, 7]
    assert told(team.second) == 0


@pytest.mark.parametrize(
    ("left", "mark"),
    [(16, ""), (15, "due15"), (14, "due15"), (6, "due15"), (5, "due5"), (2, "due5"), (1, "due1"), (0, "due0"),
     (-1, "due0"), (-6, "due0"), (-7, "late1"), (-13, "late1"), (-14, "late2")],
)  # fmt: skip
def test_mark(referral, left, mark):

    assert mark_of(referral, DUE - left * DAY) == mark


def test_worker_that_slept_sends_the_last_reminder_alone(team, referral):
    run(DUE - 3 * DAY, DUE - 3 * DAY)
    assert told(team.officer) == 1
    with override("en"):
        assert Notice.objects.filter(user=team.officer).get().text


def test_words_say_the_days_that_are_left(team, referral):
    team.officer.language = "fr"
    team.officer.save()
    run(DUE - 3 * DAY, DUE - 3 * DAY)
    text = Notice.objects.get(user=team.officer).text
    assert "3" in text
    assert referral.title in text


def test_short_pledge_is_not_reminded_on_its_first_day(team):
    ReferralFactory(council=team.council, started_on=DUE - 10 * DAY, due_on=DUE)
    run(DUE - 10 * DAY, DUE - 6 * DAY)
    assert told(team.president) == 0
    run(DUE - 5 * DAY, DUE - 5 * DAY)
    assert told(team.president) == 1


@pytest.mark.parametrize("more", [{"paused_for": "field"}, {"answered": True}, {"state": "withdrawn"}])
def test_nothing_is_said_when_nothing_is_awaited(team, more):
    ReferralFactory(council=team.council, started_on=START, due_on=DUE, **more)
    run(DUE, DUE)
    assert told(team.president) == 0


def test_new_last_day_is_reminded_anew(team, referral):
    run(DUE - 5 * DAY, DUE - 5 * DAY)
    referral.due_on += 10 * DAY
    referral.save()
    run(DUE + 5 * DAY, DUE + 5 * DAY)
    assert Notice.objects.filter(user=team.president).count() == 2


def test_new_assignee_is_told_too(team, referral):
    run(DUE - 5 * DAY, DUE - 5 * DAY)
    referral.mandate = team.mandates["second"]
    referral.save()
    run(DUE - 4 * DAY, DUE - 4 * DAY)
    assert (told(team.second), told(team.officer)) == (1, 1)


def test_ended_mandate_is_told_nothing(team, referral):
    MandateFactory(council=team.council, president=True, ends_on=DUE - 30 * DAY, starts_on=START)
    team.mandates["officer"].ends_on = DUE - 30 * DAY
    team.mandates["officer"].save()
    run(DUE, DUE)
    assert told(team.officer) == 0


@pytest.mark.parametrize("count", [1, 3])
def test_task_runs_the_action(team, count):
    ReferralFactory.create_batch(count, council=team.council, started_on=START, due_on=DUE)
    with time_machine.travel(f"{DUE}T08:00Z", tick=False):
        remind_task(0)
    assert told(team.president) == count
