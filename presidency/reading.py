"""What pages read together: the ordinary sessions of a council, each with its report or the lack of it."""

from dataclasses import dataclass

from django.utils.timezone import localdate

from core.clock import Clock
from councils.models import Council
from deliberations.models import Session
from presidency.models import InformationReport
from presidency.models.report import due_day, report_clock

SESSIONS = 24


@dataclass(frozen=True)
class Line:
    """One ordinary session and its report; `report` is None while there is none that the reader may see."""

    session: Session
    report: InformationReport | None
    clock: Clock

    @property
    def is_missing(self) -> bool:
        return self.clock.done_on is None and self.clock.days_left < 0


def lines_of(council: Council, user) -> list[Line]:
    """Return the ordinary sessions of a council, the newest first, down to the day it was entered. Two queries.

    Those to come are shown once their report is begun, or within a month of their opening.
    """
    today = localdate()
    rows = Session.objects.ordinary().filter(council=council, opens_by__gte=localdate(council.opened_at))
    sessions = list(rows.order_by("-opens_from")[:SESSIONS])
    seen = InformationReport.objects.visible_to(user).filter(council=council, session__in=sessions)
    reports = {report.session_id: report for report in seen}
    found = []
    for session in sessions:
        session.council = council
        report = reports.get(session.pk)
        if report is None and (due_day(session) - today).days > 31:
            continue
        found.append(Line(session, report, report_clock(session, report)))
    return found
