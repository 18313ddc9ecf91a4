"""Made-up documents for the bench of the search, written by the database itself.

Words are drawn as in a language (Zipf–Mandelbrot: the n-th word comes in proportion to 1 / (n + 30)), half of the
documents Arabic, half French; their dates rise with their numbers, their places and kinds are as uneven as ours.
"""

import random
import sys

from django.db import connection

from search.actions import count_lexemes
from search.words import learn, sound_of, stem_of

WORDS = 30_000  # of each language
SYLLABLES = [
    "ka",
    "mi",
    "ro",
    "ta",
    "ne",
    "lu",
    "ba",
    "si",
    "do",
    "fe",
    "ghi",
    "zou",
    "ra",
    "cha",
    "no",
    "te",
    "pre",
    "ville",
]
LETTERS = "بتثجحخدذرزسشصضطظعغفقكلمنهي"
AT_ONCE = 50_000  # documents a statement
TABLES = """
CREATE TABLE bench_word (id integer PRIMARY KEY, word text, marks text, light text);
CREATE TABLE bench_text (id bigint PRIMARY KEY, kind text, title text, text text, place integer);
"""
FILL = """
WITH document AS MATERIALIZED (
    SELECT n, now() - make_interval(secs => (%(total)s - n) * 189e6 / %(total)s + random() * 2e6) AS since,
        n %% 2 AS lang, (10 + random() * 40)::int AS size, (1500 * power(random(), 2))::int AS place,
        (ARRAY['need', 'need', 'need', 'need', 'need', 'petition', 'debate', 'answer', 'answer', 'resource', 'event',
               'association', 'consultation', 'call'])[1 + (random() * 13)::int] AS kind,
        (random() * 13)::int AS theme,
        (ARRAY['open', 'closed'])[1 + (random() > 0.3)::int] AS state
    FROM generate_series(%(first)s, %(last)s) n
),
token AS MATERIALIZED (
    SELECT n, at, lang * %(words)s + least(
        %(words)s - 1, floor(30 * (power(%(words)s / 30.0 + 1, random()) - 1))
    )::int AS word
    FROM document, generate_series(1, size) at
),
written AS (
    SELECT n, string_agg(w.word, ' ' ORDER BY at) FILTER (WHERE at <= 8) AS title,
        string_agg(w.word, ' ' ORDER BY at) FILTER (WHERE at > 8) AS text,
        string_agg(CASE WHEN at <= 8 THEN replace(replace(marks, '#', at || 'A'), '~', at || 'B') || ' ' || light
                        ELSE replace(replace(marks, '#', at || 'C'), '~', at || 'D') END, ' ') AS marks
    FROM token JOIN bench_word w ON w.id = token.word GROUP BY n
),
kept AS (INSERT INTO bench_text SELECT n, kind, title, text, place FROM written JOIN document USING (n))
INSERT INTO search_entry (kind, key, at, weight, words, digest)
SELECT kind, n, since, 1,
    (marks || format(
        ' ''@%%s'' ''@%%s.%%s'' ''@%%s.%%s.%%s'' ''kind:%%s'' ''theme:%%s'' ''state:%%s'' ''title:%%s'' ''week:%%s''
        ''quarter:%%s'' ''year:%%s''',
        place %% 12, place %% 12, place %% 75, place %% 12, place %% 75, place, kind, theme, state,
        left(title, 120), to_char(since, 'IYYY-IW'), to_char(since, 'YYYY-Q'), to_char(since, 'YYYY')))::tsvector,
    ''
FROM written JOIN document USING (n)
"""


def make_words() -> tuple[list[str], list[str]]:
    """Make the words of two languages and their lexemes; return both lists, the most frequent words first."""
    dice = random.Random(1)  # noqa: S311 -- the same words each time
    french = _distinct(lambda: "".join(dice.choices(SYLLABLES, k=dice.randint(2, 4))))
    arabic = _distinct(lambda: "".join(dice.choices(LETTERS, k=dice.randint(4, 6))))
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        for start, words in ((0, french), (WORDS, arabic)):
            learn(words)
            rows = [(start + number, word, *_marks(word)) for number, word in enumerate(words)]
            cursor.executemany("INSERT INTO bench_word VALUES (%s, %s, %s, %s)", rows)
        cursor.execute("ANALYZE bench_word")
    return french, arabic


def _distinct(make) -> list[str]:
    words: dict[str, None] = {}
    while len(words) < WORDS:
        words[make()] = None
    return list(words)


def _marks(word: str) -> tuple[str, str]:
    """Return a word's lexemes with # and ~ for where they stand, and the one of a title."""
    stem, sound = stem_of(word), sound_of(word)
    marks = [f"'{lexeme}':#" for lexeme in dict.fromkeys([word, stem])] + ([f"'{sound}':~"] if sound else [])
    return " ".join(marks).replace("'~", "'="), f"'^{stem}'"


def fill(first: int, total: int) -> None:
    """Write the documents from the number `first` to `total`; the index of words is made when they are there."""
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX IF EXISTS search_entry_words")
        for start in range(first, total + 1, AT_ONCE):
            last = min(total, start + AT_ONCE - 1)
            cursor.execute(FILL, {"first": start, "last": last, "total": total, "words": WORDS})
            sys.stderr.write(f"{last} documents\n")
        cursor.execute("SET maintenance_work_mem = '1GB'")
        cursor.execute("CREATE INDEX search_entry_words ON search_entry USING gin (words) WITH (fastupdate = off)")
        cursor.execute("VACUUM ANALYZE search_entry")
        cursor.execute("VACUUM ANALYZE bench_text")
        count_lexemes()
        cursor.execute("UPDATE search_lexeme SET is_word = true FROM bench_word WHERE lexeme = word AND NOT is_word")
        cursor.execute("VACUUM ANALYZE search_lexeme")


def sizes() -> dict[str, int]:
    """Return the megabytes on disk of the search's tables, and of the index of words."""
    names = {
        "entries": "pg_total_relation_size('search_entry')",
        "index_of_words": "pg_relation_size('search_entry_words')",
        "lexemes": "pg_total_relation_size('search_lexeme')",
    }
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(names.values())}")
        return {name: size // 2**20 for name, size in zip(names, cursor.fetchone(), strict=True)}


def frequent(word: str) -> int:
    """Return in how many documents a word is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count FROM search_lexeme WHERE lexeme = %s", [word])
        return (cursor.fetchone() or [0])[0]
