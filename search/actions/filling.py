"""Entries are made of things, changed with them, and dropped when they are no longer public."""

import datetime
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection, transaction

from resources.queries import codes_around
from search.kinds import Kind, Thing
from search.models import Entry, Lexeme
from search.words import Vector, periods_of, title_lexeme

AT_ONCE = 500  # things read and written at once


@dataclass(frozen=True)
class _Made:
    """An entry as it ought to be: its row, its lexemes, and those of them that are words."""

    row: Entry
    lexemes: frozenset[str]
    words: frozenset[str]


def index(kind: Kind, keys: Iterable[int]) -> int:
    """Make the entries of these things what they ought to be: new, changed, or gone when the thing is not public.

    Returns how many were written or dropped. What has not changed is not written.
    """
    keys, changed = list(dict.fromkeys(keys)), 0
    for start in range(0, len(keys), AT_ONCE):
        changed += _index(kind, keys[start : start + AT_ONCE])
    return changed


@transaction.atomic
def _index(kind: Kind, keys: list[int]) -> int:
    made = [_made(kind, key, kind.say(row)) for key, row in sorted(kind.read(keys).items())]
    shown = {one.row.key for one in made}
    gone = forget(kind, [key for key in keys if key not in shown])
    digests = dict(Entry.objects.filter(kind=kind.name, key__in=shown).values_list("key", "digest"))
    fresh = [one for one in made if digests.get(one.row.key) != one.row.digest]
    Entry.objects.bulk_create(
        [one.row for one in fresh],
        update_conflicts=True,
        unique_fields=["kind", "key"],
        update_fields=["at", "weight", "words", "digest"],
    )
    _count(fresh)
    return gone + len(fresh)


def forget(kind: Kind, keys: Iterable[int]) -> int:
    """Drop the entries of these things; return how many there were."""
    keys = list(keys)
    return Entry.objects.filter(kind=kind.name, key__in=keys).delete()[0] if keys else 0


def vector_of(kind: Kind, thing: Thing) -> Vector:
    """Return the lexemes of a thing: its words, its places and those that hold them, what filters ask of it."""
    vector = Vector()
    for title in thing.titles:
        vector.add(title, "A", "B", is_title=True, with_short=kind.is_place)
        vector.mark(title_lexeme(title))
    for text in thing.texts:
        vector.add(text, "C", "D")
    for code in thing.places:
        for one in codes_around(code):
            vector.mark(f"@{one}")
    vector.mark(f"kind:{kind.name}")
    for theme in thing.themes:
        vector.mark(f"theme:{theme}")
    if thing.is_open is not None:
        vector.mark("state:open" if thing.is_open else "state:closed")
    for period in periods_of(_moment(thing.at)):
        vector.mark(period)
    return vector


def _made(kind: Kind, key: int, thing: Thing) -> _Made:
    vector = vector_of(kind, thing)
    words, at = str(vector), _moment(thing.at)
    digest = hashlib.md5(f"{words}|{at.isoformat()}|{kind.weight}".encode(), usedforsecurity=False).hexdigest()
    row = Entry(kind=kind.name, key=key, at=at, weight=kind.weight, words=words, digest=digest)
    return _Made(row, frozenset(one for one in vector.places if one[:6] != "title:"), frozenset(vector.words))


def _moment(at: datetime.datetime | datetime.date) -> datetime.datetime:
    if isinstance(at, datetime.datetime):
        return at.astimezone(datetime.UTC)
    return datetime.datetime.combine(at, datetime.time(), datetime.UTC)


def _count(made: list[_Made]) -> None:
    """Count the lexemes of the entries written, anew for those that were there: until the night a count may be too
    high, never too low, so that no word in use is taken for an unknown one.
    """
    counts: dict[str, int] = {}
    words: set[str] = set()
    for one in made:
        words |= one.words
        for lexeme in one.lexemes:
            counts[lexeme] = counts.get(lexeme, 0) + 1
    if not counts:
        return
    ordered = sorted(counts)  # two writers meet the rows in one order
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {Lexeme._meta.db_table} AS known (lexeme, count, is_word)"  # noqa: S608 -- a constant
            " SELECT * FROM unnest(%s::text[], %s::int[], %s::bool[])"
            " ON CONFLICT (lexeme) DO UPDATE SET count = known.count + excluded.count,"
            " is_word = known.is_word OR excluded.is_word",
            [ordered, [counts[one] for one in ordered], [one in words for one in ordered]],
        )
