"""What time does for everyone, called as the worker calls it."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from procrastinate.jobs import Status

from core import outbox, tasks
from core.enums import Channel


class Manager:
    """A queue with two jobs of dead workers: one new, one that five workers died of."""

    def __init__(self):
        self.retried, self.finished = [], []

    async def get_stalled_jobs(self):
        return [SimpleNamespace(attempts=0), SimpleNamespace(attempts=tasks.MOST_RUNS)]

    async def retry_job(self, job):
        self.retried.append(job.attempts)

    async def finish_job(self, job, *, status, delete_job):
        self.finished.append((job.attempts, status, delete_job))


def test_jobs_of_dead_workers_go_to_the_living_but_not_for_ever():
    manager = Manager()
    context = SimpleNamespace(app=SimpleNamespace(job_manager=manager))
    with ThreadPoolExecutor(1) as pool:  # in this thread the browser of another test may keep its own loop running
        pool.submit(asyncio.run, tasks.rescue.func(context, timestamp=0)).result()
    assert (manager.retried, manager.finished) == ([0], [(5, Status.FAILED, False)])


@pytest.mark.django_db
def test_the_outbox_is_swept_and_blanked_by_the_clock():
    outbox.post(key="k", channel=Channel.MAIL, to="lalla@example.org", body="b")
    tasks.sweep.func(timestamp=0)
    tasks.blank.func(timestamp=0)
    assert outbox.Message.objects.get().body == "b"
