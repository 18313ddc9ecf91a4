"""What time does about written questions."""

from procrastinate.contrib.django import app

from presidency import actions


# Twice a day, so that a worker that was down is late by hours, not days. Running again tells nobody twice.
@app.periodic(cron="40 6,13 * * *")
@app.task(name="presidency.remind", queueing_lock="presidency.remind")
def remind(timestamp: int) -> None:
    """Join questions to the sessions entered since; write the reminders that are due today."""
    actions.join_sessions()
    actions.remind_members()
    actions.remind_answers()
