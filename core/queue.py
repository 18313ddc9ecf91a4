"""Work for later: jobs are rows of the same database, so a job exists exactly when its transaction commits."""

import datetime
from typing import Any

from django.db import connection, transaction
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

# Inside a worker, procrastinate's own `task.defer` writes through a connection of its own, outside our transaction.
# This one always writes through Django's.
_manager = JobManager(DjangoConnector())


def defer(
    name: str,
    *,
    at: datetime.datetime | None = None,
    priority: int = 0,
    lock: str = "",
    alone: str = "",
    **arguments: Any,
) -> bool:
    """Ask a worker to run the task called `name` with `arguments` (JSON values), once this transaction has committed.

    Not before `at`. A higher `priority` goes first. Under a `lock` at most one job waits: while it does, nothing is
    added. Of the jobs that share an `alone` one runs at a time. Returns whether a job was added.
    """
    job = configure_task(
        name=name,
        job_manager=_manager,
        schedule_at=at,
        priority=priority,
        queueing_lock=lock or None,
        lock=alone or None,
        task_kwargs=arguments,
    )
    try:
        if lock and connection.in_atomic_block:
            with transaction.atomic():  # what the database refuses must not end the caller's transaction
                job.defer()
        else:
            job.defer()
    except AlreadyEnqueued:
        return False
    return True
