"""Find needs like the one being written, among many of one commune: p50 and p95, beside a bare query by primary key."""

import random
import sys

import django

django.setup()

from django.db import connection, transaction  # noqa: E402
from django.utils.timezone import now  # noqa: E402

from accounts.models import User  # noqa: E402
from bench._clock import say, summary, times  # noqa: E402
from bench._said import SCRIPTS, People  # noqa: E402
from debates.models import Thread  # noqa: E402
from needs.likeness import similar  # noqa: E402
from needs.models import Need  # noqa: E402
from spaces.enums import SpaceState  # noqa: E402
from spaces.models import Space  # noqa: E402
from territories.models import Territory  # noqa: E402

ASKED = 100  # texts for each of the six cases


def main(count: int) -> None:
    """Write `count` needs into a commune without a space, look for like ones, and undo it."""
    dice = random.Random(1503)  # noqa: S311 -- the same needs each time
    commune = Territory.objects.communes().filter(space__isnull=True, point__isnull=False).first()
    if commune is None:
        sys.exit("The territories are not imported: manage.py import_territories")
    people, cases, bare = People(dice, commune.point), {}, []
    with transaction.atomic():
        space = Space.objects.create(commune=commune, state=SpaceState.OPEN, opened_at=now())
        author = User.objects.create(display_name="bench")
        for _ in range(0, count, 1000):
            needs = [people.need(space, author) for _ in range(1000)]
            threads = Thread.objects.bulk_create(Thread(space=space, title=need.title) for need in needs)
            for need, thread in zip(needs, threads, strict=True):
                need.thread = thread
            Need.objects.bulk_create(needs)
        with connection.cursor() as cursor:
            cursor.execute("SELECT gin_clean_pending_list('need_keys')")
            cursor.execute("ANALYZE needs_need")
        for script in SCRIPTS:
            for has_point in (False, True):
                taken = []
                for _ in range(ASKED):
                    text, point = people.say(script, 3, 2), people.point() if has_point else None
                    bare += times(lambda key: User.objects.only("pk").get(pk=key), [author.pk])
                    taken += times(lambda one: similar(space, *one), [(text, point)])
                cases[f"{script}{' with a point' if has_point else ''}"] = summary(taken)
        transaction.set_rollback(True)
    worst = max(case["p50_ms"] for case in cases.values())
    say(bench="likeness", needs=count, **cases, yardstick=summary(bare), target_p50_ms=50, reached=worst < 50)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000)
