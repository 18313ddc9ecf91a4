"""How far a replica lags is measured against the primary; one that is lost is asked by one thread, and nobody waits."""

import threading
import time

import pytest

from core import replica


@pytest.fixture
def state(monkeypatch):
    state = replica._State()
    monkeypatch.setattr(replica, "_state", state)
    return state


def test_a_replica_that_is_cut_off_is_not_fresh(state):
    """It has everything it was sent: by itself it would lag by nothing for ever, and show what was hidden since."""
    state.note(0, primary=100, replica=100)
    assert state.holds(0, 0.9)
    state.note(0.9, primary=200, replica=100)
    assert state.holds(100, 1.0)
    assert not state.holds(101, 1.0)
    assert not state.holds(0, 1.1)
    state.note(1.5, primary=200, replica=200)
    assert state.holds(200, 1.5)


def test_a_replica_a_moment_behind_is_fresh_however_busy_the_primary_is(state):
    for count in range(20):
        moment = count / 2
        state.note(moment, primary=100 * (count + 1), replica=100 * count + 50)
        assert state.holds(0, moment) == (count > 0)
    assert len(state.told) <= 3


def test_a_replica_of_which_nothing_new_was_asked_for_an_hour_is_fresh_when_it_has_everything(state):
    state.note(0, primary=100, replica=100)
    state.note(3600, primary=100, replica=100)
    assert state.holds(0, 3600)
    state.note(7200, primary=300, replica=200)
    assert not state.holds(0, 7200)


def test_it_is_behind_for_the_next_one_too(state, monkeypatch):
    """What is known for half a second may be that it lags."""
    monkeypatch.setattr(replica, "_ask", lambda alias, _question: 200 if alias == replica.PRIMARY else 100)
    assert [replica.is_fresh(), replica.is_fresh()] == [False, False]


def test_a_replica_that_is_lost_is_asked_once_and_nobody_piles_up(state, monkeypatch):
    asked, told = [], []

    def ask(alias, _question):
        if alias == replica.PRIMARY:
            return 100
        asked.append(alias)
        time.sleep(0.5)
        return None

    monkeypatch.setattr(replica, "_ask", ask)
    began = time.monotonic()
    threads = [threading.Thread(target=lambda: told.append(replica.is_fresh())) for _ in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(asked), told) == (1, [False] * 24)
    assert time.monotonic() - began < 6  # 24 × 0.5 s would be twelve
