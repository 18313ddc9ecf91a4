"""Work for later: jobs are rows of the same database, so a job exists exactly when its transaction commits."""

import datetime
from typing import Any

from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

# Inside a worker, procrastinate's own `task.defer` writes through a connection of its own, outside our transaction.
# This one always writes through Django's.
_manager = JobManager(DjangoConnector())


def defer(name: str, *, at: datetime.datetime | None = None, priority: int = 0, **arguments: Any) -> None:
    """Ask a worker to run the task called `name` with `arguments` (JSON values), once this transaction has committed.

    Not before `at`. A higher `priority` goes first.
    """
    configure_task(name=name, job_manager=_manager, schedule_at=at, priority=priority, task_kwargs=arguments).defer()
