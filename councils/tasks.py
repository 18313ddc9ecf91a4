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


# On Monday; on Tuesday again for what a worker that was down did not write: nobody is written to twice.
@app.periodic(cron="30 6 * * 1-2")
@app.task(name="councils.send_briefs", queueing_lock="councils.send_briefs")
def send_briefs(timestamp: int) -> None:
    """Write the week's brief of everyone with a mandate."""
    actions.send_briefs()
