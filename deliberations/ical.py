"""The sittings of a council as an iCalendar (RFC 5545), for the calendars of people's phones."""

import datetime
from collections.abc import Iterable
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Event

from core.ical import begun
from deliberations.enums import SessionState, SittingState
from deliberations.models import AgendaItem, Session, Sitting
from notices.paths import absolute

ZONE = ZoneInfo("Africa/Casablanca")
LENGTH = datetime.timedelta(hours=3)  # of a sitting whose end nobody wrote down
MONTH, DAY = datetime.timedelta(days=31), datetime.timedelta(days=1)


def calendar(sessions: Iterable[Session], *, name: str, language: str) -> bytes:
    """Return the calendar of these sessions: each sitting, or the whole window of a session that has none yet.

    `sessions` come with their council, and `public_items` and `sittings` prefetched.
    """
    found, sessions = begun(name), list(sessions)
    days = []
    for session in sessions:
        sittings = list(session.sittings.all())
        for sitting in sittings:
            found.add_component(_of_sitting(session, sitting, language))
            days.append(sitting.starts_at.astimezone(ZONE).date())
        if not sittings:
            found.add_component(_of_session(session, language))
    if days:
        # The rules of Morocco's clock for these days: it goes back an hour during Ramadan.
        found.add_missing_timezones(first_date=min(days) - MONTH, last_date=max(days) + MONTH)
    return found.to_ical()


def _begun(uid: str, session: Session, at: datetime.datetime, language: str, path: str) -> Event:
    event = Event()
    event.add("uid", f"{uid}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", at)
    event.add("last-modified", at)
    event.add("summary", f"{session.name} · {session.council}")
    event.add("url", absolute(path, language))
    return event


def _of_session(session: Session, language: str) -> Event:
    """A session without a sitting: all day, on the day chosen or the days on which the law lets it open."""
    event = _begun(f"session-{session.pk}", session, session.changed_at, language, session.get_absolute_url())
    is_sure = session.opens_on is not None
    event.add("status", "CONFIRMED" if is_sure and session.state != SessionState.PLANNED else "TENTATIVE")
    event.add("dtstart", session.opens_on or session.opens_from)
    event.add("dtend", (session.opens_on or session.opens_by) + DAY)
    if not is_sure:
        event.add("description", _("It opens on one of these days: the day has not been chosen yet."))
    return event


def _of_sitting(session: Session, sitting: Sitting, language: str) -> Event:
    path = sitting.get_absolute_url()
    event = _begun(f"council-sitting-{sitting.pk}", session, sitting.changed_at, language, path)
    start = sitting.starts_at.astimezone(ZONE)
    is_off = sitting.state in {SittingState.CANCELLED, SittingState.LACKING}
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    event.add("sequence", int(is_off))
    event.add("dtstart", start)
    event.add("dtend", start + LENGTH)
    event.add("location", sitting.place)
    lines = [_("Open to the public") if sitting.is_public else _("Closed to the public")]
    lines += [_line(item) for item in session.public_items]
    event.add("description", "\n".join(lines))
    return event


def _line(item: AgendaItem) -> str:
    return f"{item.number}. {item.title}"
