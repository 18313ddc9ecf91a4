"""What time does about councils."""

from procrastinate.contrib.django import app

from councils import actions


# Every three hours of the day, so that a worker that was down is late by hours, not days. Running again tells nobody
# twice.
@app.periodic(cron="10 6-18/3 * * *")
@app.task(name="councils.remind", queueing_lock="councils.remind")
def remind(timestamp: int) -> None:
    """Write the reminders that are due today."""
    actions.remind()
