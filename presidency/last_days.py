"""To which session a written question goes, and the last day to put one before it (113-14, art. 46)."""

import datetime
from dataclasses import dataclass

from core import calendar, law
from councils import sessions
from councils.models import Council
from deliberations.models import Session

RULE, LENGTH = "written_question", "session_length"
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Opening:
    """An ordinary session to come: the day on which it opens (the first that the law lets it, until one is chosen), the
    last day to put a question before it (None where the law names no delay), the last day of its sittings."""

    on: datetime.date
    last_day: datetime.date | None
    ends_on: datetime.date
    session: Session | None = None


def openings(council: Council, after: datetime.date, years: int = 2) -> list[Opening]:
    """Return the ordinary sessions of a council that open after a day, in order, this year and the next ones.

    They are the law's; of those that the council has entered, the day that was chosen. Raises `LookupError` when the
    law, as loaded, has no calendar.
    """
    level = council.territory.level
    entered = {
        (row.year, row.opens_from.month): row
        for row in Session.objects.ordinary().filter(council=council, year__gte=after.year).order_by("opens_from")
    }
    found = []
    for year in range(after.year, after.year + years):
        for legal in sessions.of_year(level, year):
            row = entered.get((year, legal.opens_from.month))
            on = (row.opens_on if row else None) or legal.opens_from
            if on > after:
                ends = row.ends_by if row else None
                found.append(Opening(on, last_day(level, on), ends or end_of(level, max(on, legal.opens_by)), row))
    return found


def last_day(level: str, opens_on: datetime.date) -> datetime.date | None:
    """Return the last day on which a question is received in time for a session that opens on a day.

    None where the law, as loaded, names no such delay for the councils of this level.
    """
    try:
        rule = law.rule(RULE, level, opens_on)
    except LookupError:
        return None
    day = opens_on
    while calendar.due_on(day, rule) > opens_on:
        day -= DAY
    return day


def end_of(level: str, opens_on: datetime.date) -> datetime.date:
    """Return the last day of a session that opens on a day (113-14, art. 34); that day when no length is known."""
    try:
        rule = law.rule(LENGTH, level, opens_on)
    except LookupError:
        return opens_on
    return opens_on + DAY * (int(rule.value) - 1)


def session_for(council: Council, received_on: datetime.date) -> tuple[Opening, datetime.date | None]:
    """Return the session that a question received on a day goes to, and the opening of the one that it missed."""
    missed = None
    for opening in openings(council, received_on):
        if opening.last_day is None or received_on <= opening.last_day:
            return opening, missed
        missed = missed or opening.on
    raise LookupError("No ordinary session in two years.")
