"""The days of a plan as an iCalendar (RFC 5545): one whole day for each action that has a day."""

import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Count, Max
from django.utils.timezone import now
from django.utils.translation import gettext as _
from icalendar import Event

from core.ical import begun
from core.journal import subject_of
from core.models import Entry
from notices.paths import absolute
from plans.enums import ActionState
from plans.models import Action, Plan

# What changes an appointment: each of them raises its SEQUENCE.
CHANGES = ("write", "edit", "postpone", "resume", "abandon")


def calendar(plan: Plan, language: str) -> bytes:
    """Return the calendar of the days of a plan's actions. Two queries, however many actions it has."""
    found = begun(plan.title)
    rows = [row for row in plan.actions.for_list() if row.due_on]
    entries = Entry.objects.filter(subject__in=[subject_of(row) for row in rows], action__in=CHANGES)
    changes = {
        subject: (count, last)
        for subject, count, last in entries.order_by().values_list("subject").annotate(Count("pk"), Max("at"))
    }
    for row in rows:
        found.add_component(_event(row, changes.get(subject_of(row), (1, plan.published_at or now())), language))
    return found.to_ical()


def _event(action: Action, change: tuple[int, datetime.datetime], language: str) -> Event:
    count, changed_at = change
    event = Event()
    event.add("uid", f"plan-action-{action.pk}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    event.add("sequence", count - 1)
    event.add("status", "CANCELLED" if action.state == ActionState.ABANDONED else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("dtstart", action.due_on)
    event.add("dtend", action.due_on + datetime.timedelta(days=1))
    event.add("summary", action.title)
    said = {"owner": action.owner, "state": action.get_state_display(), "progress": action.progress}
    event.add("description", _("%(owner)s · %(state)s · %(progress)s %%") % said)
    event.add("url", absolute(action.get_absolute_url(), language))
    return event
