"""What the president owes, for the calendar of clocks of a council's people (`councils.signals.duties`)."""

import datetime
from collections.abc import Iterable

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import calendar
from core.clock import Clock
from councils.duties import Duty
from councils.models import Council
from deliberations.delays import Delays
from deliberations.duties import current_sessions
from deliberations.enums import SessionKind, SessionState
from notices.paths import without_language
from presidency.enums import REGULATORY
from presidency.models import InformationReport, Order, WrittenQuestion
from presidency.models.report import report_clock

QUESTIONS = 100  # that wait for an answer
ORDERS = 20  # that were not sent to the governor
READ = 100  # orders at most that are looked at for them
YEAR = datetime.timedelta(days=365)
TO_GOVERNOR = "decisions_to_governor"
QUESTION, REPORT = "loi organique 113-14, art. 46", "loi organique 113-14, art. 106"


def duties_of(councils: Iterable[Council]) -> list[Duty]:
    """Return the written questions that wait for an answer, the report of the session that comes or is held, and the
    orders that the governor was not sent."""
    by_pk = {council.pk: council for council in councils}
    rows = WrittenQuestion.objects.waiting().filter(council__in=by_pk).for_list().order_by("due_on", "id")[:QUESTIONS]
    found = [
        Duty(
            row.council,
            _("an answer"),
            row.title,
            without_language(row.get_absolute_url()),
            row.clock,
            QUESTION,
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
    return found + _orders(by_pk)


def _orders(by_pk: dict[int, Council]) -> list[Duty]:
    """Return the orders that set rules and were not sent to the governor (113-14, art. 116), the oldest first.

    Those of the last year alone: an older one that is entered here is history. None where the law as loaded names no
    delay. One that was repealed before its last day is owed no more, as nothing is left that the governor could oppose
    (art. 117); one that was still in force after that day stays owed, for the law excepts none.

    One query for the orders, one for the rules of a level, one for the holidays.
    """
    today = localdate()
    rows = Order.objects.public().filter(
        council__in=by_pk, kind__in=REGULATORY, sent_on=None, signed_on__gt=today - YEAR, signed_on__lte=today
    )
    orders = list(rows.defer("text_ar", "text_fr").order_by("signed_on", "id")[:READ])
    holidays = calendar.corrections_between(today - YEAR, today + YEAR) if orders else {}
    rules: dict[str, Delays] = {}
    found = []
    for row in orders:
        council = by_pk[row.council_id]
        level = council.territory.level
        if level not in rules:
            rules[level] = Delays(level, today)
        delays = rules[level]
        rule = delays.get(TO_GOVERNOR)
        if rule is None:
            continue
        due_on = calendar.due_on(row.signed_on, rule, holidays)
        if row.repealed_at and localdate(row.repealed_at) <= due_on:
            continue
        clock = Clock(
            awaited=_("an order of the president"),
            who=_("the president of the council"),
            started_on=row.signed_on,
            due_on=due_on,
            sentence=gettext_lazy("to be sent by %(day)s"),
            due_sentence=gettext_lazy("had to be sent by %(day)s"),
        )
        url = without_language(row.get_absolute_url())
        found.append(Duty(council, _("the order, to the governor"), str(row), url, clock, rule.citation))
    return found[:ORDERS]
