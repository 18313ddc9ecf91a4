"""Sittings as an iCalendar (RFC 5545, RFC 7986), for the calendars of people's phones."""

import datetime
from collections.abc import Iterable
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Max, Sum
from django.utils.timezone import now
from icalendar import Event

from core.ical import begun
from core.journal import subject_of
from core.models import Entry
from debates.enums import SittingState
from debates.models import AgendaPoint, Sitting
from notices.paths import absolute

ZONE = ZoneInfo("Africa/Casablanca")
MINUTE = datetime.timedelta(minutes=1)
PLANNED_MINUTES = 120  # of a sitting whose debate has no agenda
KEPT = datetime.timedelta(days=366)
REFRESH = datetime.timedelta(hours=6)
STATUS = {SittingState.CANCELLED: "CANCELLED"}
# What changes an appointment: each of them raises its SEQUENCE.
CHANGES = ("plan", "replan", "cancel")


def calendar(sittings: Iterable[Sitting], *, name: str, language: str) -> bytes:
    """Return the calendar called `name` of these sittings, which come with their debate.

    Those of the last year are kept: a calendar that a person follows shows that one was cancelled.
    """
    found = begun(name, again=REFRESH)
    since = now() - KEPT
    kept = [sitting for sitting in sittings if (sitting.started_at or sitting.starts_at) >= since]
    changes, minutes = _changes(kept), _minutes(kept)
    for sitting in kept:
        found.add_component(_event(sitting, changes, minutes, language))
    if kept:
        # The rules of Morocco's clock for these days: it goes back an hour during Ramadan.
        found.add_missing_timezones(
            first_date=min(one.starts_at for one in kept).astimezone(ZONE).date() - datetime.timedelta(days=31),
            last_date=max(one.starts_at for one in kept).astimezone(ZONE).date() + datetime.timedelta(days=31),
        )
    return found.to_ical()


def _event(sitting: Sitting, changes: dict, minutes: dict, language: str) -> Event:
    debate, (count, changed_at) = sitting.debate, changes.get(subject_of(sitting), (1, sitting.starts_at))
    event = Event()
    event.add("uid", f"sitting-{sitting.pk}@{urlsplit(settings.SITE_URL).hostname}")
    # Without a METHOD that asks for answers, both are when the appointment was last changed (RFC 5545, 3.8.7.2).
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    event.add("sequence", count - 1)
    event.add("status", STATUS.get(sitting.state, "CONFIRMED"))
    start = (sitting.started_at or sitting.starts_at).astimezone(ZONE)
    event.add("dtstart", start)
    planned = start + datetime.timedelta(minutes=minutes.get(debate.pk) or PLANNED_MINUTES)
    end = sitting.ended_at.astimezone(ZONE) if sitting.ended_at else planned
    event.add("dtend", max(end, start + MINUTE))  # later than the beginning (RFC 5545, 3.8.2.2)
    event.add("summary", debate.title)
    event.add("description", debate.question)
    if sitting.place:
        event.add("location", sitting.place)
    event.add("url", absolute(debate.get_absolute_url(), language))
    return event


def _changes(sittings: list[Sitting]) -> dict[str, tuple[int, datetime.datetime]]:
    """Return how often each appointment was set or changed, and when last, by the journal's name of the sitting."""
    rows = Entry.objects.filter(subject__in=[subject_of(one) for one in sittings], action__in=CHANGES)
    counted = rows.order_by().values_list("subject").annotate(count=Count("pk"), last=Max("at"))
    return {subject: (count, last) for subject, count, last in counted}


def _minutes(sittings: list[Sitting]) -> dict[int, int]:
    """Return the minutes that each debate's agenda plans."""
    rows = AgendaPoint.objects.filter(debate__in={one.debate_id for one in sittings})
    return dict(rows.order_by().values_list("debate").annotate(sum=Sum("minutes")))
