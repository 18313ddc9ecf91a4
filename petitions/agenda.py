"""On which ordinary session an accepted petition is due (113-14, art. 38; 112-14, art. 39; 111-14, art. 41)."""

import datetime
from dataclasses import dataclass

from django.utils.timezone import localdate

from core import calendar, law
from councils.sessions import Session, next_ordinary
from deliberations.actions import is_agenda_closed
from petitions.models import Hearing, Petition

SESSION_DAYS = "session_length"


@dataclass(frozen=True)
class Due:
    """The session that a petition belongs on, and the last day for its agenda to leave for the governor.

    `is_missed`: the session that the law names went by without it, and this is the next one. `is_short`: fewer days
    than the law gives the agenda are left.
    """

    session: Session
    agenda_by: datetime.date
    is_missed: bool
    is_short: bool


def due_session(petition: Petition, today: datetime.date | None = None) -> Due:
    """Return the session of an accepted petition: the next ordinary one after the day of the bureau's decision."""
    today, level = today or localdate(), petition.council.territory.level
    named = next_ordinary(level, petition.ruling.notified_on)
    # An agenda that is closed takes no petition: it is due at the next one (113-14, art. 38–40).
    is_missed = today > named.opens_by or is_agenda_closed(petition.council, named.opens_from)
    session = named
    while is_missed and (today > session.opens_by or is_agenda_closed(petition.council, session.opens_from)):
        session = next_ordinary(level, max(today, session.opens_from))
    agenda_by = session.agenda_by(level)
    return Due(session, agenda_by, is_missed, today > agenda_by)


def ends_by(hearing: Hearing, level: str) -> datetime.date:
    """Return the last day that the session of a hearing may sit, its extension left out (113-14, art. 34).

    Where the law as loaded says nothing of its length, the last day on which it opens.
    """
    try:
        rule = law.rule(SESSION_DAYS, level, hearing.session_by)
    except LookupError:
        return hearing.session_by
    # The day on which it opens is the first of them.
    return calendar.due_on(hearing.session_by - datetime.timedelta(days=1), rule)
