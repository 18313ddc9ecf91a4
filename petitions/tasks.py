"""What time does about petitions."""

from procrastinate.contrib.django import app

from petitions import actions
from petitions.actions import time
from petitions.actions.counting import COUNT, count_in_job
from petitions.actions.telling import TELL


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


@app.task(name=COUNT)
def count(petition_id: int) -> None:
    """Count the signatures of one petition."""
    count_in_job(petition_id)


@app.task(name=TELL)
def tell(petition_id: int, occasion: str, mark: int, after: int) -> None:
    """Tell a batch of those who signed of one step."""
    actions.tell_batch(petition_id, occasion, mark, after)


@app.periodic(cron="10 2 * * *")
@app.task(name="petitions.recount", queueing_lock="petitions.recount")
def recount(timestamp: int) -> None:
    """Compare every row with its proof and every shown count with its rows; say aloud what differs."""
    actions.alarm(actions.recount_all())


@app.periodic(cron="50 3 * * *")
@app.task(name="petitions.forget", queueing_lock="petitions.forget")
def forget(timestamp: int) -> None:
    """Forget networks after 30 days, and what lists needed once its time is over."""
    actions.forget_origins()
    actions.forget_words()
