"""What was put before councils, month by month: one pass over referrals and answers, however many there are.

A matter put before a council twice has two clocks, and counts twice (as in `councils.queries.numbers_of`). What is
answered by a procedure of its own (petitions) is counted there. Days are those of Morocco. Everything is counted as it
stood at the end of the last day: an answer of the day after changes nothing.
"""

import datetime
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection

from councils.enums import OPEN_STATES

ZONE = "Africa/Casablanca"
AT_ONCE = 5_000  # rows read at a time

CLOCKS = """
WITH clocks AS MATERIALIZED (
    SELECT r.council_id AS council, a.started_on, a.due_on, a.published_on AS answered_on, FALSE AS is_paused
    FROM councils_answer a JOIN councils_referral r ON r.id = a.referral_id
    WHERE a.published_on IS NOT NULL AND a.due_on IS NOT NULL AND r.state <> 'withdrawn' AND NOT r.by_procedure
      AND a.started_on <= %(last)s AND (a.started_on >= %(first)s OR a.published_on > %(last)s)
    UNION ALL
    SELECT r.council_id, r.started_on, r.due_on, NULL, r.paused_for <> ''
    FROM councils_referral r
    WHERE r.state = ANY(%(open)s) AND NOT r.by_procedure AND r.started_on <= %(last)s
)"""
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
PROMISES = """
SELECT council, date_trunc('month', planned_for)::date, count(*), count(*) FILTER (WHERE is_kept) FROM (
    SELECT DISTINCT ON (a.referral_id, a.planned_for) r.council_id AS council, a.planned_for, EXISTS (
        SELECT FROM councils_answer b WHERE b.referral_id = a.referral_id AND b.id > a.id AND b.verdict = 'done'
        AND b.published_on <= a.planned_for
    ) AS is_kept
    FROM councils_answer a JOIN councils_referral r ON r.id = a.referral_id
    WHERE a.verdict = 'planned' AND a.published_on <= a.planned_for AND r.state <> 'withdrawn'
      AND a.planned_for BETWEEN %(first)s AND %(last)s
    ORDER BY a.referral_id, a.planned_for, a.id
) told GROUP BY 1, 2"""
CONFIRMATIONS = f"""
SELECT r.council_id, date_trunc('month', (n.said_done_at AT TIME ZONE '{ZONE}'))::date, count(*),
       count(*) FILTER (WHERE n.state = 'confirmed' AND (n.confirmed_at AT TIME ZONE '{ZONE}')::date <= %(last)s)
FROM needs_need n JOIN councils_referral r ON r.id = n.referral_id
WHERE (n.said_done_at AT TIME ZONE '{ZONE}')::date BETWEEN %(first)s AND %(last)s
  AND n.merged_into_id IS NULL AND n.visibility = 'visible'
GROUP BY 1, 2"""  # noqa: S608 -- our own words
PETITIONS = """
SELECT p.council_id, date_trunc('month', d.deposited_on)::date, count(*),
       count(*) FILTER (WHERE u.notified_on <= %(last)s OR p.notify_by <= %(last)s),
       count(*) FILTER (WHERE u.notified_on <= %(last)s AND u.notified_on <= u.notify_by),
       count(*) FILTER (WHERE u.notified_on <= %(last)s),
       count(*) FILTER (WHERE u.notified_on <= %(last)s AND u.is_accepted)
FROM petitions_deposit d JOIN petitions_petition p ON p.id = d.petition_id
LEFT JOIN petitions_ruling u ON u.petition_id = p.id
WHERE d.deposited_on BETWEEN %(first)s AND %(last)s AND p.state <> 'withdrawn'
GROUP BY 1, 2"""
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


def parts(first: datetime.date, last: datetime.date) -> Iterator[Part]:
    """Yield what was counted of each council from the month of `first` to that of `last`, and on the day `last`."""
    period = {"first": first, "last": last}
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
