"""What a device says for itself: its colours, the letters of Amazigh, whether it saves data, chosen without an account
(cookies and a header), and when a thing was written that had waited there for a network.
"""

import datetime
from collections.abc import Mapping

from django.http import HttpRequest
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware, now

# Names of cookies; the last: in which language one listens to help.
THEME, DATA, LETTERS, TONGUE = "theme", "data", "letters", "tongue"
SAVE, FULL = "save", "full"  # values of DATA; without it the browser's own wish counts
WAITED, WAITED_MOST = datetime.timedelta(minutes=2), datetime.timedelta(days=60)


def saves_data(request: HttpRequest) -> bool:
    """Tell whether pages are to be light: the switch at the foot of each page, else the browser's `Save-Data: on`."""
    return _saves(request.COOKIES, request.META)


def written_at(request: HttpRequest) -> datetime.datetime | None:
    """Return when what is posted was written on a device without a network, in its own words; None when it did not wait
    (two minutes and more), or when the device's clock cannot be right.
    """
    if not request.headers.get("X-Waited"):
        return None
    try:
        told = parse_datetime(request.POST.get("written_at", "")[:40])
    except ValueError:
        return None
    is_likely = told is not None and is_aware(told) and WAITED <= now() - told <= WAITED_MOST
    return told if is_likely else None


def choices(cookies: Mapping[str, str], headers: Mapping[str, str]) -> tuple[str, bool, str, str]:
    """Return all that a visitor's page depends on beside its address; `headers` are named as WSGI does."""
    return (
        cookies.get(THEME, "")[:8],
        _saves(cookies, headers),
        cookies.get(LETTERS, "")[:8],
        cookies.get(TONGUE, "")[:3],
    )


def _saves(cookies, headers) -> bool:
    chosen = cookies.get(DATA, "")
    return chosen == SAVE or (chosen != FULL and headers.get("HTTP_SAVE_DATA", "").strip().lower() == "on")
