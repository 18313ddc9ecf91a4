"""Clocks that jump by an hour: what ends at a moment ends once, and never early.

The database's clock is right here; that of the machine with the worker is an hour ahead, then right, then an hour
behind: its three workers run all of it.
"""

import datetime

import pytest
import time_machine
from django.utils.timezone import now

from calls.actions.moving import close_due as close_calls
from consultations.actions.time import close_due as close_consultations
from core.journal import history
from core.moments import surely_now
from debates.actions.time import pass_time
from tests.factories.calls import CallFactory
from tests.factories.consultations import ConsultationFactory
from tests.factories.debates import DebateFactory
from tests.races import together

HOUR, MINUTE = datetime.timedelta(hours=1), datetime.timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _as_in_production(settings):
    settings.TRUST_OWN_CLOCK = False


@pytest.fixture
def due():
    """A debate, a consultation and a call that end in half an hour, by the clock that is right."""
    at = now() + 30 * MINUTE
    return (
        DebateFactory(open=True, closes_at=at),
        ConsultationFactory(opened=True, closes_at=at),
        CallFactory(published=True, closes_at=at),
    )


def pass_by(workers: int = 3) -> list[int]:
    """Let several workers do what is due; return how many debates, consultations and calls were closed."""
    acts = [lambda: pass_time()["closed"], close_consultations, close_calls]
    done = together(*[act for act in acts for _ in range(workers)])
    return [sum(done[place : place + workers]) for place in range(0, len(done), workers)]


def entries(due) -> list[int]:
    return [history(one).filter(action="close").count() for one in due]


@pytest.mark.django_db(transaction=True)
def test_each_end_comes_once_and_never_early(due):
    with time_machine.travel(now() + HOUR, tick=True):  # the worker's clock jumps ahead: nothing has ended yet
        assert pass_by() == [0, 0, 0]
    assert entries(due) == [0, 0, 0]
    for one in due:  # their moment comes
        type(one).objects.filter(pk=one.pk).update(closes_at=now() - MINUTE)
    with time_machine.travel(now() - HOUR, tick=True):  # a clock that is behind ends it later
        assert pass_by() == [0, 0, 0]
    assert pass_by() == [1, 1, 1]
    for jump in (HOUR, -HOUR, 0 * HOUR):  # whatever the clock does afterwards
        with time_machine.travel(now() + jump, tick=True):
            assert pass_by() == [0, 0, 0]
    assert entries(due) == [1, 1, 1]
    assert {type(one).objects.get(pk=one.pk).state for one in due} == {"closed"}


@pytest.mark.django_db
def test_the_earlier_of_two_clocks_counts():
    right = now()
    with time_machine.travel(right + HOUR, tick=False):
        assert surely_now() < right + MINUTE
    with time_machine.travel(right - HOUR, tick=False):
        assert surely_now() == right - HOUR
