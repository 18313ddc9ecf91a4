"""What time does about associations and their dossiers."""

from procrastinate.contrib.django import app

from spaces import actions


@app.periodic(cron="15 7 * * *")
@app.task(name="spaces.remind_of_papers", queueing_lock="spaces.remind_of_papers")
def remind_of_papers(timestamp: int) -> None:
    """Tell those who keep a dossier which documents end soon."""
    actions.remind_of_papers()


@app.periodic(cron="20 0 * * *")
@app.task(name="spaces.refresh_standing", queueing_lock="spaces.refresh_standing")
def refresh_standing(timestamp: int) -> None:
    """Write down the standing of the dossiers in which a document has ended."""
    actions.refresh_due()
