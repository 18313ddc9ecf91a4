"""What time does about open data."""

from procrastinate.contrib.django import app

from opendata import actions


# Before people are up, after the counts of petitions were compared.
@app.periodic(cron="30 2 * * *")
@app.task(name="opendata.nightly", queueing_lock="opendata.nightly")
def nightly(timestamp: int) -> None:
    """Have every dataset written anew, and forget those that there are no more."""
    actions.tidy()
    actions.ask_for_all()


@app.task(name=actions.MAKE)
def make(slug: str) -> None:
    """Write one dataset; one that is no more is nothing to do."""
    if slug in actions.dumping.DATASETS:
        actions.make(slug)
