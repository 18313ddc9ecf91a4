"""The database is away: pages and programs are told in words, and that it is worth asking again; nobody waits long."""

import concurrent.futures
import os
import time
from types import SimpleNamespace

import httpx
import psycopg
import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils.translation import gettext, override
from procrastinate.contrib.django import app

from core import again, pool
from tests.clusters import Cluster, own_folder, programs
from tests.core.live.tools import run
from tests.factories.accounts import UserFactory
from tests.factories.spaces import SpaceFactory
from tests.faults.house import MODULE
from tests.servers import Forks, Pages

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


@pytest.fixture
def served(db, tmp_path):
    """Pages with the pool of production, and their PostgreSQL, which can be stopped."""
    with own_folder() as place:
        cluster = Cluster(place, programs())
        cluster.make(fsync="off")
        cluster.start()
        (tmp_path / "paper").touch()
        try:
            cluster.fill()
            mother = Forks(
                "agraw", tmp_path, DJANGO_SETTINGS_MODULE=MODULE, DATABASE_URL=cluster.url(), REDIS_URL="",
                AGRAW_PAPER=str(tmp_path / "paper"), AGRAW_MEDIA=str(tmp_path),
            )  # fmt: skip
            pages = Pages(mother)
            try:
                yield cluster, pages.origin
            finally:
                pages.kill()
                mother.close()
        finally:
            cluster.stop("immediate")


def asked(url: str) -> tuple[int, float]:
    """Return the status, and the seconds it took."""
    began = time.monotonic()
    return httpx.get(url, timeout=60).status_code, time.monotonic() - began


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_nobody_waits_longer_than_for_one_connection(served):
    """A page reads the switches, its version and itself: it waits ten seconds once. Afterwards nobody waits at all, and
    who watches over the process (deploy/probe.py gives up after four seconds) is answered.
    """
    cluster, origin = served
    slow = max(1, os.getloadavg()[0] / (os.cpu_count() or 1))  # the machine's part
    page = f"{origin}/fr/"
    assert [asked(page)[0] for _ in range(2)] == [200, 200]  # kept in memory now
    cluster.stop("immediate")
    time.sleep(1.1)  # its version is asked for again
    status, seconds = asked(f"{origin}/healthz")
    assert (status, seconds < 4 * slow) == (503, True)
    status, seconds = asked(page)
    assert (status, 9 < seconds < 11 + slow) == (503, True)
    with concurrent.futures.ThreadPoolExecutor(24) as threads:
        began = time.monotonic()
        answers = list(threads.map(asked, [f"{origin}/fr/search/?q=eau", f"{origin}/api/v1/needs/"] * 12))
    assert {status for status, _seconds in answers} == {503}
    assert time.monotonic() - began < 5 * slow  # one tries again for three seconds, the others are told at once
    status, seconds = asked(f"{origin}/healthz")
    assert (status, seconds < 4 * slow) == (503, True)
    cluster.start()
    end = time.monotonic() + 20 * slow
    while asked(page)[0] != 200:
        assert time.monotonic() < end
        time.sleep(0.2)
