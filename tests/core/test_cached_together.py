"""Pages kept in memory, when many ask at once: one asks, one makes, and nobody is given what is known to be old."""

import threading
import time

import pytest
from django.db import connection

from core import cached
from tests.core.test_cached import Answer, memory, said

__all__ = ["memory"]
pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.core.test_cached")]


def in_threads(count, act):
    """Run `act` in so many threads at once and wait for them; each has its own connection to close."""

    def one():
        try:
            act()
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)


def test_a_page_that_took_long_to_make_is_as_old_as_its_version(memory, monkeypatch):
    """It was read before it was made: what is hidden meanwhile is not shown for a second more than that."""
    monkeypatch.setattr(cached, "FRESH", 1)
    real, slow = time.monotonic, 0.0
    monkeypatch.setattr(cached.time, "monotonic", lambda: real() + slow)
    application = memory.application

    def slowly(environ, begin):
        nonlocal slow
        response = application(environ, begin)
        slow += 3
        return response

    memory.application = slowly
    Answer(memory)
    said.update(version="2", words="bye")
    assert "bye" in Answer(memory).body


def test_while_one_asks_the_others_wait_and_nobody_is_given_an_old_page(memory, monkeypatch):
    Answer(memory)
    said.update(version="2", words="bye")
    ask, bodies = cached.Mark.holds, []

    def slowly(mark):
        time.sleep(0.2)
        return ask(mark)

    monkeypatch.setattr(cached.Mark, "holds", slowly)
    in_threads(5, lambda: bodies.append(Answer(memory).body))
    assert len(bodies) == 5
    assert all("bye" in body for body in bodies)


def test_one_who_is_not_told_in_time_makes_the_page(memory, monkeypatch):
    monkeypatch.setattr(cached, "PATIENCE", 0.05)
    Answer(memory)
    (page_kept,) = memory.pages.values()
    with page_kept.lock:
        assert Answer(memory).status == 200
    assert said["made"] == 2


def test_when_a_page_could_not_be_made_one_of_those_who_wait_tries(memory):
    """They do not all try at once; and who waited for a page that came out is given it."""
    application, at_once, most, tries = memory.application, 0, 0, 0

    def first_in_vain(environ, begin):
        nonlocal at_once, most, tries
        at_once, tries = at_once + 1, tries + 1
        most = max(most, at_once)
        time.sleep(0.1)
        at_once -= 1
        return application(environ, begin) if tries > 1 else begin("503 Away", []) or [b"away"]

    memory.application = first_in_vain
    in_threads(6, lambda: Answer(memory))
    assert (most, tries, said["made"]) == (1, 2, 1)


def test_what_was_asked_for_longest_ago_goes_first(memory, monkeypatch):
    monkeypatch.setattr(cached, "MOST_PAGES", 2)
    for number in (1, 2, 1, 3):
        Answer(memory, f"/fr/page/{number}/")
    assert sorted(key[4] for key in memory.pages) == ["/fr/page/1/", "/fr/page/3/"]
