"""Reminders: the last day to put a question, answers that are due. Each is written once, however often this runs."""

import datetime

from django.db.models import F
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.clock import day_in_words
from core.text import isolate
from councils.actions.people import users_of, who_sign
from councils.enums import ELECTED, Role
from councils.models import Council, Mandate
from deliberations.models import Session
from notices.actions import notify
from presidency.last_days import Opening, end_of, openings
from presidency.models import WrittenQuestion

BEFORE_ASKING = (10, 3, 0)  # days left
BEFORE_ANSWERING = (15, 5, 0)
EVERY = 7  # days, once it is late


def remind_members(today: datetime.date | None = None) -> int:
    """Tell the members of each council the last day to put a question before its next session; return how many councils
    were told."""
    today = today or localdate()
    sitting = Mandate.objects.current(today).filter(role__in=ELECTED, user__isnull=False)
    councils = Council.objects.with_place().filter(pk__in=sitting.values("council")).order_by("pk")
    told = 0
    for council in councils.iterator(chunk_size=200):
        opening = next((one for one in openings(council, today) if one.last_day and one.last_day >= today), None)
        if opening and _mark(opening.last_day, today, BEFORE_ASKING):
            _tell_last_day(council, opening, today)
            told += 1
    return told


def _mark(last: datetime.date, today: datetime.date, before: tuple[int, ...]) -> str:
    """Return the name of the nearest reminder that was reached, empty when none was: as `councils.actions.reminder`."""
    left = (last - today).days
    reached = [days for days in before if left <= days]
    return f"due{min(reached)}" if reached else ""


def _tell_last_day(council: Council, opening: Opening, today: datetime.date) -> None:
    members = users_of(council, role__in=ELECTED - {Role.PRESIDENT})
    notify(
        members,
        key=f"questions.{council.pk}.{opening.on}.{_mark(opening.last_day, today, BEFORE_ASKING)}",
        text=lambda: (
            _("%(day)s is the last day to put a written question before the session that opens on %(opening)s.")
            % {"day": day_in_words(opening.last_day, today), "opening": day_in_words(opening.on, today)}
        ),
        url=f"/councils/{council.territory.slug}/written-questions/",
    )


def remind_answers(today: datetime.date | None = None) -> int:
    """Tell whoever signs of the questions whose answer is due soon, or late (every week); return how many."""
    today = today or localdate()
    horizon = today + datetime.timedelta(days=max(BEFORE_ANSWERING))
    waiting = WrittenQuestion.objects.waiting().filter(due_on__lte=horizon).for_list().order_by("pk")
    told = 0
    for question in waiting.iterator(chunk_size=500):
        due_on = question.clock.due_on
        left = (due_on - today).days
        mark = _mark(due_on, today, BEFORE_ANSWERING) if left >= 0 else f"late{-left // EVERY}"
        if not mark:
            continue
        notify(
            who_sign(question.council),
            key=f"question.{question.pk}.{due_on}.{mark}",
            text=lambda left=left, title=question.title: _due_words(left, title),
            url=question.get_absolute_url(),
        )
        told += 1
    return told


def _due_words(left: int, title: str) -> str:
    title = isolate(title)
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


def join_sessions() -> int:
    """Give the questions that wait for a session that has been entered since their session, and return how many.

    Those that have one follow the days that are chosen for it; those carried on stay late since their own.
    """
    joined = 0
    for question in WrittenQuestion.objects.waiting().filter(session=None).select_related("council__territory"):
        month = question.session_on.replace(day=1)
        session = (
            Session.objects.ordinary()
            .filter(council=question.council_id, opens_from__gte=month, opens_from__lte=month + datetime.timedelta(30))
            .order_by("opens_from")
            .first()
        )
        if session:
            question.session = session
            if not question.carried_from_id:
                question.due_on = session.ends_by or end_of(question.council.territory.level, session.opens_by)
            question.save(update_fields=["session", "due_on"])
            joined += 1
    waiting = WrittenQuestion.objects.waiting().filter(carried_from=None)
    for question in waiting.filter(session__ends_by__isnull=False).exclude(due_on=F("session__ends_by")):
        question.due_on = question.session.ends_by
        question.save(update_fields=["due_on"])
    return joined
