"""Tools of the tests."""

import json
from copy import deepcopy

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone, translation
from hypothesis import settings as hypothesis_settings
from procrastinate.contrib.django import app as jobs
from rest_framework.test import APIClient

from core import sms
from tests import world as worlds

# A busy machine is no fault of the code: no example is timed.
hypothesis_settings.register_profile("house", deadline=None, max_examples=60)
hypothesis_settings.load_profile("house")

# A test with real transactions empties every table when it ends; the journal would refuse. The triggers against
# TRUNCATE are off in the test database and nowhere else; their own test switches them on.
NO_TRUNCATE = {"core_entry": "core_entry_no_truncate", "core_seal": "core_seal_no_truncate"}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table, trigger in NO_TRUNCATE.items():
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")
    yield
    # A thread of a test's server may end a moment after its test: the database is removed all the same. Whoever ends
    # the others speaks from outside of it, on a connection that no test has had.
    with django_db_blocker.unblock():
        name = connection.settings_dict["NAME"]
        connection.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])


@pytest.fixture(autouse=True)
def _no_job_left(request, django_db_blocker):
    """Django does not empty the queue's tables between two tests with real transactions: they are not its own."""
    yield
    marker = request.node.get_closest_marker("django_db")
    if "transactional_db" in request.fixturenames or (marker and marker.kwargs.get("transaction")):
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


@pytest.fixture(autouse=True)
def _language_of_the_house():
    """A page read in one test leaves its language active: each test begins in the house's own."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def _no_text_message_left():
    sms.sent.clear()


@pytest.fixture
def htmx() -> Client:
    """A browser that asks for fragments, as htmx does: `htmx.force_login(user)`, `htmx.get(url)`."""
    return Client(headers={"HX-Request": "true"})


@pytest.fixture
def api() -> APIClient:
    """A program: `api.force_authenticate(user)`, `api.post(url, {...})` in JSON."""
    client = APIClient()
    client.default_format = "json"
    return client


@pytest.fixture
def work(db):
    """Run the jobs that are due, here and now, in the test's own transaction; return how many ran."""

    def run() -> int:
        count = 0
        with connection.cursor() as cursor:
            while True:
                cursor.execute(
                    "SELECT id, task_name, args FROM procrastinate_jobs WHERE status = 'todo' "
                    "AND (scheduled_at IS NULL OR scheduled_at <= %s) ORDER BY priority DESC, id LIMIT 1",
                    [timezone.now()],
                )
                job = cursor.fetchone()
                if job is None:
                    return count
                number, name, args = job
                cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [number])
                jobs.tasks[name].func(**json.loads(args))
                cursor.execute("UPDATE procrastinate_jobs SET status = 'succeeded' WHERE id = %s", [number])
                count += 1

    return run


@pytest.fixture(scope="module")
def _standing_world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        with translation.override("fr"):
            world = worlds.make()
        connection.check_constraints()  # what waits for the end of the transaction is done once, not with each test
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def world(_standing_world, db):
    """The small world of `tests.world`: made once for all tests of a file, and each finds it as it was made."""
    return deepcopy(_standing_world)
