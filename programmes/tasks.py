"""What time does about communal action plans."""

from procrastinate.contrib.django import app

from programmes.actions import reminding


# In the morning, once the night's dates are known.
@app.periodic(cron="25 8 * * *")
@app.task(name="programmes.remind", queueing_lock="programmes.remind")
def remind(timestamp: int) -> None:
    """Remind councils of projects whose day is near or has passed."""
    reminding.remind_due()


@app.periodic(cron="15 6 * * *")
@app.task(name="programmes.silence", queueing_lock="programmes.silence")
def silence(timestamp: int) -> None:
    """Take the governor's silence for a visa once the law's time is over."""
    reminding.take_silence_for_a_visa()
