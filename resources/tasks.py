"""What time does about the information bank."""

from procrastinate.contrib.django import app

from resources import actions


@app.periodic(cron="20 7 * * *")
@app.task(name="resources.tell_due", queueing_lock="resources.tell_due")
def tell_due(timestamp: int) -> None:
    """Tell the keepers of what is to be reviewed."""
    actions.tell_due()
