"""What time does about petitions."""

from procrastinate.contrib.django import app

from petitions.actions import time


# Every hour: a worker that was down ends a time limit late by hours. Running again moves and tells nothing twice.
@app.periodic(cron="25 * * * *")
@app.task(name="petitions.lapse", queueing_lock="petitions.lapse")
def lapse(timestamp: int) -> None:
    """Say where a time limit passed without notification."""
    time.lapse_due()


@app.periodic(cron="35 6-18/3 * * *")
@app.task(name="petitions.remind", queueing_lock="petitions.remind")
def remind(timestamp: int) -> None:
    """Remind of the agendas that accepted petitions belong on."""
    time.remind_of_agendas()
