"""Planning the sittings of a debate, changing when and where, and cancelling one."""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.timezone import now
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import dates, journal
from core.fitness import fits
from core.text import clean_line, clean_text, isolate
from core.workflow import Refused, perform
from debates.actions.debates import named, tell
from debates.actions.locking import lock_debate
from debates.actions.numbering import stamp
from debates.actions.preparing import check_moment
from debates.actions.presiding import lock_sitting
from debates.guards import debate_may_change, sitting_is_planned
from debates.models import Debate, Sitting
from debates.workflow import CANCEL

PLACE_MAX = 160  # characters
SITTINGS_MAX = 50
DAY, HOUR = "day", "hour"  # before a sitting, when those who follow are reminded
BEFORE = {DAY: datetime.timedelta(days=1), HOUR: datetime.timedelta(hours=1)}
PLANNED, MOVED, CANCELLED, REMINDED = "planned", "moved", "cancelled", "reminded"
# The words of each piece of news, made once a language.
WORDS = {
    PLANNED: lambda: gettext("A sitting of “%(title)s” is planned: %(when)s."),
    MOVED: lambda: gettext("A sitting of “%(title)s” was moved. It is now: %(when)s."),
    CANCELLED: lambda: gettext("A sitting of “%(title)s” is cancelled: %(when)s. The reason is on the debate’s page."),
    REMINDED: lambda: gettext("A sitting of “%(title)s” begins soon: %(when)s."),
}


def plan_sitting(debate: Debate, *, by: User, starts_at: datetime.datetime, place: str = "") -> Sitting:
    """Plan a sitting of a debate and return it; those who follow the debate are told. Locks the thread, the debate.

    Raises `PermissionDenied`, or `Refused`.
    """
    with transaction.atomic():
        thread, row = lock_debate(debate.pk, debate.thread_id)
        if not by.has_perm("debates.edit_debate", row):
            raise PermissionDenied
        debate_may_change(row)
        last = row.sittings.aggregate(last=Max("number"))["last"] or 0
        if last >= SITTINGS_MAX:
            raise Refused(_("A debate has at most fifty sittings."), "full")
        check_moment(starts_at, "starts_at")
        place = fits(clean_line(place), PLACE_MAX, "place")
        sitting = Sitting.objects.create(debate=row, number=last + 1, starts_at=starts_at, place=place)
        journal.record(sitting, "plan", by=by, axis="state", target=sitting.state)
        stamp(thread, room=True)
        # Planned for less than a day ahead, this is the reminder of the day before already.
        is_near = starts_at - now() <= BEFORE[DAY]
        tell_of(sitting, mark_of(sitting, DAY) if is_near else "planned", PLANNED, by=by, urgent=is_near)
    return sitting


def replan_sitting(sitting: Sitting, *, by: User, starts_at: datetime.datetime, place: str = "") -> Sitting:
    """Change when and where a planned sitting takes place, and return it; those who follow are told at once."""
    with transaction.atomic():
        thread, row = lock_sitting(sitting)
        if not by.has_perm("debates.run_sitting", row):
            raise PermissionDenied
        sitting_is_planned(row)
        place = fits(clean_line(place), PLACE_MAX, "place")
        if starts_at == row.starts_at and place == row.place:
            return row
        if starts_at != row.starts_at:
            check_moment(starts_at, "starts_at")
        row.starts_at, row.place = starts_at, place
        row.save(update_fields=["starts_at", "place"])
        entry = journal.record(row, "replan", by=by)
        stamp(thread, room=True)
        tell_of(row, f"replanned.{entry.pk}", MOVED, by=by, urgent=True)
    return row


def cancel_sitting(sitting: Sitting, *, by: User, note: str) -> Sitting:
    """Cancel a planned sitting, with the reason, and return it; those who follow are told at once."""
    with transaction.atomic():
        thread, row = lock_sitting(sitting)
        row = perform(row, CANCEL, by=by, note=clean_text(note))
        stamp(thread, room=True)
        tell_of(row, "cancelled", CANCELLED, by=by, urgent=True)
    return row


def tell_of(sitting: Sitting, occasion: str, news: str, *, by: User | None = None, urgent: bool = False) -> None:
    """Tell those who follow the debate; `news` names the words, `occasion` the occasion."""
    tell(
        sitting.debate,
        f"sitting.{sitting.pk}.{occasion}",
        lambda: WORDS[news]() % (named(sitting.debate) | {"when": when_and_where(sitting)}),
        by=by,
        urgent=urgent,
    )


def mark_of(sitting: Sitting, mark: str) -> str:
    """Return the name of the occasion "reminded of this sitting at this moment": one that is moved has new ones."""
    return f"{sitting.starts_at:%Y%m%d%H%M}.{mark}"


def when_and_where(sitting: Sitting) -> str:
    """Return when and where a sitting takes place, in the language that is active."""
    when = dates.moment(sitting.starts_at, get_language() or "")
    if not sitting.place:
        return when
    return gettext("%(when)s, %(place)s") % {"when": when, "place": isolate(sitting.place)}
