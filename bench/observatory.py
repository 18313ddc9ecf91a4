"""Count a month of every council and read its pages, with 10,000, 100,000 and 1,000,000 referrals and answers."""

import datetime
import gc
import json
import resource
import subprocess
import sys
import time
from functools import partial

import django

django.setup()

from django.contrib.auth.decorators import login_not_required  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.urls import path  # noqa: E402
from django.utils.timezone import localdate, now  # noqa: E402

from accounts.models import User  # noqa: E402
from bench._clock import measured, say, summary, times  # noqa: E402
from config import urls as config_urls  # noqa: E402
from councils.models import Council, Mandate  # noqa: E402
from observatory import months  # noqa: E402
from observatory.actions import count_edition  # noqa: E402
from observatory.models import Edition, Snapshot  # noqa: E402
from spaces.models import Coordination, Space  # noqa: E402
from territories.models import Territory  # noqa: E402

SIZES = (10_000, 100_000, 1_000_000)
# Five in eight documents are referrals over two years, three in five of them answered after up to four months.
REFERRALS = """
INSERT INTO councils_referral (council_id, title, summary, url, theme, place, state, received_at, referred_by_id,
    rule_key, is_pledge, started_on, due_on, paused_for, service, answered_at, is_shown, by_procedure)
SELECT c.ids[1 + n %% array_length(c.ids, 1)], 'bench ' || n, '', 'needs/1/', 'water', '',
    CASE WHEN n %% 5 < 3 THEN 'answered' ELSE 'received' END, d.at, %s, '', FALSE, d.at::date, d.at::date + 60, '', '',
    CASE WHEN n %% 5 < 3 THEN d.at + (n %% 120) * interval '1 day' END, TRUE, FALSE
FROM generate_series(1, %s) n, LATERAL (SELECT array_agg(id ORDER BY id) AS ids FROM councils_council) c,
     LATERAL (SELECT now() - (31 + (n::bigint * 7919) %% 700) * interval '1 day' AS at) d"""
ANSWERS = """
INSERT INTO councils_answer (referral_id, verdict, text, planned_for, drafted_by_id, drafted_at, signed_by_id,
    signed_role, published_at, published_on, started_on, due_on, version)
SELECT r.id, CASE WHEN r.id %% 3 = 0 THEN 'planned' ELSE 'informed' END, 'bench',
    CASE WHEN r.id %% 3 = 0 THEN r.due_on + 30 END, m.id, r.answered_at, m.id, 'president', r.answered_at,
    r.answered_at::date, r.started_on, r.due_on, 1
FROM councils_referral r JOIN councils_mandate m ON m.council_id = r.council_id AND m.name_fr = 'bench'
WHERE r.state = 'answered' AND r.title LIKE 'bench%%'"""


class Enough(Exception):  # noqa: N818 -- ends the transaction: nothing of the bench stays
    """The bench is over."""


@login_not_required
def bare(request):
    """The least a view does behind the same middleware: one query by primary key."""
    return HttpResponse(str(Edition.objects.order_by().first().pk))


urlpatterns = [path("bench/bare/", bare), *config_urls.urlpatterns]


def fill(count: int) -> None:
    """Write `count` referrals and answers together, over the councils of all communes."""
    by = User.objects.create(display_name="bench", email="bench@example.org")
    referrals = count * 5 // 8
    Council.objects.bulk_create(
        [Council(territory=place) for place in Territory.objects.communes().light()], ignore_conflicts=True
    )
    Council.objects.update(opened_at=now() - datetime.timedelta(days=1100))
    since = localdate() - datetime.timedelta(days=900)
    Mandate.objects.bulk_create(
        Mandate(council=council, name_ar="bench", name_fr="bench", role="president", may_publish=True, starts_on=since)
        for council in Council.objects.only("id")
    )
    with connection.cursor() as cursor:
        cursor.execute(REFERRALS, [by.pk, referrals])
        cursor.execute(ANSWERS, [])
        for table in ("councils_referral", "councils_answer", "councils_council", "councils_mandate"):
            cursor.execute(f"ANALYZE {table}")


def memory() -> int:
    """Return the most memory that this process has held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def counted(sql: str, rounds: int) -> dict[str, float]:
    def ask(_):
        with connection.cursor() as cursor:
            cursor.execute(sql)
            cursor.fetchall()

    return summary(times(ask, range(rounds)))


def pages_of(coordinator: User, rounds: int) -> dict[str, dict[str, float]]:
    """Return the milliseconds of each page: of the clock, and of our CPU alone (the machine may be busy)."""
    client, lab = Client(), Client()
    lab.force_login(coordinator, backend="django.contrib.auth.backends.ModelBackend")
    slug = Snapshot.objects.values_list("council__territory__slug", flat=True).first()
    region = Territory.objects.filter(level="region").values_list("slug", flat=True).first()
    asked = {
        "bare": (client, "/bench/bare/"),
        "country": (client, "/ar/observatory/"),
        "region": (client, f"/ar/observatory/regions/{region}/"),
        "council": (client, f"/ar/observatory/councils/{slug}/"),
        "comparison": (client, f"/ar/observatory/councils/{slug}/comparison/"),
        "publication": (client, f"/ar/observatory/councils/{slug}/publication/"),
        "api": (client, "/api/v1/observatory/scores/"),
        "lab": (lab, "/ar/observatory/lab/"),
    }
    for name, (browser, address) in asked.items():
        assert browser.get(address).status_code == 200, name  # noqa: S101 -- a bench
    wall, cpu = measured({name: partial(browser.get, at) for name, (browser, at) in asked.items()}, rounds)
    return {
        name: {
            "p50_ms": summary(wall[name])["p50_ms"],
            "p95_ms": summary(wall[name])["p95_ms"],
            "cpu_p95_ms": summary(cpu[name])["p95_ms"],
        }
        for name in asked
    }


def one(count: int, rounds: int) -> None:
    """Fill, count, read: all of it is undone at the end."""
    results: dict = {}
    try:
        with transaction.atomic(), override_settings(ROOT_URLCONF="bench.observatory", SECOND_FACTOR_ENFORCED=False):
            fill(count)
            gc.collect()
            before = memory()
            bare_count = counted(
                "SELECT (SELECT count(*) FROM councils_referral), (SELECT count(*) FROM councils_answer)", 5
            )
            start = time.perf_counter()
            count_edition(months.before(localdate().replace(day=1)), by=User.objects.system())
            results |= {
                "snapshot_s": round(time.perf_counter() - start, 2),
                "snapshot_mb": memory() - before,
                "bare_count_ms": bare_count["p50_ms"],
            }
            Edition.objects.update(public_on=localdate() - datetime.timedelta(days=1))
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE observatory_snapshot")
            coordinator = User.objects.create(display_name="lab", email="lab@example.org")
            places = Territory.objects.communes().order_by("code")[:23]
            Space.objects.bulk_create(Space(commune=place, state="open", opened_at=now()) for place in places)
            Coordination.objects.bulk_create(Coordination(user=coordinator, territory=place) for place in places)
            results |= {"councils": Snapshot.objects.count(), "pages": pages_of(coordinator, rounds)}
            raise Enough
    except Enough:
        pass
    pages = results.pop("pages")
    worst, of_cpu = (
        max(taken[key] for name, taken in pages.items() if name != "bare") for key in ("p95_ms", "cpu_p95_ms")
    )
    say(
        bench="observatory", documents=count, **results, pages=pages, worst_p95_ms=worst, worst_cpu_p95_ms=of_cpu,
        times_bare=round(worst / pages["bare"]["p95_ms"], 1), target_p95_ms=200,
        reached=worst < 200,
    )  # fmt: skip


def main(sizes: list[int]) -> None:
    """Measure each size in a process of its own, so that the memory of one is not that of another."""
    if not Territory.objects.communes().exists():
        sys.exit("The territories are not imported: manage.py import_territories")
    for size in sizes:
        done = subprocess.run(
            [sys.executable, "-P", __file__, "--one", str(size)], capture_output=True, text=True, check=False
        )
        if done.returncode:
            sys.exit(done.stderr[-2000:])
        line = done.stdout.strip().splitlines()[-1]
        json.loads(line)
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    if "--one" in sys.argv:
        one(int(sys.argv[-1]), 40)
    else:
        main([int(size) for size in sys.argv[1:]] or list(SIZES))
