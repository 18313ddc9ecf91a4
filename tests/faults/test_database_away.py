"""The database is away: pages and programs are told in words, and that it is worth asking again; nobody waits long."""

from types import SimpleNamespace

import psycopg
import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils.translation import gettext, override
from procrastinate.contrib.django import app

from core import again, pool
from tests.core.live.tools import run
from tests.factories.accounts import UserFactory
from tests.factories.spaces import SpaceFactory

LOST = "What you sent may not have been kept. Go back, copy your text, and try again in a few minutes."


@pytest.fixture
def away(db):
    """A browser that is signed in; then the database is lost."""
    browser = Client(raise_request_exception=False)
    browser.force_login(UserFactory(), backend="django.contrib.auth.backends.ModelBackend")
    browser.space = SpaceFactory().commune.slug

    def lost(execute, sql, params, many, context):
        raise OperationalError("server closed the connection unexpectedly") from psycopg.OperationalError("lost")

    with connection.execute_wrapper(lost):
        yield browser


def test_a_person_reads_what_to_do_and_her_device_keeps_what_may_wait(away):
    """503: the worker of the page keeps a form that may wait, and sends it later (static/js/worker/outbox.js)."""
    answer = away.post(f"/fr/spaces/{away.space}/needs/new/", {"title": "الماء"})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    with override("fr"):
        assert gettext(LOST) in answer.text


def test_a_program_is_told_to_ask_again(away):
    answer = away.get("/api/v1/needs/")
    assert (answer.status_code, answer.headers["Content-Type"]) == (503, "application/problem+json")
    assert answer.json()["detail"]


def test_what_the_database_says_when_it_is_not_away():
    assert pool.is_away(psycopg.OperationalError("no connection"))
    assert pool.is_away(psycopg.errors.AdminShutdown())
    assert pool.is_away(psycopg.errors.TooManyConnections())
    for error in (psycopg.errors.DiskFull(), psycopg.errors.QueryCanceled(), psycopg.errors.DeadlockDetected(), None):
        assert not pool.is_away(error)


def job(*answers):
    """A job that fails as it is told to, once each, then is done; what it did is in `done`."""

    async def run():
        run.count += 1
        if run.count <= len(answers):
            raise answers[run.count - 1]
        return "done"

    run.count = 0
    return run


@pytest.fixture
def at_once(monkeypatch):
    monkeypatch.setattr(again, "WAITS", (0, 0, 0, 0))


def begun(work):
    """Run a job as a worker does."""
    context = SimpleNamespace(job=SimpleNamespace(task_name="core.drain"))
    return run(lambda: again.begin_again(work, context, None))


def test_a_job_that_the_absence_cut_off_is_begun_again(at_once, caplog):
    behind = OperationalError("away")  # Django's error has PostgreSQL's behind it
    behind.__cause__ = psycopg.errors.AdminShutdown()
    lost = job(behind, psycopg.OperationalError("away"))
    assert begun(lost) == "done"
    assert (lost.count, caplog.text.count("went away under the job core.drain")) == (3, 2)


def test_a_job_with_a_fault_of_its_own_is_not(at_once):
    for fault in (ValueError("ours"), psycopg.errors.DiskFull()):
        failing = job(fault, fault)
        with pytest.raises(type(fault)):
            begun(failing)
        assert failing.count == 1


def test_a_database_that_stays_away_ends_the_job(at_once):
    failing = job(*[psycopg.OperationalError("away")] * 9)
    with pytest.raises(psycopg.OperationalError):
        begun(failing)
    assert failing.count == 5


def test_each_worker_does_so():
    assert app.worker_defaults["worker_middleware"] == [again.begin_again]
