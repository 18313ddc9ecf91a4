"""The calendar of ordinary sessions, from the law's own figures (113-14, art. 33; 112-14, art. 34; 111-14, art. 36)."""

import datetime
from dataclasses import dataclass

from core import law
from core.models import LegalRule

MONTHS = ("ordinary_session_first", "ordinary_session_second", "ordinary_session_third")
MONDAY = "ordinary_session_monday"  # which Monday of the month; 0: on any day of the first week


@dataclass(frozen=True)
class Session:
    """An ordinary session: it opens between two days, both included (one and the same where the law names it)."""

    opens_from: datetime.date
    opens_by: datetime.date
    rule: LegalRule

    def agenda_by(self, level: str) -> datetime.date:
        """Return the last day on which its agenda may leave for the governor (113-14, art. 38)."""
        days = int(law.rule("agenda_to_governor", level, self.opens_from).value)
        return self.opens_from - datetime.timedelta(days=days)


def of_year(level: str, year: int) -> list[Session]:
    """Return the ordinary sessions of a year for the councils of a level of territory, in order.

    The figures are those in force on the first day of the year. Raises `LookupError` when the law says nothing.
    """
    start = datetime.date(year, 1, 1)
    monday = int(law.rule(MONDAY, level, start).value)
    sessions = []
    for key in MONTHS:
        rule = law.rule(key, level, start)
        first = datetime.date(year, int(rule.value), 1)
        if monday:
            day = first + datetime.timedelta(days=(-first.weekday()) % 7 + 7 * (monday - 1))
            sessions.append(Session(day, day, rule))
        else:
            sessions.append(Session(first, first + datetime.timedelta(days=6), rule))
    return sorted(sessions, key=lambda session: session.opens_from)


def next_ordinary(level: str, after: datetime.date) -> Session:
    """Return the first ordinary session that has not begun on `after`, the day of a decision."""
    return next(
        session
        for year in (after.year, after.year + 1)
        for session in of_year(level, year)
        if session.opens_from > after
    )
