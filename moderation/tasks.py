"""What time does in moderation."""

from procrastinate.contrib.django import app

from moderation import actions


# Every hour; running again tells nobody twice.
@app.periodic(cron="25 * * * *")
@app.task(name="moderation.remind_of_waiting", queueing_lock="moderation.remind_of_waiting")
def remind_of_waiting(timestamp: int) -> None:
    """Tell of the cases that wait too long."""
    actions.remind_of_waiting()
