"""How fast signatures come: what is faster than people sign is held for a person to look at, and never thrown away."""

import datetime
import threading
import time

from django.conf import settings

NETWORK_WINDOW = datetime.timedelta(minutes=10)  # in which SIGNATURES_PER_NETWORK is counted, in the database
PETITION_WINDOW = 60  # seconds in which SIGNATURES_PER_PETITION is counted, in each process that serves pages

_lock = threading.Lock()
_counts: dict[int, tuple[int, int]] = {}  # by petition: the window's number, how many came in it


def is_too_fast(petition_id: int) -> bool:
    """Count one signature of a petition, and tell whether more came in this minute than `SIGNATURES_PER_PETITION`."""
    window = int(time.time() // PETITION_WINDOW)
    with _lock:
        if len(_counts) > 10_000:
            _counts.clear()
        last, number = _counts.get(petition_id, (window, 0))
        number = number + 1 if last == window else 1
        _counts[petition_id] = (window, number)
    return number > settings.SIGNATURES_PER_PETITION
