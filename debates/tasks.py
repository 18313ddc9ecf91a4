"""What time does about debates."""

import logging

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from core import pdf
from debates import actions
from debates.models import Minutes

logger = logging.getLogger(__name__)


@app.periodic(cron="* * * * *")
@app.task(name="debates.pass_time", queueing_lock="debates.pass_time")
def pass_time(timestamp: int) -> None:
    """Open and close the debates whose moment has come, and remind of sittings."""
    actions.pass_time()


@app.task(name=actions.PRINT, retry=RetryStrategy(max_attempts=4, exponential_wait=4))
def print_minutes(minutes_id: int, language: str) -> None:
    """Make the PDF of a version of minutes in a language."""
    try:
        actions.print_minutes(Minutes.objects.get(pk=minutes_id), language)
    except pdf.NotHere as error:
        logger.warning("Minutes %s have no PDF, as this machine lacks Pango: %s", minutes_id, error)


@app.periodic(cron="20 4 * * *")
@app.task(name="debates.print_missing", queueing_lock="debates.print_missing")
def print_missing(timestamp: int) -> None:
    """Ask again for the PDFs that could not be made."""
    actions.print_missing()
