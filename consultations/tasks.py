"""What time does about consultations."""

import logging

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from consultations.actions import reporting, tallying, telling
from consultations.actions.time import close_due
from core import pdf

logger = logging.getLogger(__name__)


# Every minute: nothing is answered after the moment that was told, whether or not this has run.
@app.periodic(cron="* * * * *")
@app.task(name="consultations.close", queueing_lock="consultations.close")
def close(timestamp: int) -> None:
    """Close the consultations whose last moment has passed."""
    close_due()


@app.task(name=telling.TELL)
def tell(consultation_id: int, occasion: str, after: int, key: str = "") -> None:
    """Tell a batch of those who took part of one occasion."""
    telling.tell_batch(consultation_id, occasion, after, key)


@app.task(name=reporting.PRINT, retry=RetryStrategy(max_attempts=4, exponential_wait=4))
def print_report(consultation_id: int, version: int, language: str) -> None:
    """Make the report of a result in a language."""
    try:
        reporting.print_report(consultation_id, version, language)
    except pdf.NotHere as error:
        logger.warning("Consultation %s has no report, as this machine lacks Pango: %s", consultation_id, error)


@app.periodic(cron="40 4 * * *")
@app.task(name="consultations.print_missing", queueing_lock="consultations.print_missing")
def print_missing(timestamp: int) -> None:
    """Ask again for the reports that could not be made."""
    reporting.print_missing()


@app.task(name=tallying.TALLY)
def tally(consultation_id: int) -> None:
    """Count a consultation: what everyone may see of its answers."""
    tallying.tally(consultation_id)


# Every minute at most: a count is asked for where ten more people answered since the last one.
@app.periodic(cron="* * * * *")
@app.task(name="consultations.tally_due", queueing_lock="consultations.tally_due")
def tally_due(timestamp: int) -> None:
    """Have the open consultations with live counts counted, and those that closed without one."""
    tallying.tally_due()
