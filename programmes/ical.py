"""The days of a programme as an iCalendar (RFC 5545): the law's last days, and each project's."""

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
from core.text import citation
from notices.paths import absolute
from plans.enums import ActionState
from programmes.models import Programme, Project
from programmes.steps import Stage, stages_of

# What changes an appointment: each of them raises its SEQUENCE.
CHANGES = ("write", "edit", "postpone", "resume", "abandon")
DAY = datetime.timedelta(days=1)


def calendar(programme: Programme, projects: list[Project], language: str) -> bytes:
    """Return the calendar of a programme and of these projects of it. Eight queries, however many there are."""
    found = begun(programme.title)
    for stage in stages_of(programme):
        if stage.due_on and not stage.done_on:
            found.add_component(_of_stage(programme, stage, language))
    rows = [row for row in projects if row.due_on]
    entries = Entry.objects.filter(subject__in=[subject_of(row) for row in rows], action__in=CHANGES)
    changes = {
        subject: (count, last)
        for subject, count, last in entries.order_by().values_list("subject").annotate(Count("pk"), Max("at"))
    }
    for row in rows:
        count, changed_at = changes.get(subject_of(row), (1, programme.opened_at or now()))
        event = _event(f"project-{row.pk}", row.due_on, changed_at, row.title)
        event.add("sequence", count - 1)
        event.add("status", "CANCELLED" if row.state == ActionState.ABANDONED else "CONFIRMED")
        said = {"owner": row.service or row.axis.title, "state": row.get_state_display(), "progress": row.progress}
        event.add("description", _("%(owner)s · %(state)s · %(progress)s %%") % said)
        event.add("url", absolute(row.get_absolute_url(), language))
        found.add_component(event)
    return found.to_ical()


def _of_stage(programme: Programme, stage: Stage, language: str) -> Event:
    event = _event(
        f"programme-{programme.pk}-{stage.kind}", stage.due_on, programme.opened_at or now(), str(stage.label)
    )
    event.add("description", f"{programme.title} · {citation(stage.article)}")
    event.add("url", absolute(programme.get_absolute_url(), language))
    return event


def _event(name: str, day: datetime.date, changed_at: datetime.datetime, summary: str) -> Event:
    event = Event()
    event.add("uid", f"{name}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    event.add("transp", "TRANSPARENT")
    event.add("dtstart", day)
    event.add("dtend", day + DAY)
    event.add("summary", summary)
    return event
