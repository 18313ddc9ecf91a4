"""What time does about assemblies."""

import logging

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from assemblies.actions import minutes
from core import pdf

logger = logging.getLogger(__name__)


@app.task(name=minutes.PRINT, retry=RetryStrategy(max_attempts=4, exponential_wait=4))
def print_minutes(minutes_id: int, language: str) -> None:
    """Make the PDF of published minutes in a language."""
    try:
        minutes.print_minutes(minutes_id, language)
    except pdf.NotHere as error:
        logger.warning("Minutes %s have no PDF, as this machine lacks Pango: %s", minutes_id, error)


@app.periodic(cron="50 4 * * *")
@app.task(name="assemblies.print_missing", queueing_lock="assemblies.print_missing")
def print_missing(timestamp: int) -> None:
    """Ask again for the PDFs that could not be made."""
    minutes.print_missing()
