"""What time does for everyone: messages leave, half-done work is found, jobs of a dead worker go to a living one."""

import time

from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from core import outbox, retention, storage

MOST_RUNS = 5  # a job that five workers died of is not given to a sixth


@app.task(name=outbox.SEND)
def send(message_id: int) -> None:
    """Send one message of the outbox."""
    outbox.deliver(message_id)


@app.task(name=outbox.DRAIN)
def drain(lane: int) -> None:
    """Send what waits, many on one connection."""
    outbox.drain(lane)


@app.periodic(cron="*/5 * * * *")
@app.task(name="core.sweep", queueing_lock="core.sweep")
def sweep(timestamp: int) -> None:
    """Look after the messages that a dead worker left behind."""
    outbox.sweep()


@app.periodic(cron="40 3 * * *")
@app.task(name="core.blank", queueing_lock="core.blank")
def blank(timestamp: int) -> None:
    """Forget old messages, and the files that a killed process had begun to write."""
    outbox.blank_old()
    storage.forget_begun(time.time() - 24 * 3600)


@app.periodic(cron="55 3 * * *")
@app.task(name="core.forget", queueing_lock="core.forget")
def forget(timestamp: int) -> None:
    """Forget what is past its term in the register of processing, and prove it."""
    for _done in retention.run_all():
        pass


@app.periodic(cron="* * * * *")
@app.task(name="core.rescue", queueing_lock="core.rescue", pass_context=True)
async def rescue(context: JobContext, timestamp: int) -> None:
    """Give the jobs of workers that stopped breathing (no heartbeat for 30 seconds) to the living ones."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        if job.attempts < MOST_RUNS:
            await manager.retry_job(job)
        else:
            await manager.finish_job(job, status=Status.FAILED, delete_job=False)
