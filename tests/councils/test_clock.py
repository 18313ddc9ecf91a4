"""The clock's arithmetic and words."""

import datetime

import pytest
import time_machine
from django.utils.translation import override

from core.clock import Clock
from councils.enums import PauseReason, ReferralState
from tests.factories.councils import ReferralFactory

START, DUE = datetime.date(2026, 4, 1), datetime.date(2026, 5, 14)


def clock(today=None, **more):
    return Clock("an answer", "the council", START, DUE, today=today or START, **more)


@pytest.mark.parametrize(
    ("today", "state", "left", "late"),
    [
        (datetime.date(2026, 4, 1), "waiting", 43, 0),
        (datetime.date(2026, 5, 8), "waiting", 6, 0),
        (datetime.date(2026, 5, 9), "soon", 5, 0),
        (datetime.date(2026, 5, 14), "soon", 0, 0),
        (datetime.date(2026, 5, 15), "overdue", -1, 1),
    ],
)
def test_clock_runs_out(today, state, left, late):
    found = clock(today)
    assert (found.state, found.days_left, found.days_late) == (state, left, late)


@pytest.mark.parametrize(
    ("more", "today", "words"),
    [
        ({}, datetime.date(2026, 5, 2), "an answer is due by 14 May · 12 days left"),
        ({}, datetime.date(2026, 5, 13), "an answer is due by 14 May · 1 day left"),
        ({}, DUE, "an answer is due by 14 May · today is the last day"),
        ({}, datetime.date(2026, 5, 19), "an answer was due by 14 May · overdue by 5 days"),
        ({}, datetime.date(2025, 12, 30), "an answer is due by 14 May 2026 · 135 days left"),
        ({"done_on": datetime.date(2026, 4, 13)}, DUE, "answered in 12 days"),
        ({"done_on": START}, DUE, "answered on the same day"),
        ({"done_on": datetime.date(2026, 5, 15)}, DUE, "answered in 44 days · 1 day after the last day"),
        ({"paused": "waiting for a visit"}, DUE, "the clock stands still: waiting for a visit"),
    ],
)
def test_clock_says_where_it_stands(more, today, words):
    with override("en"):
        assert clock(today, **more).words == words


def test_clock_stands_still_and_is_not_late():
    found = clock(DUE + datetime.timedelta(days=9), paused="a reason")
    assert (found.state, found.days_late) == ("paused", 0)


@pytest.mark.parametrize(
    ("today", "share"), [(START, 0), (datetime.date(2026, 4, 22), 49), (DUE, 100), (datetime.date(2026, 8, 1), 100)]
)
def test_clock_share_fills_the_bar(today, share):
    assert clock(today).share == share


def test_clock_of_one_day_is_full():
    assert Clock("a", "b", START, START, today=START).share == 100


@pytest.mark.parametrize(
    ("instant", "is_overdue"),
    [
        # Morocco is one hour ahead of UTC: its day begins at 23:00.
        ("2026-05-14T22:59:59Z", False),
        ("2026-05-14T23:00:00Z", True),
        # During Ramadan (18 February to 22 March 2026) it keeps UTC: its day begins at midnight.
        ("2026-02-28T23:30:00Z", None),
    ],
)
def test_last_day_ends_at_midnight_in_morocco(db, instant, is_overdue):
    due = DUE if is_overdue is not None else datetime.date(2026, 2, 28)
    with time_machine.travel(instant, tick=False):
        referral = ReferralFactory.build(due_on=due, started_on=datetime.date(2026, 1, 5))
        assert referral.is_overdue is bool(is_overdue)
        assert (referral.clock.state == "overdue") is bool(is_overdue)


def test_clock_of_a_paused_referral_gives_its_reason(db):
    referral = ReferralFactory.build(paused_for=PauseReason.FIELD)
    with override("en"):
        assert referral.clock.words == "the clock stands still: waiting for a visit on site"


def test_withdrawn_referral_has_no_clock(db):
    assert ReferralFactory.build(state=ReferralState.WITHDRAWN).clock is None
