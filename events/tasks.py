"""What time does about events."""

import logging

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from core import pdf
from events.actions import forgetting, minutes, moving

logger = logging.getLogger(__name__)


@app.periodic(cron="*/5 * * * *")
@app.task(name="events.finish", queueing_lock="events.finish")
def finish(timestamp: int) -> None:
    """Finish the events whose planned end has passed. Registration closes by the clock, whether or not this ran."""
    moving.finish_due()


@app.periodic(cron="25 3 * * *")
@app.task(name="events.forget_requests", queueing_lock="events.forget_requests")
def forget_requests(timestamp: int) -> None:
    """Erase what people needed in order to come, thirty days after the event."""
    forgetting.forget_requests()


@app.task(name=minutes.PRINT, retry=RetryStrategy(max_attempts=4, exponential_wait=4))
def print_minutes(event_id: int, language: str) -> None:
    """Make the minutes of an event in a language."""
    try:
        minutes.print_minutes(event_id, language)
    except pdf.NotHere as error:
        logger.warning("Event %s has no minutes as PDF, as this machine lacks Pango: %s", event_id, error)


@app.periodic(cron="50 4 * * *")
@app.task(name="events.print_missing", queueing_lock="events.print_missing")
def print_missing(timestamp: int) -> None:
    """Ask again for the minutes that could not be printed."""
    minutes.print_missing()
