"""A moment that has surely come."""

import datetime

from django.conf import settings
from django.db import connection
from django.utils.timezone import now


def surely_now() -> datetime.datetime:
    """Return the earlier of this machine's moment and the database's: what they call past is past.

    For what ends by itself at a moment. A worker whose clock runs ahead, or jumps, ends nothing early; one whose clock
    is behind ends it later, which takes nothing from anyone. One query.
    """
    moment = now()
    if settings.TRUST_OWN_CLOCK:
        return moment
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return min(moment, cursor.fetchone()[0])
