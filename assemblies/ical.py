"""Assemblies as an iCalendar (RFC 5545), for the calendars of people's phones."""

import datetime
from collections.abc import Iterable
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from icalendar import Event

from assemblies.enums import AssemblyState
from assemblies.models import Assembly
from core.ical import begun
from notices.paths import absolute

ZONE = ZoneInfo("Africa/Casablanca")
MINUTE = datetime.timedelta(minutes=1)
LENGTH = datetime.timedelta(hours=3)  # of an assembly that is not over
MONTH = datetime.timedelta(days=31)


def calendar(assemblies: Iterable[Assembly], *, language: str) -> bytes:
    """Return the calendar of these assemblies, each at its second call where there is one."""
    found, assemblies = begun(), list(assemblies)
    for assembly in assemblies:
        found.add_component(_event(assembly, language))
    days = [assembly.held_at.astimezone(ZONE).date() for assembly in assemblies]
    if days:
        # The rules of Morocco's clock for these days: it goes back an hour during Ramadan.
        found.add_missing_timezones(first_date=min(days) - MONTH, last_date=max(days) + MONTH)
    return found.to_ical()


def _event(assembly: Assembly, language: str) -> Event:
    changed_at = assembly.adjourned_at or assembly.convened_at or assembly.created_at
    start = assembly.held_at.astimezone(ZONE)
    event = Event()
    event.add("uid", f"assembly-{assembly.pk}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    event.add("sequence", assembly.call - 1 + (assembly.state == AssemblyState.CANCELLED))
    event.add("status", "CANCELLED" if assembly.state == AssemblyState.CANCELLED else "CONFIRMED")
    event.add("dtstart", start)
    end = assembly.closed_at.astimezone(ZONE) if assembly.closed_at else start + LENGTH
    event.add("dtend", max(end, start + MINUTE))  # later than the beginning (RFC 5545, 3.8.2.2)
    event.add("summary", f"{assembly.title} · {assembly.body}")
    event.add("description", "\n".join(f"{item.position}. {item.title}" for item in assembly.items.all()))
    if where := assembly.place or assembly.link:
        event.add("location", where)
    event.add("url", absolute(assembly.get_absolute_url(), language))
    return event
