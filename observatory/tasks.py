"""What time does in the observatory."""

from procrastinate.contrib.django import app

from accounts.models import User
from observatory import actions


# Each night, not each month: a worker that was down counts the month late by a day, and running again counts nothing
# twice.
@app.periodic(cron="20 1 * * *")
@app.task(name="observatory.count", queueing_lock="observatory.count")
def count(timestamp: int) -> None:
    """Count the months that are over and were not counted."""
    actions.count_what_is_due(by=User.objects.system())


@app.periodic(cron="50 1 * * *")
@app.task(name="observatory.inclusion", queueing_lock="observatory.inclusion")
def count_inclusion(timestamp: int) -> None:
    """Count who takes part, and warn where there is still time."""
    actions.count_inclusion()
