"""Search everything at 10,000, 100,000 and 1,000,000 documents: p50 and p95, beside a read by key in the same run.

A search is timed by itself (words read, found, ranked, shown) and as a page through Django's whole handler. The
documents are made up (`bench/_documents.py`); those shown are read from a table by their key, as ours are.
"""

import argparse
from collections import namedtuple
from dataclasses import replace
from unittest import mock

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.utils.timezone import now  # noqa: E402

from bench._clock import measured, say, summary  # noqa: E402
from bench._documents import LETTERS, fill, frequent, make_words, sizes  # noqa: E402
from bench._world import a_space, own_database  # noqa: E402
from search import kinds as registry  # noqa: E402
from search.asking import Filters  # noqa: E402
from search.kinds import Kind, Thing  # noqa: E402
from search.models import Entry  # noqa: E402
from search.results import search  # noqa: E402

TARGET_P95 = 150  # ms, of a search at the largest size
SIGNS = "b t t j 7 kh d d r z s ch s d t d 3 gh f 9 k l m n h i"
SPELT = dict(zip(LETTERS, SIGNS.split(), strict=True))
Row = namedtuple("Row", "pk kind title text")


def read(kind: Kind, keys) -> dict[int, Row]:
    """Read documents by their keys, as `Kind.read` does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, kind, title, text FROM bench_text WHERE id = ANY(%s)", [list(keys)])
        return {row[0]: Row(*row) for row in cursor.fetchall()}


def tell(row: Row) -> Thing:
    return Thing((row.title,), (row.text or "",), now(), f"/fr/{row.kind}/{row.pk}/", row.title, state_label="voiced")


def questions(french: list[str], arabic: list[str]) -> dict[str, dict]:
    """Return what is asked: the text, the filters, the reader's commune."""
    common, other, middle, rare = french[3], french[9], french[900], french[25_000]
    place = Filters(place="3.3.3")
    return {
        "rare_word": {"text": arabic[24_000]},
        "middling_word": {"text": middle},
        "common_word": {"text": arabic[2]},
        "two_words": {"text": f"{common} {middle}"},
        "two_common_words": {"text": f"{common} {other}"},
        "three_words": {"text": f"{common} {other} {middle}"},
        "phrase": {"text": f'"{common} {other}"'},
        "slip": {"text": slip(rare)},
        "arabizi": {"text": darija(arabic[5])},
        "beginning": {"text": french[400][:6]},
        "place": {"text": common, "filters": place},
        "place_and_rare": {"text": rare, "filters": place},
        "kind_and_theme": {"text": common, "filters": Filters(kind="petition", theme="3")},
        "near_first": {"text": common, "near": "3.3.3"},
        "nothing": {"text": "xylophonique"},
        "page_10": {"text": common, "page": 10},
    }


def slip(word: str) -> str:
    """Return the word with two of its letters swapped."""
    return word[:2] + word[3] + word[2] + word[4:]


def darija(word: str) -> str:
    """Return an Arabic word in Latin letters and digits."""
    return "l" + "a".join(SPELT[letter] for letter in word)


def main(counts: list[int], rounds: int) -> None:
    told, done = {}, 0
    with own_database("search"), override_settings(SECURE_SSL_REDIRECT=False, ALLOWED_HOSTS=["*"]):
        a_space()
        french, arabic = make_words()
        made = {name: replace(kind, say=tell) for name, kind in registry.kinds().items()}
        with mock.patch.object(Kind, "read", read), mock.patch.object(registry, "_kinds", made):
            for count in counts:
                fill(done + 1, count)
                done = count
                told[str(count)] = measure(french, arabic, rounds)
    last = told[str(counts[-1])]
    worst = max(one["p95_ms"] for one in last["search"].values())
    say(
        bench="search", **told, target_p95_ms=TARGET_P95, worst_p95_ms=worst,
        times_read_by_key=round(worst / last["read_by_key"]["p95_ms"], 1), reached=worst < TARGET_P95,
    )  # fmt: skip


def measure(french: list[str], arabic: list[str], rounds: int) -> dict:
    """Return what was measured at this size."""
    client, asked = Client(), questions(french, arabic)
    acts = {name: _search(question) for name, question in asked.items()}
    acts |= {"read_by_key": lambda: Entry.objects.filter(pk=77).values_list("kind").first()}
    pages = {f"page:{name}": _page(client, asked[name]["text"]) for name in ("rare_word", "common_word", "two_words")}
    pages |= {"page:nothing_asked": _page(client, "")}
    found = {name: act() for name, act in acts.items()}
    for act in pages.values():
        act()
    wall, cpu = measured(acts | pages, rounds)
    return {
        "search": {name: summary(wall[name]) for name in asked},
        "page": {name: summary(wall[name]) for name in pages},
        "cpu_p50_ms": {name: summary(taken)["p50_ms"] for name, taken in cpu.items()},
        "read_by_key": summary(wall["read_by_key"]),
        "found": {name: f"{found[name].total}{'+' * found[name].is_more}" for name in asked},
        "documents_of_the_common_word": frequent(arabic[2]),
        "megabytes": sizes(),
    }


def _search(question: dict):
    told = {"filters": Filters()} | question
    return lambda: search(**told)


def _page(client: Client, text: str):
    def ask():
        response = client.get("/fr/search/", {"q": text})
        if response.status_code != 200:
            raise SystemExit(f"{text} answered {response.status_code}")

    return ask


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--rounds", type=int, default=40)
    arguments = parser.parse_args()
    main(arguments.sizes, arguments.rounds)
