"""Urgent news leaves by mail or text message, after commit."""

from procrastinate.contrib.django import app

from notices import actions


@app.task(name=actions.REACH)
def reach(key: str) -> None:
    """Write the mails and text messages of one occasion."""
    actions.reach(key)
