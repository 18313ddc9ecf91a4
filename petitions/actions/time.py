"""What time does about petitions, in the name of the system account: each thing once, however often this runs."""

import datetime
import logging

from django.db import transaction
from django.utils.timezone import localdate, now
from django.utils.translation import get_language, gettext, ngettext

from accounts.models import User
from core import dates
from core.text import isolate
from core.workflow import perform
from councils.actions.people import who_steer
from notices.actions import notify
from petitions import news
from petitions.actions.announcing import announce
from petitions.actions.locking import lock
from petitions.agenda import Due, due_session
from petitions.enums import UNDER_CHECK, PetitionState
from petitions.models import Petition
from petitions.workflow import LAPSE

logger = logging.getLogger(__name__)

# A day ends when it is over in Morocco and two hours more have passed: neither a clock that is an hour wrong nor an old
# table of time zones (UTC+0 in Ramadan, UTC+1 else) ends a time limit early. Ending it later takes nothing from anyone.
MARGIN = datetime.timedelta(hours=2)
BEFORE_AGENDA = (10, 3, 0)  # days left
PASSED = "passed"


def lapse_due() -> int:
    """Say of each petition whose last day is over that nobody notified anything, and return of how many.

    Never read as an acceptance: the council's matter stays open, and late. Several workers may run this at once. One
    that fails is logged, and stops no other.
    """
    today, lapsed = localdate(now() - MARGIN), 0
    due = Petition.objects.filter(state__in=UNDER_CHECK, notify_by__lt=today)
    for petition in due.only("pk").order_by("notify_by", "pk"):
        try:
            lapsed += _lapse(petition, today)
        except Exception:
            logger.exception("The time limit of petition %d could not be ended", petition.pk)
    return lapsed


def _lapse(petition: Petition, today: datetime.date) -> bool:
    """Asked again under the lock: since the list was read it may have been ruled on, or another worker was here."""
    with transaction.atomic():
        row = lock(petition.pk)
        if row.state not in UNDER_CHECK or row.notify_by >= today:
            return False
        row = perform(row, LAPSE, by=User.objects.system(), data={"notify_by": row.notify_by.isoformat()})
        announce(row, news.LAPSED)
    return True


def remind_of_agendas() -> int:
    """Remind the president and the director of accepted petitions that are on no agenda yet, as its last day comes.

    Returns of how many. The key of a notice holds the session and the days left: each is told once.
    """
    told, today = 0, localdate()
    accepted = Petition.objects.filter(state=PetitionState.ACCEPTED).for_detail().order_by("pk")
    for petition in accepted.iterator(chunk_size=200):
        due = due_session(petition, today)
        mark = mark_of(due, today)
        if mark:
            _remind(petition, due, mark, today)
            told += 1
    return told


def mark_of(due: Due, today: datetime.date) -> str:
    """Return the name of the reminder that is due, empty when none is: the nearest one that has been reached."""
    left = (due.agenda_by - today).days
    if left < 0:
        return PASSED
    reached = [days for days in BEFORE_AGENDA if left <= days]
    return str(min(reached)) if reached else ""


def _remind(petition: Petition, due: Due, mark: str, today: datetime.date) -> None:
    notify(
        who_steer(petition.council),
        key=f"petition.{petition.pk}.agenda.{due.session.opens_from}.{mark}",
        text=lambda: _words(petition, due, today),
        url=petition.get_absolute_url(),
        urgent=True,
    )


def _words(petition: Petition, due: Due, today: datetime.date) -> str:
    left, title = (due.agenda_by - today).days, isolate(petition.title)
    day = dates.day(due.session.opens_from, get_language())
    if left < 0:
        return gettext("Not on the agenda of the session of %(day)s yet, and its last day is past: %(title)s") % {
            "day": day,
            "title": title,
        }
    return ngettext(
        "%(days)d day left to put it on the agenda of the session of %(day)s: %(title)s",
        "%(days)d days left to put it on the agenda of the session of %(day)s: %(title)s",
        left,
    ) % {"days": left, "day": day, "title": title}
