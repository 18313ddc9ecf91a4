"""The bell between processes: it carries ids only, and is heard after COMMIT."""

from django.db import connection

CHANNEL = "agraw_live"


def ring(room: str) -> None:
    """Ring for a room, as `thread.12`: every process hears it once the transaction has committed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, room])
