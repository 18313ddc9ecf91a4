"""What the president owes, for the calendar of clocks of a council's people (`councils.signals.duties`)."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from councils.duties import Duty
from councils.models import Council
from deliberations.duties import current_sessions
from deliberations.enums import SessionKind, SessionState
from notices.paths import without_language
from presidency.models import InformationReport, WrittenQuestion
from presidency.models.report import report_clock

QUESTIONS = 100  # that wait for an answer
QUESTION, REPORT = "113-14, art. 46", "113-14, art. 106"


def duties_of(councils: Iterable[Council]) -> list[Duty]:
    """Return the written questions that wait for an answer, and the report of the session that comes or is held."""
    by_pk = {council.pk: council for council in councils}
    rows = WrittenQuestion.objects.waiting().filter(council__in=by_pk).for_list().order_by("due_on", "id")[:QUESTIONS]
    found = [
        Duty(
            row.council,
            _("an answer"),
            row.title,
            without_language(row.get_absolute_url()),
            row.clock,
            "113-14, art. 46",
        )
        for row in rows
        if row.clock
    ]
    sessions = [
        session
        for session in current_sessions(councils)
        if session.kind == SessionKind.ORDINARY and session.state != SessionState.CLOSED
    ]
    reports = {row.session_id: row for row in InformationReport.objects.filter(session__in=sessions)}
    for session in sessions:
        clock = report_clock(session, reports.get(session.pk))
        if not clock.done_on:
            path = f"/councils/{by_pk[session.council_id].territory.slug}/information-reports/"
            found.append(Duty(session.council, _("the report"), str(session.name), path, clock, REPORT))
    return found
