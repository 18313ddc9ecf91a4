"""Tools of the tests."""

import gc
import json
import os
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

# A busy machine is no fault of the code: no example is timed. The examples are the same in each run, unless lots are
# drawn (AGRAW_SEED: by night, or to see a night's run again; decision 0021).
hypothesis_settings.register_profile(
    "house", deadline=None, max_examples=60, derandomize="AGRAW_SEED" not in os.environ
)
hypothesis_settings.load_profile("house")

# A test with real transactions empties every table when it ends; the journal would refuse. The triggers against
# TRUNCATE are off in the test database and nowhere else; their own test switches them on.
NO_TRUNCATE = {"core_entry": "core_entry_no_truncate", "core_seal": "core_seal_no_truncate"}


# The files that take longest, with about how long beside each other: each begins first, on the worker that has least.
LONGEST = {
    "tests/test_doors.py": 5,
    "tests/journeys/test_every_page.py": 4,
    "tests/test_costs.py": 1,
    "tests/test_typed.py": 1,
    "tests/deploy/test_for_real.py": 1,
}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Put what takes longest first: no worker ends alone with it, and each of these files stays in one process.

    With `--dist worksteal` each worker has an even piece of the list, in order; who is done takes from another's end.
    """
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    first: list[list] = [[] for _worker in range(workers)]
    load = [0] * workers
    for name, weight in LONGEST.items():
        least = load.index(min(load))
        first[least] += [item for item in items if item.nodeid.startswith(f"{name}::")]
        load[least] += weight
    taken = {item.nodeid for several in first for item in several}
    others = [item for item in items if item.nodeid not in taken]
    order, count, used = [], len(items), 0
    for number, several in enumerate(first):
        room = max((count - len(order)) // (workers - number) - len(several), 0)
        order += several + others[used : used + room]
        used += room
    items[:] = order + others[used:]


def pytest_collection_finish():
    """What was loaded stays to the end: the search for what nobody needs any more, a fourteenth of all the work, passes
    it by, and is made more seldom.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)


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
