"""Search and list an information bank of 10,000 and of 100,000 resources, beside a bare view and a bare query.

Pages go through Django's whole handler, in turn with the least of its pages (/healthz) and with one query of one row.
The words are drawn so that a few are everywhere and most are rare, as in a language; one word in three of the
titles is Arabic. A common word stands in a third of the resources, a rare one in a few. `growth` is how many times
longer the large bank takes, round by round.
"""

import argparse
import random
from unittest import mock

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from rest_framework.throttling import SimpleRateThrottle  # noqa: E402

from accounts.models import User  # noqa: E402
from bench._clock import growth, measured, say, summary  # noqa: E402
from bench._world import a_space, own_database  # noqa: E402
from core.folding import fold  # noqa: E402
from councils.enums import Theme  # noqa: E402
from resources.enums import Reader, ResourceKind  # noqa: E402
from resources.models import Resource  # noqa: E402
from resources.words import vector  # noqa: E402

COMMON = [("demande", "طلب"), ("commune", "جماعة"), ("association", "جمعية")]
RARE, RARE_FR = "قنطرة", "passerelle"
SYLLABLES = ["ka", "mi", "ro", "ta", "ne", "lu", "ba", "si", "do", "fe", "ghi", "zou", "ra", "cha", "no", "té"]
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
WORDS = 30_000  # of each language
LINES = 2_000  # rows sent at once
TARGET_P95 = 300  # ms, of a page of search, by the clock
COLUMNS = (
    "space_id, keeper_id, kind, state, theme, territory_id, languages, readers, version, created_at, published_at, "
    "is_demo, folded, search, title_ar, title_fr, title_zgh, summary_ar, summary_fr, summary_zgh, text_ar, text_fr, "
    "text_zgh, url, phone, email, address, source, licence, file, file_kind, size, pages"
)


def a_language(dice: random.Random) -> tuple[list[str], list[str]]:
    """Return words of each language; drawn by `word`, the first ones come most often."""
    french = ["".join(dice.choices(SYLLABLES, k=dice.randint(2, 4))) for _word in range(WORDS)]
    arabic = ["".join(dice.choices(LETTERS, k=dice.randint(3, 7))) for _word in range(WORDS)]
    return french, arabic


def word(words: list[str], dice: random.Random) -> str:
    return words[int(len(words) * dice.random() ** 3)]


def fill(count: int, by: User, space) -> None:
    """Write resources until there are `count`."""
    dice = random.Random(count)  # noqa: S311 -- the same bank each time
    french, arabic = a_language(random.Random(1))  # noqa: S311 -- the same words each time
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM resources_resource")
        number = cursor.fetchone()[0]
        while number < count:
            rows = [_row(n, dice, french, arabic, by, space) for n in range(number, min(number + LINES, count))]
            number += len(rows)
            marks = ", ".join(f"({', '.join(['%s'] * len(rows[0]))})" for _row in rows)
            cursor.execute(
                f"INSERT INTO resources_resource ({COLUMNS}) VALUES {marks}",  # noqa: S608 -- constants
                [value for row in rows for value in row],
            )
        cursor.execute("VACUUM ANALYZE resources_resource")


def _row(number: int, dice: random.Random, french: list[str], arabic: list[str], by: User, space) -> tuple:
    title_fr, title_ar = (" ".join(word(words, dice) for _n in range(6)) for words in (french, arabic))
    text_fr, text_ar = (" ".join(word(words, dice) for _n in range(120)) for words in (french, arabic))
    if number % 3 == 0:
        title_fr, title_ar = (
            f"{common} {title}" for common, title in zip(COMMON[number % 2], (title_fr, title_ar), strict=True)
        )
    if number % 2_000 == 7:
        title_fr, title_ar = f"{title_fr} {RARE_FR}", f"{title_ar} {RARE}"
    found = vector([("A", title_ar), ("A", title_fr), ("C", text_ar), ("C", text_fr)])
    kind, theme = ResourceKind.values[number % 7], Theme.values[number % 14]
    readers = [Reader.values[number % 8]] if number % 20 == 0 else []
    return (
        space.pk if number % 50 == 0 else None, by.pk, kind, "published", theme,
        space.commune_id if number % 40 == 0 else None, ["ar", "fr"], readers, 1, "2026-01-01 10:00+00",
        f"{2020 + number % 6}-{1 + number % 12}-{1 + number % 28} 10:00+00", False, fold(f"{title_ar} {title_fr}"),
        found,
        title_ar, title_fr, "", title_ar, title_fr, "", text_ar, text_fr, "", "", "", "", "", "", "cc_by", "", "", 0, 0,
    )  # fmt: skip


def main(sizes: list[int], rounds: int) -> None:
    bank = "/ar/resources/"
    paths = {
        "list": bank,
        "of_space": "/ar/spaces/{slug}/resources/",
        "by_role": "/ar/resources/reading/desk/",
        "common_word": f"{bank}?q=طلب",
        "two_words": f"{bank}?q=demande+ka",
        "rare_word": f"{bank}?q=القنطرة",
        "mistyped": f"{bank}?q=passerele",
        "nothing": f"{bank}?q=xylophone",
        "filters": f"{bank}?theme=water&kind=letter&language=ar&q=association",
        "place": f"{bank}?place={{slug}}",
        "api": "/api/v1/resources/?q=demande",
    }
    with own_database("resources"), override_settings(SECURE_SSL_REDIRECT=False, ALLOWED_HOSTS=["*"]):
        space, by = a_space(), User.objects.create_user(display_name="bench")
        client, taken, told = Client(), {}, {}
        with mock.patch.object(SimpleRateThrottle, "allow_request", return_value=True):
            for size in sizes:
                fill(size, by, space)
                asked = {name: _ask(client, path.format(slug=space.commune.slug)) for name, path in paths.items()}
                asked |= {"bare_view": _bare_view, "bare_query": _bare_query}
                for act in asked.values():
                    act()
                wall, cpu = measured(asked, rounds)
                taken[size] = wall
                told[str(size)] = {name: summary(times) for name, times in wall.items()}
                told[f"{size}_cpu_p50"] = {name: summary(times)["p50_ms"] for name, times in cpu.items()}
                told[f"{size}_queries"] = {name: _queries(act) for name, act in asked.items() if name in paths}
    small, large = sizes[0], sizes[-1]
    told["growth"] = {name: growth(taken[small][name], taken[large][name]) for name in taken[small]}
    worst = max(told[str(large)][name]["p95_ms"] for name in paths)
    say(bench="resources", **told, target_p95_ms=TARGET_P95, worst_p95_ms=worst, reached=worst < TARGET_P95)


def _ask(client: Client, path: str):
    def ask():
        response = client.get(path)
        if response.status_code != 200:
            raise SystemExit(f"{path} answered {response.status_code}")

    return ask


def _bare_view() -> None:
    """Do the least that Django does for one page, through all of the middleware."""
    Client().get("/healthz")


def _bare_query() -> None:
    """Read one row in the order of the keys."""
    Resource.objects.filter(version=1).values_list("title_ar").order_by("pk").first()


def _queries(act) -> int:
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=60)
    arguments = parser.parse_args()
    main(arguments.sizes, arguments.rounds)
