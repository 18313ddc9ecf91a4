"""What was put before councils, month by month: one pass over referrals and answers, however many there are.

A matter put before a council twice has two clocks, and counts twice (as in `councils.queries.numbers_of`). What is
answered by a procedure of its own (petitions) is counted there. Days are those of Morocco. Everything is counted as it
stood at the end of the last day (`past`): an answer or a withdrawal of the day after changes nothing.
"""

import datetime
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection

from councils.enums import OPEN_STATES
from observatory.counting.past import Past, changed, day_of

AT_ONCE = 5_000  # rows read at a time

# Who withdraws does so for good: what moved after the day and is withdrawn now was not withdrawn then.
TAKEN_BACK_LATER = f"r.state = 'withdrawn' AND r.id IN (SELECT id FROM {changed('councils.referral')} later)"  # noqa: S608 -- our own words
CLOCKS = f"""
WITH clocks AS MATERIALIZED (
    SELECT r.council_id AS council, a.started_on, a.due_on, a.published_on AS answered_on, FALSE AS is_paused
    FROM councils_answer a JOIN councils_referral r ON r.id = a.referral_id
    WHERE a.published_on IS NOT NULL AND a.due_on IS NOT NULL AND NOT r.by_procedure
      AND (r.state <> 'withdrawn' OR {TAKEN_BACK_LATER})
      AND a.started_on <= %(last)s AND (a.started_on >= %(first)s OR a.published_on > %(last)s)
    UNION ALL
    SELECT r.council_id, r.started_on, r.due_on, NULL, r.paused_for <> ''
    FROM councils_referral r
    WHERE (r.state = ANY(%(open)s) OR {TAKEN_BACK_LATER}) AND NOT r.by_procedure AND r.started_on <= %(last)s
)"""  # noqa: S608 -- our own words
BY_MONTH = f"""{CLOCKS}
SELECT council, date_trunc('month', started_on)::date, count(*),
       count(*) FILTER (WHERE answered_on <= %(last)s),
       count(*) FILTER (WHERE answered_on <= %(last)s AND answered_on <= due_on), NULL
FROM clocks WHERE started_on >= %(first)s GROUP BY 1, 2
UNION ALL
SELECT council, NULL, count(*), count(*) FILTER (WHERE due_on <= %(last)s AND NOT is_paused), 0,
       to_jsonb(max(%(last)s::date - due_on) FILTER (WHERE due_on <= %(last)s AND NOT is_paused))
FROM clocks WHERE answered_on IS NULL OR answered_on > %(last)s GROUP BY 1
UNION ALL
SELECT council, month, 0, 0, 0, jsonb_object_agg(days, number) FROM (
    SELECT council, date_trunc('month', started_on)::date AS month, answered_on - started_on AS days, count(*) AS number
    FROM clocks WHERE started_on >= %(first)s AND answered_on <= %(last)s GROUP BY 1, 2, 3
) told GROUP BY 1, 2"""  # noqa: S608 -- our own words
PROMISES = f"""
SELECT council, date_trunc('month', planned_for)::date, count(*), count(*) FILTER (WHERE is_kept) FROM (
    SELECT DISTINCT ON (a.referral_id, a.planned_for) r.council_id AS council, a.planned_for, EXISTS (
        SELECT FROM councils_answer b WHERE b.referral_id = a.referral_id AND b.id > a.id AND b.verdict = 'done'
        AND b.published_on <= a.planned_for
    ) AS is_kept
    FROM councils_answer a JOIN councils_referral r ON r.id = a.referral_id
    WHERE a.verdict = 'planned' AND a.published_on <= a.planned_for
      AND (r.state <> 'withdrawn' OR {TAKEN_BACK_LATER})
      AND a.planned_for BETWEEN %(first)s AND %(last)s
    ORDER BY a.referral_id, a.planned_for, a.id
) told GROUP BY 1, 2"""  # noqa: S608 -- our own words
# Said done, contested, said done again: the day of the last time by then. A need is counted once.
CONFIRMATIONS = f"""
SELECT council_id, date_trunc('month', said_on)::date, count(*), count(*) FILTER (WHERE is_confirmed) FROM (
    SELECT r.council_id,
        CASE WHEN {day_of("n.said_done_at")} <= %(last)s THEN {day_of("n.said_done_at")} ELSE (
            SELECT {day_of("max(e.at)")} FROM core_entry e
            WHERE e.subject = 'needs.need:' || n.id AND e.action = 'say_done' AND e.id <= %(seen)s
        ) END AS said_on,
        CASE WHEN m.id IS NULL THEN n.state = 'confirmed' AND {day_of("n.confirmed_at")} <= %(last)s
            ELSE m.value = 'confirmed' END AS is_confirmed
    FROM needs_need n JOIN councils_referral r ON r.id = n.referral_id
    LEFT JOIN {changed("needs.need")} m ON m.id = n.id
    LEFT JOIN {changed("needs.need", "visibility")} v ON v.id = n.id
    WHERE {day_of("n.said_done_at")} >= %(first)s AND n.merged_into_id IS NULL
      AND coalesce(v.value, n.visibility) = 'visible'
) told WHERE said_on BETWEEN %(first)s AND %(last)s GROUP BY 1, 2"""  # noqa: S608 -- our own words
# A deposit on paper may be entered later than its day; one that was taken back later stood then.
PETITIONS = f"""
SELECT p.council_id, date_trunc('month', d.deposited_on)::date, count(*),
       count(*) FILTER (WHERE u.notified_on <= %(last)s OR p.notify_by <= %(last)s),
       count(*) FILTER (WHERE u.notified_on <= %(last)s AND u.notified_on <= u.notify_by),
       count(*) FILTER (WHERE u.notified_on <= %(last)s),
       count(*) FILTER (WHERE u.notified_on <= %(last)s AND u.is_accepted)
FROM petitions_deposit d JOIN petitions_petition p ON p.id = d.petition_id
LEFT JOIN petitions_ruling u ON u.petition_id = p.id
WHERE d.deposited_on BETWEEN %(first)s AND %(last)s AND {day_of("d.at")} <= %(last)s
  AND (p.state <> 'withdrawn' OR p.id IN (SELECT id FROM {changed("petitions.petition")} later))
GROUP BY 1, 2"""  # noqa: S608 -- our own words
# For each: its SQL, what its columns after council and month count.
COUNTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (PROMISES, ("promises", "kept")),
    (CONFIRMATIONS, ("said_done", "confirmed")),
    (PETITIONS, ("petitions", "petitions_due", "petitions_in_time", "petitions_ruled", "petitions_accepted")),
)


@dataclass(frozen=True)
class Part:
    """What was counted of a council in a month (`month` None: on the last day), and how many days answers took."""

    council: int
    month: datetime.date | None
    numbers: dict[str, int]
    days: Counter[int]
    oldest_days: int | None = None


def rows_of(sql: str, **values: Any) -> Iterator[tuple]:
    """Yield the rows of a query, a few thousand at a time."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        while rows := cursor.fetchmany(AT_ONCE):
            yield from rows


def parts(first: datetime.date, past: Past) -> Iterator[Part]:
    """Yield what was counted of each council from the month of `first` to that of the day `past`, and on that day."""
    period = {"first": first, "last": past.last, "seen": past.seen}
    for council, month, one, two, three, data in rows_of(BY_MONTH, open=sorted(map(str, OPEN_STATES)), **period):
        found = json.loads(data) if isinstance(data, str) else data
        if month is None:
            yield Part(council, None, {"waiting": one, "late": two}, Counter(), found)
        elif found is None:
            yield Part(council, month, {"received": one, "answered": two, "on_time": three}, Counter())
        else:
            yield Part(council, month, {}, Counter({int(days): count for days, count in found.items()}))
    for sql, keys in COUNTS:
        for council, month, *counts in rows_of(sql, **period):
            yield Part(council, month, dict(zip(keys, counts, strict=True)), Counter())
