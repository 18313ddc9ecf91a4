"""Events as an iCalendar (RFC 5545, RFC 7986), for the calendars of people's phones."""

import datetime
from collections.abc import Iterable
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.timezone import now
from icalendar import Event as Appointment

from core.ical import begun
from events.enums import EventState
from events.models import Event
from notices.paths import absolute

ZONE = ZoneInfo("Africa/Casablanca")
KEPT = datetime.timedelta(days=366)
REFRESH = datetime.timedelta(hours=6)
MARGIN = datetime.timedelta(days=31)


def calendar(events: Iterable[Event], *, name: str, language: str) -> bytes:
    """Return the calendar called `name` of these events.

    Those of the last year are kept: a calendar that a person follows shows that one was cancelled.
    """
    found = begun(name, again=REFRESH)
    kept = [event for event in events if event.starts_at and event.ends_at and event.ends_at >= now() - KEPT]
    for event in kept:
        found.add_component(_appointment(event, language))
    if kept:
        # The rules of Morocco's clock for these days: it goes back an hour during Ramadan.
        found.add_missing_timezones(
            first_date=min(one.starts_at for one in kept).astimezone(ZONE).date() - MARGIN,
            last_date=max(one.ends_at for one in kept).astimezone(ZONE).date() + MARGIN,
        )
    return found.to_ical()


def _appointment(event: Event, language: str) -> Appointment:
    row = Appointment()
    is_off = event.state == EventState.CANCELLED
    row.add("uid", f"event-{event.pk}@{urlsplit(settings.SITE_URL).hostname}")
    row.add("dtstamp", event.changed_at)
    row.add("last-modified", event.changed_at)
    row.add("sequence", event.revision + is_off)
    row.add("status", "CANCELLED" if is_off else "CONFIRMED")
    row.add("dtstart", event.starts_at.astimezone(ZONE))
    row.add("dtend", event.ends_at.astimezone(ZONE))
    row.add("summary", event.title)
    if event.slogan or event.about:
        row.add("description", "\n\n".join(one for one in (event.slogan, event.about) if one))
    if event.venue:
        row.add("location", event.venue)
    row.add("url", absolute(event.get_absolute_url(), language))
    return row
