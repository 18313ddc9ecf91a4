"""What a council does in its own house, month by month: sessions, agendas, decisions, projects, written questions.

Only what is kept on this site is counted: a council that never convened a session here is held to none. Everything is
counted as it stood at the end of the last day (`past`).
"""

import datetime
from collections import Counter
from collections.abc import Iterator

from django.db.models import BooleanField, ExpressionWrapper, Min
from django.utils.timezone import localdate

from councils.models import Council
from deliberations.delays import Delays
from deliberations.enums import SessionKind, SessionState
from deliberations.models import Session
from observatory.counting.matters import Part, rows_of
from observatory.counting.past import Past, acted, changed, day_of

DECISIONS = f"""
SELECT d.council_id, date_trunc('month', d.adopted_on)::date, count(*),
       count(*) FILTER (WHERE d.state = 'published' AND {day_of("d.published_at")} <= %(last)s)
FROM deliberations_decision d
WHERE d.adopted_on BETWEEN %(first)s AND %(last)s
  AND d.id NOT IN (SELECT id FROM {acted("deliberations.decision", "write")} later)
GROUP BY 1, 2"""  # noqa: S608 -- our own words

# A programme and the version that brings it up to date hold the same projects: a day is counted in the version that was
# in force on it. A project that was put off after the last day had its former day then.
PROJECTS = f"""
SELECT council_id, date_trunc('month', due_on)::date, count(*),
       count(*) FILTER (WHERE state = 'done' AND done_on <= due_on)
FROM (
    SELECT g.council_id, coalesce(m.value, p.state) AS state, g.updates_id,
        CASE WHEN x.id IS NULL THEN p.due_on ELSE nullif(x.due_before, '')::date END AS due_on,
        CASE WHEN m.value = 'done' AND ({day_of("p.done_at")} <= %(last)s) IS NOT TRUE THEN (
            SELECT {day_of("max(e.at)")} FROM core_entry e
            WHERE e.subject = 'programmes.project:' || p.id AND e.action = 'finish' AND e.id <= %(seen)s
        ) ELSE {day_of("p.done_at")} END AS done_on,
        {day_of("g.executable_at")} AS from_on, {day_of("n.executable_at")} AS until_on
    FROM programmes_project p JOIN programmes_programme g ON g.id = p.programme_id
    LEFT JOIN programmes_programme n ON n.updates_id = g.id AND {day_of("n.executable_at")} <= %(last)s
    LEFT JOIN {changed("programmes.project")} m ON m.id = p.id
    LEFT JOIN (
        SELECT DISTINCT ON (subject) split_part(subject, ':', 2)::bigint AS id, data ->> 'due_before' AS due_before
        FROM core_entry
        WHERE id > %(seen)s AND subject LIKE 'programmes.project:%%' AND data ->> 'due_before' IS NOT NULL
        ORDER BY subject, id
    ) x ON x.id = p.id
    WHERE g.state IN ('running', 'ended') AND {day_of("g.executable_at")} <= %(last)s
) told
WHERE due_on BETWEEN %(first)s AND %(last)s AND state <> 'abandoned'
  AND (until_on IS NULL OR due_on <= until_on) AND (updates_id IS NULL OR due_on > from_on)
GROUP BY 1, 2"""  # noqa: S608 -- our own words
QUESTIONS = f"""
SELECT council_id, date_trunc('month', received_on)::date, count(*),
       count(*) FILTER (WHERE {day_of("answered_at")} <= %(last)s)
FROM presidency_writtenquestion
WHERE received_on BETWEEN %(first)s AND %(last)s
  AND (withdrawn_at IS NULL OR {day_of("withdrawn_at")} > %(last)s)
  AND (held_until IS NULL OR held_until < %(last)s)
GROUP BY 1, 2"""  # noqa: S608 -- our own words
# For each: its SQL, what its columns after council and month count.
COUNTS = (
    (DECISIONS, ("decisions", "decisions_published")),
    (PROJECTS, ("projects_due", "projects_done")),
    (QUESTIONS, ("questions", "questions_answered")),
)


def parts(first: datetime.date, past: Past, councils: list[Council]) -> Iterator[Part]:
    """Yield what was counted of each council from the month of `first` to that of the day `past`. A fixed number of
    queries."""
    known = {council.pk for council in councils}
    for part in (*_sessions(first, past, councils), *_counts(first, past)):
        if part.council in known:
            yield part


def _sessions(first: datetime.date, past: Past, councils: list[Council]) -> Iterator[Part]:
    """Ordinary sessions whose last day to open went by, and agendas that were out by the law's last day.

    The law's calendar is entered for every council, with the day itself where the law names it (provinces, regions):
    a council is held to it from the first session that it convened here. A notice cannot be older than the agenda that
    it carries: of the day that was typed and that on which the agenda was closed here, the later one counts.
    """
    levels = {council.pk: council.territory.level for council in councils}
    delays = {level: Delays(level, past.last) for level in sorted(set(levels.values()))}
    convened = ~past.was(Session, SessionState.PLANNED)
    since = dict(Session.objects.filter(convened).order_by().values_list("council").annotate(first=Min("opens_on")))
    chosen_later, _before = past.were_done(Session, "day")
    rows = Session.objects.filter(kind=SessionKind.ORDINARY, opens_by__range=(first, past.last)).order_by()
    rows = rows.annotate(is_convened=ExpressionWrapper(convened, BooleanField()))
    for row in rows.only("council_id", "opens_by", "opens_on", "opened_at", "convened_on", "agenda_closed_at"):
        if row.council_id not in levels or row.opens_by < since.get(row.council_id, datetime.date.max):
            continue
        has_day = row.opens_on and (row.is_convened or row.pk not in chosen_later)
        notice = delays[levels[row.council_id]].before("session_notice", row.opens_on) if has_day else None
        numbers = {
            "sessions_due": 1,
            "sessions_held": int(row.opened_at is not None and localdate(row.opened_at) <= past.last),
            "sessions_told": int(notice is not None),
            "agendas_in_time": int(notice is not None and row.is_convened and _out_on(row) <= notice),
        }
        yield Part(row.council_id, row.opens_by.replace(day=1), numbers, {})


def _out_on(session: Session) -> datetime.date:
    """Return the day on which the members had the notice and the agenda of a session that was convened."""
    days = [session.convened_on, session.agenda_closed_at and localdate(session.agenda_closed_at)]
    return max((day for day in days if day), default=datetime.date.max)


def _counts(first: datetime.date, past: Past) -> Iterator[Part]:
    for sql, keys in COUNTS:
        for council, month, *counts in rows_of(sql, first=first, last=past.last, seen=past.seen):
            yield Part(council, month, dict(zip(keys, counts, strict=True)), Counter())
