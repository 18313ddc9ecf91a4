"""What leaves after commit, and what time does: urgent news, news for followers, digests."""

from procrastinate.contrib.django import app

from notices import actions


@app.task(name=actions.REACH)
def reach(key: str) -> None:
    """Write the messages of one urgent occasion."""
    actions.reach(key)


@app.task(name=actions.FOLLOWERS)
def tell_followers(news: dict) -> None:
    """Write a piece of public news, and have its followers told."""
    actions.publish(news)


@app.task(name=actions.BATCHES)
def tell_batch(news_id: int, after: int) -> None:
    """Tell the next followers of a piece of public news."""
    actions.tell_batch(news_id, after)


@app.task(name=actions.DIGEST)
def digest_chunk(after: int) -> None:
    """Write the digests of the next people."""
    actions.digest_chunk(after)


@app.periodic(cron="7 * * * *")
@app.task(name="notices.digests", queueing_lock="notices.digests")
def digests(timestamp: int) -> None:
    """Every hour: a round that was missed is made up by the next."""
    actions.make_digests()
