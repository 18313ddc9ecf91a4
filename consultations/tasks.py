"""What time does about consultations."""

from procrastinate.contrib.django import app

from consultations.actions.time import close_due


# Every minute: nothing is answered after the moment that was told, whether or not this has run.
@app.periodic(cron="* * * * *")
@app.task(name="consultations.close", queueing_lock="consultations.close")
def close(timestamp: int) -> None:
    """Close the consultations whose last moment has passed."""
    close_due()
