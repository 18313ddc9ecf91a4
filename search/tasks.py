"""What time does about the search. The two never run at once."""

from procrastinate.contrib.django import app

from search import actions


@app.periodic(cron="* * * * *")
@app.task(name="search.follow", queueing_lock="search.follow", lock="search")
def follow(timestamp: int) -> None:
    """Find what was published or changed in the last minute."""
    actions.follow()


@app.periodic(cron="10 2 * * *")
@app.task(name="search.mend", queueing_lock="search.mend", lock="search")
def mend(timestamp: int) -> None:
    """Read everything again."""
    actions.mend()
