"""What a council does in its own house, month by month: sessions, agendas, decisions, projects, written questions.

Only what is kept on this site is counted: a council that never convened a session here is held to none.
"""

import datetime
from collections.abc import Iterator

from django.db.models import Min

from councils.models import Council
from deliberations.delays import Delays
from deliberations.enums import SessionKind, SessionState
from deliberations.models import Session
from observatory.counting.matters import ZONE, Part, rows_of

DECISIONS = f"""
SELECT council_id, date_trunc('month', adopted_on)::date, count(*),
       count(*) FILTER (WHERE state = 'published' AND (published_at AT TIME ZONE '{ZONE}')::date <= %(last)s)
FROM deliberations_decision WHERE adopted_on BETWEEN %(first)s AND %(last)s GROUP BY 1, 2"""  # noqa: S608

PROJECTS = f"""
SELECT g.council_id, date_trunc('month', p.due_on)::date, count(*),
       count(*) FILTER (WHERE p.state = 'done' AND (p.done_at AT TIME ZONE '{ZONE}')::date <= p.due_on)
FROM programmes_project p JOIN programmes_programme g ON g.id = p.programme_id
WHERE p.due_on BETWEEN %(first)s AND %(last)s AND g.state IN ('running', 'ended') AND p.state <> 'abandoned'
GROUP BY 1, 2"""  # noqa: S608 -- our own words
QUESTIONS = f"""
SELECT council_id, date_trunc('month', received_on)::date, count(*),
       count(*) FILTER (WHERE (answered_at AT TIME ZONE '{ZONE}')::date <= %(last)s)
FROM presidency_writtenquestion
WHERE received_on BETWEEN %(first)s AND %(last)s AND state <> 'withdrawn'
  AND (held_until IS NULL OR held_until < %(last)s)
GROUP BY 1, 2"""  # noqa: S608 -- our own words
# For each: its SQL, what its columns after council and month count.
COUNTS = (
    (DECISIONS, ("decisions", "decisions_published")),
    (PROJECTS, ("projects_due", "projects_done")),
    (QUESTIONS, ("questions", "questions_answered")),
)


def parts(first: datetime.date, last: datetime.date, councils: list[Council]) -> Iterator[Part]:
    """Yield what was counted of each council from the month of `first` to that of `last`. A fixed number of queries."""
    known = {council.pk for council in councils}
    for part in (*_sessions(first, last, councils), *_counts(first, last)):
        if part.council in known:
            yield part


def _sessions(first, last, councils) -> Iterator[Part]:
    """Ordinary sessions whose last day to open went by, and agendas that were out by the law's last day."""
    levels = {council.pk: council.territory.level for council in councils}
    delays = {level: Delays(level, last) for level in sorted(set(levels.values()))}
    rows = Session.objects.filter(kind=SessionKind.ORDINARY, opens_by__range=(first, last)).order_by()
    # The law's calendar is entered for every council: one is held to it from the first session that it convened here.
    convened = Session.objects.filter(opens_on__lte=last).order_by().values_list("council")
    since = dict(convened.annotate(first=Min("opens_on")))
    for row in rows.only("council_id", "opens_by", "opens_on", "opened_at", "convened_on", "state"):
        if row.council_id not in levels or row.opens_by < since.get(row.council_id, datetime.date.max):
            continue
        notice = delays[levels[row.council_id]].before("session_notice", row.opens_on) if row.opens_on else None
        in_time = bool(notice and row.convened_on and row.convened_on <= notice)
        numbers = {
            "sessions_due": 1,
            "sessions_held": int(row.state in {SessionState.OPEN, SessionState.CLOSED}),
            "sessions_told": int(row.opens_on is not None),
            "agendas_in_time": int(in_time),
        }
        yield Part(row.council_id, row.opens_by.replace(day=1), numbers, {})


def _counts(first, last) -> Iterator[Part]:
    for sql, keys in COUNTS:
        for council, month, *counts in rows_of(sql, first=first, last=last):
            yield Part(council, month, dict(zip(keys, counts, strict=True)), {})
