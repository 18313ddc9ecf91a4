"""Finding: which entries hold what is asked, the best first, in a time that hardly grows with how many there are.

What costs is to read rows, so that no more than some thousand are: the newest. How many entries hold what is asked is
reckoned from the counts of its lexemes; when they are many, weeks, quarters or years are asked for too (lexemes of each
entry): as many of the newest as will give enough, and few, as the index meets the list of each. Only `POOL` are ranked,
with those titled so, called so, and of the reader's own commune, whatever their age.
"""

import datetime
import functools
import operator
from dataclasses import dataclass, field
from functools import cached_property

from django.db import connection
from django.db.models import Q

from search.asking import Asked, Filters
from search.models import Lexeme
from search.words import PERIODS, periods_of, quoted

POOL = 300  # newest entries that are ranked
TITLED, NEAR = 100, 100  # and of those titled so, of the reader's commune
CALLED = 20  # and of those called exactly so
COUNTED = 1_000  # newest entries that are counted by kind
MANY = 3_000  # entries: from so many on, only the periods are asked that will give enough
# Periods that are asked for together, of weeks, quarters and years: longer ones are taken rather than more, since the
# index meets the list of each (at a million entries, eight quarters cost twice what two years do).
FEW = (12, 3, 8)
ENOUGH = (2, 16)  # times what is wanted: what the periods asked for first, and then, should give
FRESH = 500.0  # days in which an entry loses most of what its date gives it
WEIGHTS = "{0.05, 0.2, 0.4, 1.0}"  # of D, C, B, A
EVER, NEVER = datetime.datetime(1900, 1, 1, tzinfo=datetime.UTC), datetime.datetime(3000, 1, 1, tzinfo=datetime.UTC)

RANKED = """
SELECT kind, key, words @@ %(near)s::tsquery AS is_near
FROM search_entry
WHERE id = ANY(%(ids)s)
ORDER BY is_near DESC,
    (words @@ %(called)s::tsquery) DESC,
    ts_rank(%(weights)s::real[], words, %(any)s::tsquery) * weight
        * (0.6 + 0.4 * exp(-least(36500, greatest(0, extract(epoch FROM now() - at) / 86400)) / %(fresh)s)) DESC,
    at DESC, id DESC
LIMIT %(most)s OFFSET %(first)s
"""


@dataclass
class Found:
    """What was found: the things of one page as (kind, key), which of them are near, how many of each kind there are.

    `is_cut`: there are more than were counted, of every kind. `rank_count` is how many can be paged through.
    """

    things: list[tuple[str, int]] = field(default_factory=list)
    near: set[tuple[str, int]] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)
    is_cut: bool = False
    rank_count: int = 0

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def find(asked: Asked, filters: Filters, *, near: str = "", first: int = 0, most: int = 20) -> Found:
    """Return the page of `most` things that hold what is asked, from the place `first` on.

    `near` is the code of the reader's commune: what is there comes first. Kinds are counted whatever kind is asked for.
    """
    if asked.is_empty or asked.unknown:
        return Found()
    index = Index(asked, filters, near)
    pool = index.newest(filters.lexemes(but_kind=True), COUNTED)
    found = Found(is_cut=len(pool) == COUNTED)
    pool = index.in_phrases(pool)
    for _ident, kind in pool:
        found.counts[kind] = found.counts.get(kind, 0) + 1
    is_cut = found.is_cut
    if filters.kind and is_cut:
        of_kind = index.newest(filters.lexemes(), COUNTED)
        is_cut, pool = len(of_kind) == COUNTED, index.in_phrases(of_kind)
        found.counts[filters.kind] = len(pool)
    rows = [row for row in pool if filters.kind in ("", row[1])]
    if is_cut or len(rows) > POOL:
        older = index.however_old(filters.lexemes())
        rows = rows[:POOL] + index.in_phrases(older)
    ids = list(dict.fromkeys(ident for ident, _kind in rows))
    found.rank_count = len(ids)
    if ids:
        ranked = _ranked(asked, ids, near, first, most)
        found.things = [(kind, key) for kind, key, _near in ranked]
        found.near = {(kind, key) for kind, key, is_near in ranked if is_near}
    return found


class Index:
    """The entries as one question asks them: what each of its lexemes counts is read once."""

    def __init__(self, asked: Asked, filters: Filters, near: str):
        self.asked, self.near = asked, near
        self.bounds = _bounds(filters)
        self.counts = asked.counts | _counts_of([*filters.lexemes(), *([f"@{near}"] if near else [])])
        self.total = self.counts[""]

    def newest(self, also: list[str], most: int) -> list[tuple[int, str]]:
        """Return (id, kind) of the newest entries that hold what is asked and all of `also`."""
        counts = [term.count for term in self.asked.terms]
        return self._newest(self.asked.query(*also), self._share(counts, also), most)

    def however_old(self, also: list[str]) -> list[tuple[int, str]]:
        """Return the entries that stand high whatever their age: called so, titled so, of the reader's commune."""
        rows = self._newest(all_of(self.asked.called(), *also), 0, CALLED)
        counts = [self.counts.get(f"^{term.stem}", 0) for term in self.asked.terms]
        rows += self._newest(self.asked.titled(*also), self._share(counts, also), TITLED)
        return rows + self.newest([f"@{self.near}", *also], NEAR) if self.near else rows

    def in_phrases(self, rows: list[tuple[int, str]]) -> list[tuple[int, str]]:
        """Keep of the entries found those that hold each phrase."""
        if not self.asked.phrases or not rows:
            return rows
        # IS TRUE keeps the planner from the index of words: it knows no places and would read too much.
        sql = "SELECT id FROM search_entry WHERE id = ANY(%s) AND (words @@ %s::tsquery) IS TRUE"
        kept = {ident for (ident,) in _rows(sql, [ident for ident, _kind in rows], self.asked.phrased())}
        return [row for row in rows if row[0] in kept]

    def _share(self, counts: list[int], also: list[str]) -> float:
        """Reckon what share of the entries holds all of these, as if they met by chance."""
        share = 1.0
        for count in [*counts, *(self.counts.get(lexeme, 0) for lexeme in also)]:
            share *= min(1.0, count / self.total) if self.total else 0
        return share

    def _newest(self, query: str, share: float, most: int) -> list[tuple[int, str]]:
        if share * self.total >= MANY:
            for times in ENOUGH:
                periods = self._periods(times * most / share)
                if not periods:
                    break
                rows = self._read(f"{query} & ({' | '.join(map(quoted, periods))})", most)
                if len(rows) == most:
                    return rows
        return self._read(query, most)

    def _read(self, query: str, most: int) -> list[tuple[int, str]]:
        return _rows("SELECT id, kind FROM search_indexed(%s::tsquery, %s, %s, %s)", query, *self.bounds, most)

    def _periods(self, wanted: float) -> list[str]:
        """Return the newest periods that have so many entries together: the shortest of which a few do; none when only
        all of them would.
        """
        for sign, most in zip(PERIODS, FEW, strict=True):
            periods, entries = [], 0
            for period, count in self._all_periods[sign]:
                if entries >= wanted:
                    return periods
                if len(periods) == most:
                    break
                periods.append(period)
                entries += count
        return []

    @cached_property
    def _all_periods(self) -> dict[str, list[tuple[str, int]]]:
        """The weeks, quarters and years of the time asked for, newest first, with how many entries each has."""
        within = zip(PERIODS, *map(periods_of, self.bounds), strict=True)
        condition = functools.reduce(operator.or_, (Q(lexeme__startswith=sign) for sign in PERIODS))
        counted = sorted(Lexeme.objects.filter(condition, count__gt=0).values_list("lexeme", "count"), reverse=True)
        return {
            sign: [(one, count) for one, count in counted if one.startswith(sign) and since <= one <= until]
            for sign, since, until in within
        }


def all_of(*lexemes: str) -> str:
    """Return the text of the `tsquery` of all these lexemes; of nothing at all, for none."""
    return " & ".join(quoted(lexeme) for lexeme in lexemes if lexeme)


def _bounds(filters: Filters) -> tuple[datetime.datetime, datetime.datetime]:
    def midnight(day: datetime.date) -> datetime.datetime:
        return datetime.datetime.combine(day, datetime.time(), datetime.UTC)

    since = midnight(filters.since) if filters.since else EVER
    return since, midnight(filters.until + datetime.timedelta(days=1)) if filters.until else NEVER


def _counts_of(lexemes: list[str]) -> dict[str, int]:
    """Return in how many entries each lexeme is, and under "" how many entries there are, as the planner knows it."""
    ((total,),) = _rows("SELECT greatest(reltuples, 0)::bigint FROM pg_class WHERE oid = 'search_entry'::regclass")
    found = Lexeme.objects.filter(lexeme__in=lexemes).values_list("lexeme", "count") if lexemes else []
    return dict.fromkeys(lexemes, 0) | dict(found) | {"": total}


def _ranked(asked: Asked, ids: list[int], near: str, first: int, most: int) -> list[tuple[str, int, bool]]:
    told = {
        "ids": ids,
        "near": all_of(f"@{near}" if near else ""),
        "called": all_of(asked.called()),
        "weights": WEIGHTS,
        "any": asked.any_of(),
        "fresh": FRESH,
        "first": first,
        "most": most,
    }
    with connection.cursor() as cursor:
        cursor.execute(RANKED, told)
        return cursor.fetchall()


def _rows(sql: str, *params) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()
