"""What time does about calls."""

from procrastinate.contrib.django import app

from calls.actions.moving import close_due


# Every minute: nothing is sent after the moment that was told, whether or not this has run.
@app.periodic(cron="* * * * *")
@app.task(name="calls.close", queueing_lock="calls.close")
def close(timestamp: int) -> None:
    """Close the calls whose last moment has passed."""
    close_due()
