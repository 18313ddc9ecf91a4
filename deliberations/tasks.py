"""What time does about the sessions of councils."""

import logging

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from core import pdf
from deliberations import actions
from deliberations.actions import recording

logger = logging.getLogger(__name__)


# Once a night; run again, it writes nothing twice.
@app.periodic(cron="20 3 * * *")
@app.task(name="deliberations.plan", queueing_lock="deliberations.plan")
def plan(timestamp: int) -> None:
    """Write the ordinary sessions of this year and the next for every council."""
    actions.plan_due()


@app.periodic(cron="50 5 * * *")
@app.task(name="deliberations.settle_visas", queueing_lock="deliberations.settle_visas")
def settle_visas(timestamp: int) -> None:
    """Let the governor's silence hold for a visa once its delay went by."""
    actions.settle_visas()


@app.task(name=recording.PRINT, retry=RetryStrategy(max_attempts=4, exponential_wait=4))
def print_minutes(minutes_id: int, language: str) -> None:
    """Make the PDF of approved minutes in a language."""
    try:
        recording.print_minutes(minutes_id, language)
    except pdf.NotHere as error:
        logger.warning("Minutes %s have no PDF, as this machine lacks Pango: %s", minutes_id, error)


@app.periodic(cron="45 4 * * *")
@app.task(name="deliberations.print_missing", queueing_lock="deliberations.print_missing")
def print_missing(timestamp: int) -> None:
    """Ask again for the PDFs that could not be made."""
    recording.print_missing()
