"""A debate page and its contributions' API at 1,000, 10,000 and 50,000 contributions, beside a yardstick view.

The three discussions stand in one database made for this run, each contribution as long and as much answered in one as
in another, and are asked for in turn, so that all meet the same noise. Through Django's whole handler (middleware,
views, templates), without a server in front. `growth_page` and `growth_api` say how many times longer the largest takes
than the smallest, the median over the rounds; for the page, the worse of a visitor's and of a signed-in person's.
"""

import argparse
import datetime
import statistics
import sys
from collections.abc import Callable
from unittest import mock

import django

django.setup()

from django.contrib.gis.geos import MultiPolygon, Polygon  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils.timezone import now  # noqa: E402
from rest_framework.throttling import SimpleRateThrottle  # noqa: E402

from accounts.enums import Trust  # noqa: E402
from accounts.models import User  # noqa: E402
from bench._clock import growth, measured, say, summary  # noqa: E402
from bench._world import a_space, own_database  # noqa: E402
from debates import actions  # noqa: E402
from debates.models import Contribution, Debate, Thread  # noqa: E402
from territories.models import Territory  # noqa: E402

SIZES = (1_000, 10_000, 50_000)
EACH = 5  # a contribution and its four answers: a page shows twenty, each with three answers
GONE = 97  # every so many is hidden
WORDS = "نحتاج إلى إصلاح الطريق قبل الشتاء، والماء ينقطع كل يوم في الدوار الفوقاني. " * 2
TARGET = 1.2


def a_debate(space, by: User, authors: list[User], size: int) -> Debate:
    """Make an open debate in which `size` contributions were made over the last days."""
    asked = {"title": "قياس", "question": "متى؟", "text": "", "theme": "water", "audience": "everyone"}
    debate = actions.create_debate(space, by=by, **asked)
    for move in ("announce", "open"):
        debate = actions.move_debate(debate, move, by=by)
    thread, start = debate.thread, now() - datetime.timedelta(days=3)

    def said(seq: int, parent: int | None = None) -> Contribution:
        return Contribution(
            thread=thread, seq=seq, rev=seq, author=authors[seq % len(authors)], text=WORDS, parent_id=parent,
            reply_count=0 if parent else EACH - 1, visibility="visible" if seq % GONE else "hidden",
            at=start + datetime.timedelta(seconds=seq),
        )  # fmt: skip

    heads = Contribution.objects.bulk_create([said(seq) for seq in range(1, size + 1, EACH)], batch_size=1_000)
    answers = [said(head.seq + place, head.pk) for head in heads for place in range(1, EACH)]
    Contribution.objects.bulk_create(answers, batch_size=1_000)
    gone = thread.contributions.exclude(visibility="visible").count()
    Thread.objects.filter(pk=thread.pk).update(last_seq=size, rev=size + 10, shown_count=size - gone)
    return debate


def ways(debates: dict[int, Debate], citizen: User) -> dict[str, Callable[[], object]]:
    """Return what is asked for, by name: each answers 200, and is asked by a browser that has its session already."""
    visitor, signed_in = Client(), Client()
    signed_in.force_login(citizen, backend="django.contrib.auth.backends.ModelBackend")
    asked = {"yardstick": (visitor, "/yardstick/")}
    for size, debate in debates.items():
        asked |= {
            f"page {size}": (visitor, f"/ar/debates/{debate.pk}/"),
            f"page signed in {size}": (signed_in, f"/ar/debates/{debate.pk}/"),
            f"api {size}": (visitor, f"/api/v1/threads/{debate.thread_id}/contributions/?limit=20"),
        }
    return {name: lambda client=client, path=path: client.get(path) for name, (client, path) in asked.items()}


def main(options: argparse.Namespace) -> None:
    # Nobody is asked to wait: what is measured is the answer, not the refusal.
    unthrottled = mock.patch.object(SimpleRateThrottle, "allow_request", return_value=True)
    with own_database("thread"), override_settings(ROOT_URLCONF="bench._urls"), unthrottled:
        space = a_space()
        shape = MultiPolygon(Polygon.from_bbox((-9.9, 29.5, -9.5, 29.9)), srid=4326)
        Territory.objects.filter(pk=space.commune_id).update(boundary=shape)
        by = User.objects.create(display_name="bench", is_superuser=True, trust=Trust.SEEN)
        authors = User.objects.bulk_create(
            User(phone=f"+2126{number:08}", phone_verified=True, display_name=f"متكلم {number}", trust=Trust.CONTACT)
            for number in range(200)
        )
        debates = {size: a_debate(space, by, authors, size) for size in SIZES}
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        asked = ways(debates, authors[0])
        queries = {}
        for name, ask in asked.items():
            ask()  # what is kept for the life of the process is kept now
            with CaptureQueriesContext(connection) as made:
                answer = ask()
            if answer.status_code != 200:
                raise SystemExit(f"{name} answered {answer.status_code}")
            queries[name] = len(made)
        wall, cpu = measured(asked, options.rounds)
    told = {name: summary(taken) | {"cpu_p50_ms": _median(cpu[name])} for name, taken in wall.items()}
    small, large = min(SIZES), max(SIZES)
    grown, growth_cpu = (
        {kind: growth(taken[f"{kind} {small}"], taken[f"{kind} {large}"]) for kind in ("page", "page signed in", "api")}
        for taken in (wall, cpu)
    )
    page, signed_in, api = grown.values()
    bare = told["yardstick"]["p50_ms"]
    say(
        bench="thread", rounds=options.rounds, **told, queries=queries,
        of_the_yardstick={
            name: round(bare / one["p50_ms"], 2) for name, one in told.items() if name.endswith(str(large))
        },
        growth_cpu=growth_cpu, growth_page=max(page, signed_in), growth_api=api, target_growth=TARGET,
        reached=max(grown.values()) <= TARGET,
    )  # fmt: skip


def _median(taken: list[float]) -> float:
    return round(statistics.median(taken), 2)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=150, help="times that each is asked for")
    sys.exit(main(parser.parse_args()))
