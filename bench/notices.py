"""Tell 10,000 people at once, with a provider that refuses one call in five: how long until each has it, once.

Three ways: `urgent` (an answer to what each of them asked leaves by mail at once), `followers` (10,000 followers of
one need, answered: 10,000 notices and no mail), `digest` (what waits for 10,000 people, a digest each). Two workers do
it, as `manage.py procrastinate worker` runs them, one for each core. The yardstick is taken in the same run: as many
bare rows inserted one by one in a transaction each, and a bare loop that builds as many mails and waits as it does.
"""

import argparse
import collections
import datetime
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import django

django.setup()

from django.core.mail import EmailMessage  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.utils.timezone import now  # noqa: E402

from accounts.models import User  # noqa: E402
from bench._clock import say  # noqa: E402
from bench._world import a_space, own_database  # noqa: E402
from core.enums import Delivery  # noqa: E402
from core.models import Message  # noqa: E402
from debates.actions import open_thread  # noqa: E402
from needs.models import Need, Support  # noqa: E402
from notices import actions  # noqa: E402
from notices.models import Following, Notice  # noqa: E402

TARGET = 300  # seconds
WORKERS = 2


def a_need(space, people: list[User]) -> Need:
    """Make a need that all of `people` joined and follow."""
    thread = open_thread(space, title="قياس", path="/needs/0/")
    need = Need.objects.create(
        space=space, title="ماء الدوار", theme="water", place="الدوار", author=people[0], thread=thread, folded="x"
    )
    Support.objects.bulk_create([Support(need=need, user=user) for user in people], batch_size=2000)
    Following.objects.bulk_create(
        [Following(user=user, kind="need", key=str(need.pk)) for user in people], batch_size=2000
    )
    return need


def workers(address: str, paper: Path) -> list[subprocess.Popen]:
    """Start the workers, as an operator does."""
    environment = os.environ | {
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "bench._notices_settings",
        "BENCH_PAPER": str(paper),
        "PYTHONPATH": str(Path(__file__).parent.parent),
    }
    command = [sys.executable, "manage.py", "procrastinate", "worker"]
    log = subprocess.DEVNULL
    return [subprocess.Popen(command, env=environment, stdout=log, stderr=log) for _n in range(WORKERS)]


def until(is_done, longest: int = 2 * TARGET) -> float:
    """Wait until something is done, and return how many seconds it took; those of `longest` when it never was."""
    start = time.perf_counter()
    while not is_done() and time.perf_counter() - start < longest:
        time.sleep(0.2)
    return time.perf_counter() - start


def sent() -> int:
    return Message.objects.filter(state=Delivery.SENT).count()


def once_each(paper: Path, people: list[User]) -> dict[str, int]:
    """Return what the provider took: by how many it was missed, and how many it was given twice."""
    lines = paper.read_text().splitlines() if paper.exists() else []
    count = collections.Counter(line.partition(" ")[0] for line in lines)
    return {
        "taken": len(lines),
        "missed": sum(1 for user in people if user.email not in count),
        "twice": sum(1 for times in count.values() if times > 1),
    }


def bare(count: int) -> dict[str, float]:
    """Return the seconds of the yardstick: rows inserted alone, and mails handed over by a bare loop on two threads."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_row (id bigserial PRIMARY KEY, key text UNIQUE, body text)")
        start = time.perf_counter()
        for number in range(count):
            with transaction.atomic():
                cursor.execute("INSERT INTO bench_row (key, body) VALUES (%s, %s)", [str(number), "x" * 500])
        rows = time.perf_counter() - start
    start = time.perf_counter()
    for number in range(count):
        time.sleep(0.005)
        EmailMessage("قياس", "x" * 500, to=[f"p{number}@example.org"]).message()
    return {"bare_inserts_s": round(rows, 1), "bare_mails_s": round(time.perf_counter() - start, 1)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("people", nargs="?", type=int, default=10_000)
    count = parser.parse_args().people
    with own_database("notices") as address, tempfile.TemporaryDirectory() as folder:
        people = User.objects.bulk_create(
            [User(email=f"p{number}@example.org", display_name=f"ساكن {number}") for number in range(count)]
        )
        need = a_need(a_space(), people)
        results: dict[str, dict] = {"yardstick": bare(count)}
        paper = Path(folder) / "urgent"
        running = workers(address, paper)
        try:
            time.sleep(5)
            start = time.perf_counter()
            actions.notify(
                people, key=f"need.{need.pk}.answered.1", text=lambda: "أجاب المجلس", url="/needs/1/", urgent=True
            )
            written = time.perf_counter() - start
            until(lambda: sent() >= count)
            results["urgent"] = {"written_s": round(written, 1), "all_s": round(time.perf_counter() - start, 1)}
            results["urgent"] |= once_each(paper, people)
            results["urgent"]["tried_again"] = Message.objects.filter(attempts__gt=1).count()

            start = time.perf_counter()
            actions.tell_followers(
                ("need", str(need.pk)), key=f"need.{need.pk}.done", text=lambda: "تم الإنجاز", url="/needs/1/"
            )
            written = time.perf_counter() - start
            told = Notice.objects.filter(key=f"need.{need.pk}.done")
            until(lambda: told.count() >= count)
            results["followers"] = {"written_s": round(written, 2), "all_s": round(time.perf_counter() - start, 1)}
            results["followers"]["notices"] = told.count()

            Notice.objects.waiting().update(created_at=now() - datetime.timedelta(days=3))
            paper.unlink()
            before, start = sent(), time.perf_counter()
            for _n in range(2):
                actions.make_digests()
            until(lambda: sent() >= before + count)
            results["digest"] = {"all_s": round(time.perf_counter() - start, 1)} | once_each(paper, people)
        finally:
            for worker in running:
                worker.terminate()
            for worker in running:
                worker.wait()
        states = set(Message.objects.order_by().values_list("state", flat=True))
        fine = states == {Delivery.SENT} and results["followers"]["notices"] == count
        for name in ("urgent", "digest"):
            row = results[name]
            fine = fine and row["missed"] == row["twice"] == 0 and row["all_s"] <= TARGET * count / 10_000 + 30
        say(people=count, **results, within_target=fine)
        sys.exit(0 if fine else 1)


if __name__ == "__main__":
    main()
