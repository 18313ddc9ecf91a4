"""Count a consultation of 2,000 and of 20,000 people, and show it: how the tally, the groups, the page, the files grow.

Each consultation holds 30 questions of all kinds that everyone answered, 200 statements with a fifth of the votes given
(three camps and some noise), and 20 projects of which everyone chose some, counted by equal shares. The tally, and the
groups alone, run in a process of their own, as in the worker: `…_mb` is the most memory that process ever held, and
`…_own_mb` what of it came on top of Django and scikit-learn. The page and the files go through Django's whole handler,
in turn with a bare view, and the tally is told beside one `SELECT count(*)` that reads the same answers and votes.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from unittest import mock

import django
import numpy as np
from threadpoolctl import threadpool_limits

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from rest_framework.throttling import SimpleRateThrottle  # noqa: E402

from accounts.models import User  # noqa: E402
from bench._clock import growth, measured, say, summary  # noqa: E402
from bench._consulted import a_world  # noqa: E402
from bench._world import own_database  # noqa: E402
from consultations import actions, tables  # noqa: E402
from consultations.actions import tallying  # noqa: E402
from consultations.counting import groups as opinion_groups  # noqa: E402
from consultations.enums import PartKind  # noqa: E402
from consultations.models import Consultation, Part  # noqa: E402

# Of the page and the files, whatever the people; of the tally, for each person.
TARGET = {"page": 1.2, "tally": 1.2}


# --- The worker's part, in a process of its own ---


def _memory() -> float:
    """Return the most memory that this process held, in MB (of /proc: `getrusage` would tell of its parent too)."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return round(int(next(line for line in lines if line.startswith("VmHWM:")).split()[1]) / 1024, 1)


def work(what: str, key: int, rounds: int) -> None:
    """Count a consultation, or find its groups alone, and print how long it took and how much memory."""
    connection.ensure_connection()
    before, told = _memory(), {}
    if what == "groups":
        part = Part.objects.get(consultation_id=key, kind=PartKind.OPINIONS)
        start = time.perf_counter()
        rows = np.fromiter(tables.each_vote(part), dtype=[("person", "i8"), ("statement", "i8"), ("stance", "i1")])
        told["read_s"] = round(time.perf_counter() - start, 3)
        columns = np.unique(rows["statement"], return_inverse=True)[1]
        told["votes"] = len(rows)
    taken, busy = [], time.process_time()
    for _round in range(rounds):
        start = time.perf_counter()
        if what == "tally":
            told["counted"] = tallying.tally(key)
        else:
            with threadpool_limits(1):  # as the worker does
                found = opinion_groups.find_groups(rows["person"], columns, rows["stance"], seed=1)
            told["groups"] = [group["size"] for group in found.groups]
        taken.append(time.perf_counter() - start)
    told |= {
        "s": round(statistics.median(taken), 3),
        "cpu_s": round((time.process_time() - busy) / rounds, 3),
        "mb": _memory(),
        "own_mb": round(_memory() - before, 1),
    }
    sys.stdout.write(json.dumps(told) + "\n")


def at_work(url: str, what: str, made: Consultation, rounds: int) -> dict:
    """Run `work` in a process of its own, and return what it printed."""
    command = [sys.executable, "-P", __file__, "--work", what, "--of", str(made.pk), "--work-rounds", str(rounds)]
    done = subprocess.run(command, env=os.environ | {"DATABASE_URL": url}, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{what} failed: {done.stderr[-2000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def bare_count(made: Consultation, rounds: int) -> float:
    """Return the median seconds of one `SELECT count(*)` over the answers and votes that a tally reads."""
    taken = []
    for _round in range(rounds):
        start = time.perf_counter()
        with connection.cursor() as cursor:
            for table in ("answer", "vote"):
                cursor.execute(
                    f"SELECT count(*) FROM consultations_{table} a "  # noqa: S608 -- our own words
                    "JOIN consultations_response r ON r.id = a.response_id WHERE r.consultation_id = %s",
                    [made.pk],
                )
                cursor.fetchone()
        taken.append(time.perf_counter() - start)
    return round(statistics.median(taken), 4)


# --- The reader's part ---


def _ask(client: Client, path: str) -> tuple[int, int]:
    """Ask for a page, read all of it, and return its status and its bytes."""
    answer = client.get(path)
    return answer.status_code, sum(map(len, answer.streaming_content)) if answer.streaming else len(answer.content)


def ways(world: dict[int, Consultation], citizen: User) -> dict:
    """Return what is asked for, by name, by a browser that has its session already."""
    visitor, signed_in = Client(), Client()
    signed_in.force_login(citizen, backend="django.contrib.auth.backends.ModelBackend")
    paths = {"yardstick": (visitor, "/yardstick/")}
    for size, made in world.items():
        page = f"/ar/consultations/{made.pk}/results"
        paths |= {
            f"page {size}": (visitor, f"{page}/"),
            f"page signed in {size}": (signed_in, f"{page}/"),
            f"csv {size}": (visitor, f"{page}.csv"),
            f"json {size}": (visitor, f"{page}.json"),
        }
    return {name: lambda client=client, path=path: _ask(client, path) for name, (client, path) in paths.items()}


def main(options: argparse.Namespace) -> None:
    sizes = sorted(int(size) for size in options.sizes.split(","))
    # Nobody is asked to wait: what is measured is the answer, not the refusal.
    unthrottled = mock.patch.object(SimpleRateThrottle, "allow_request", return_value=True)
    with own_database("consultation") as url, override_settings(ROOT_URLCONF="bench._urls"), unthrottled:
        start = time.perf_counter()
        world = a_world(sizes)
        made_s = round(time.perf_counter() - start, 1)
        rounds = options.work_rounds
        tally = {size: at_work(url, "tally", made, rounds) for size, made in world.items()}
        groups = {size: at_work(url, "groups", made, rounds) for size, made in world.items()}
        count_s = {size: bare_count(made, rounds) for size, made in world.items()}
        by = User.objects.get(display_name="bench")
        for made in world.values():
            actions.publish(made, by=by)
        citizen = User.objects.create(phone="+212600000000", phone_verified=True, display_name="قارئ")
        asks, queries, size_of = ways(world, citizen), {}, {}
        for name, ask in asks.items():
            ask()  # what is kept for the life of the process is kept now
            with CaptureQueriesContext(connection) as taken:
                status, size_of[name] = ask()
            if status != 200:
                raise SystemExit(f"{name} answered {status}")
            queries[name] = len(taken)
        wall, _cpu = measured(asks, options.rounds)
    told = {name: summary(taken) for name, taken in wall.items()}
    kinds = ("page", "page signed in", "csv", "json")
    bare = told["yardstick"]["p50_ms"]
    grown = {}
    small, large = sizes[0], sizes[-1]
    if small < large:
        of_readers = {kind: growth(wall[f"{kind} {small}"], wall[f"{kind} {large}"]) for kind in kinds}
        of_workers = {"people": large / small} | {
            name + of: round(found[large][clock] / found[small][clock], 2)
            for name, found in (("tally", tally), ("groups", groups))
            for of, clock in (("", "s"), ("_cpu", "cpu_s"))
        }
        grown = of_workers | {"count": round(count_s[large] / count_s[small], 2)} | of_readers
    say(
        bench="consultation", sizes=sizes, rounds=options.rounds, made_s=made_s,
        tally_s={size: one["s"] for size, one in tally.items()},
        tally_mb={size: one["mb"] for size, one in tally.items()},
        groups_s={size: one["s"] for size, one in groups.items()},
        groups_mb={size: one["mb"] for size, one in groups.items()},
        groups_own_mb={size: one["own_mb"] for size, one in groups.items()}, of_tally=tally, of_groups=groups,
        page_ms={kind: told[kind] for kind in told if kind.startswith("page")},
        page_queries={name: number for name, number in queries.items() if name.startswith("page")},
        export_s={
            name: round(one["p50_ms"] / 1000, 4) for name, one in told.items() if name.startswith(("csv", "json"))
        },
        export_queries={name: number for name, number in queries.items() if name.startswith(("csv", "json"))},
        bytes=size_of, growth=grown, yardstick_ms=bare, count_s=count_s,
        of_the_yardstick={name: round(one["p50_ms"] / bare, 1) for name, one in told.items() if name != "yardstick"},
        tally_of_count={size: round(one["s"] / count_s[size], 1) for size, one in tally.items()},
        targets=TARGET,
        reached=not grown
        or (
            max(grown[kind] for kind in kinds) <= TARGET["page"]
            and grown["tally"] <= TARGET["tally"] * grown["people"]
        ),
    )  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="2000,20000", help="people of each consultation")
    parser.add_argument("--rounds", type=int, default=30, help="times that each page and file is asked for")
    parser.add_argument("--work-rounds", type=int, default=3, help="times that each is counted")
    parser.add_argument("--work", choices=["tally", "groups"], help=argparse.SUPPRESS)
    parser.add_argument("--of", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    sys.exit(work(given.work, given.of, given.work_rounds) if given.work else main(given))
