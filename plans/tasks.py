"""What time does about joint action plans."""

from procrastinate.contrib.django import app

from plans.actions import reminding


# In the morning: who answers for an action is told that its day comes near, or has passed.
@app.periodic(cron="20 8 * * *")
@app.task(name="plans.remind", queueing_lock="plans.remind")
def remind(timestamp: int) -> None:
    """Remind the owners of actions whose day is near or has passed."""
    reminding.remind_due()
