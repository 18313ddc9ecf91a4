"""Needs by the thousand and by the million over every commune, for the benches: their words are made here, their rows
by the database itself.

One commune has a twentieth of them all (50,000 of a million), the others share the rest. Words are drawn from twenty
thousand texts of civic words in three scripts, some much oftener than others.
"""

import random
import sys

from django.core.management import call_command
from django.db import connection

from accounts.enums import Trust
from accounts.models import User
from bench._said import SCRIPTS, People
from councils.enums import Theme
from needs.actions.folding import folded_fields
from needs.models import Need
from spaces.models import Space
from territories.models import Territory

HOT = 20  # of so many needs, one is in the busy commune
TEXTS = 20_000
PEOPLE = 5_000
AT_ONCE = 100_000  # needs a statement

TABLE = """
CREATE TABLE bench_text (
    id integer PRIMARY KEY, title text, text text, place text, theme text, folded text, keys text[]
);
CREATE TABLE bench_place (id integer PRIMARY KEY, space_id bigint, x float, y float);
"""
SPACES = """
INSERT INTO spaces_space (commune_id, state, welcome_ar, welcome_fr, contact, opened_at, is_demo)
SELECT id, 'open', '', '', '', now(), false FROM territories_territory WHERE level = 'commune'
"""
PLACES = """
INSERT INTO bench_place
SELECT row_number() OVER (ORDER BY s.id) - 1, s.id, ST_X(t.point), ST_Y(t.point)
FROM spaces_space s JOIN territories_territory t ON t.id = s.commune_id
"""
THREADS = """
INSERT INTO debates_thread (id, space_id, title, path, state, visibility, audience, moderation, slow_seconds, last_seq,
    rev, room_rev, shown_count, held_count, pin_count, created_at)
SELECT %(base)s + n, p.space_id, left(t.title, 200), '/needs/' || n || '/', 'open', 'visible', 'everyone', 'after',
    0, 0, 0, 0, 0, 0, 0, now() - make_interval(secs => (%(total)s - n) * 30)
FROM generate_series(%(first)s::bigint, %(last)s) n
JOIN bench_place p ON p.id = CASE WHEN n %% %(hot)s = 0 THEN 0 ELSE (n * 7919) %% %(places)s END
JOIN bench_text t ON t.id = (n * 104729) %% %(texts)s
"""
NEEDS = """
INSERT INTO needs_need (id, space_id, title, text, theme, beneficiary, place, location, author_id, state, visibility,
    thread_id, support_count, round, open_questions, folded, keys, created_at)
SELECT n, p.space_id, t.title, t.text, t.theme, 'everyone', t.place,
    ST_SetSRID(ST_MakePoint(p.x + (random() - 0.5) / 10, p.y + (random() - 0.5) / 10), 4326),
    (SELECT min(id) FROM accounts_user WHERE display_name LIKE 'ساكن %%') + n %% %(people)s, 'voiced', 'visible',
    %(base)s + n, (300 * random() ^ 8)::int, 0, 0, t.folded, t.keys, now() - make_interval(secs => (%(total)s - n) * 30)
FROM generate_series(%(first)s::bigint, %(last)s) n
JOIN bench_place p ON p.id = CASE WHEN n %% %(hot)s = 0 THEN 0 ELSE (n * 7919) %% %(places)s END
JOIN bench_text t ON t.id = (n * 104729) %% %(texts)s
"""
BASE = 10_000_000  # the first number of their discussions


def _run(sql: str, **values) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)


def prepare() -> Space:
    """Import the territories, open a space in each commune, make people and words; return the busy commune's space."""
    call_command("import_territories", verbosity=0)
    User.objects.bulk_create(
        User(phone=f"+2126{n:08}", phone_verified=True, display_name=f"ساكن {n}", trust=Trust.CONTACT)
        for n in range(PEOPLE)
    )
    _run(TABLE)
    _run(SPACES)
    _run(PLACES)
    dice = random.Random(1503)  # noqa: S311 -- the same needs each time
    said = People(dice, Territory.objects.communes().filter(point__isnull=False).first().point)
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO bench_text VALUES (%s, %s, %s, %s, %s, %s, %s)", [_text(n, said) for n in range(TEXTS)]
        )
        cursor.execute("SELECT space_id FROM bench_place WHERE id = 0")
        return Space.objects.select_related("commune").get(pk=cursor.fetchone()[0])


def _text(number: int, said: People) -> tuple:
    script = SCRIPTS[number % 3]
    title, text, place = said.say(script, 3, 1)[:120], said.say(script, 5, 8), said.dice.choice(said.places)
    folded = folded_fields(title, place, text)
    return (number, title, text, place, said.dice.choice(Theme.values), folded["folded"], folded["keys"])


def fill(first: int, last: int) -> None:
    """Write the needs from the number `first` to `last`, each with its discussion, and settle the tables."""
    for start in range(first, last + 1, AT_ONCE):
        until = min(last, start + AT_ONCE - 1)
        told = {
            "first": start, "last": until, "total": last, "hot": HOT, "texts": TEXTS, "people": PEOPLE, "base": BASE,
            "places": Space.objects.count(),
        }  # fmt: skip
        for sql in (THREADS, NEEDS):
            _run(sql, **{name: value for name, value in told.items() if f"%({name})s" in sql})
        sys.stderr.write(f"{until} needs\n")
    for table in ("needs_need", "debates_thread"):
        _run(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list('need_keys'), gin_clean_pending_list('need_folded_trgm')")
        cursor.execute("VACUUM ANALYZE")


def busiest(space: Space) -> Need:
    """Return the newest need of a space."""
    return Need.objects.filter(space=space).select_related("thread").order_by("-id").first()
