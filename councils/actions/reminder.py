"""Reminders: before the last day, on it, and every week after it. Each is written once, however often this runs."""

import datetime

from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from core.text import isolate
from councils.actions.referral import address_of
from councils.enums import Role
from councils.models import Mandate, Referral
from notices.actions import notify

BEFORE = (15, 5, 1, 0)  # days left
EVERY = 7  # days, once it is late
BATCH = 500


def mark_of(referral: Referral, today: datetime.date) -> str:
    """Return the name of the reminder that is due, empty when none is: the nearest one that has been reached.

    So a worker that slept over several of them sends the last one alone, with the days that are really left.
    """
    left = (referral.due_on - today).days
    if left < 0:
        weeks = -left // EVERY
        return f"late{weeks}" if weeks else "due0"
    reached = [days for days in BEFORE if left <= days]
    if not reached or referral.due_on - datetime.timedelta(days=min(reached)) <= referral.started_on:
        return ""
    return f"due{min(reached)}"


def remind(today: datetime.date | None = None) -> int:
    """Tell the assigned person, the director and the president of every open matter whose reminder is due.

    Returns how many matters were told about. The key of a notice holds the matter, its last day and the reminder, and
    the database keeps one notice a key and person: thrice or late, each person is told once.
    """
    today = today or localdate()
    horizon = today + datetime.timedelta(days=max(BEFORE))
    matters = Referral.objects.open().filter(paused_for="", due_on__lte=horizon).for_list().order_by("id")
    told = 0
    for referral in matters.iterator(chunk_size=BATCH):
        mark = mark_of(referral, today)
        if mark:
            _remind(referral, mark, today)
            told += 1
    return told


def _remind(referral: Referral, mark: str, today: datetime.date) -> None:
    notify(
        _people(referral),
        key=f"referral.{referral.pk}.{referral.due_on}.{mark}",
        text=lambda: _words(referral, today),
        url=address_of(referral),
        urgent=True,
    )


def _people(referral: Referral) -> list[User]:
    steering = Q(role__in={Role.PRESIDENT, Role.DIRECTOR}) | Q(pk=referral.mandate_id)
    mandates = Mandate.objects.current().filter(steering, council=referral.council_id, user__isnull=False)
    return [mandate.user for mandate in mandates.select_related("user")]


def _words(referral: Referral, today: datetime.date) -> str:
    left, title = (referral.due_on - today).days, isolate(referral.title)
    if left == 0:
        return _("Today is the last day to answer: %(title)s") % {"title": title}
    if left > 0:
        return ngettext("%(days)d day left to answer: %(title)s", "%(days)d days left to answer: %(title)s", left) % {
            "days": left,
            "title": title,
        }
    return ngettext(
        "The answer is overdue by %(days)d day: %(title)s", "The answer is overdue by %(days)d days: %(title)s", -left
    ) % {"days": -left, "title": title}
