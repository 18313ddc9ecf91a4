"""What time does for people: old codes are forgotten, ended sessions are swept."""

from django.contrib.sessions.backends.db import SessionStore
from procrastinate.contrib.django import app

from accounts import actions


@app.periodic(cron="17 * * * *")
@app.task(name="accounts.sweep", queueing_lock="accounts.sweep")
def sweep(timestamp: int) -> None:
    """Forget codes older than a day, blank the messages that carried them, and delete sessions that are over."""
    actions.purge_codes()
    SessionStore.clear_expired()
