"""A job that the absence of the database cut off is begun again, as one whose worker died is: every job may be."""

import asyncio
import logging
from typing import Any

from core import pool

WAITS = (1, 2, 4, 8)  # seconds before each try; a database that is away longer is the next worker's affair

log = logging.getLogger(__name__)


def settle(app: Any) -> None:
    """Let each worker of this house begin such a job again (`PROCRASTINATE_ON_APP_READY`)."""
    app.worker_defaults["worker_middleware"] = [begin_again]


async def begin_again(run: Any, context: Any, worker: Any) -> Any:
    """Run a job; while the database is away, wait and run it from its beginning.

    Without this it would be called failed, and wait for an operator, though nothing is wrong with it.
    """
    for wait in WAITS:
        try:
            return await run()
        except Exception as error:
            if not pool.is_away(error):
                raise
            log.warning("The database went away under the job %s: again in %s s.", context.job.task_name, wait)
        await asyncio.sleep(wait)
    return await run()
