"""Signatures in a surge: distinct people and a tenth of repeats, while others refresh the page of the petition.

Starts the real server (granian's pages and the worker, as `script/server` does) on a database of its own, behind one
trusted proxy's header, with sessions made beforehand. Then, one after the other: a minimal insert view in the same
server, and in one without middleware; signing flat out; the surge itself, with readers; signing at a steady pace
without and with readers, for what they cost it. pgbench says what PostgreSQL alone does. What was acknowledged is
compared with the rows and with the count that is shown.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import django

django.setup()

from allauth.usersessions.models import UserSession  # noqa: E402
from django.contrib.sessions.models import Session  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils.timezone import localdate, now, timedelta  # noqa: E402

from accounts.enums import Trust  # noqa: E402
from accounts.models import User  # noqa: E402
from accounts.sessions import SessionStore  # noqa: E402
from bench._clock import say  # noqa: E402
from bench._live import ROOT, STARTING, Machine, free_port, until  # noqa: E402
from bench._world import a_space, own_database  # noqa: E402
from bench._yardstick import INSERT, TABLE  # noqa: E402
from councils.models import Council  # noqa: E402
from petitions import actions  # noqa: E402
from petitions.enums import PetitionState  # noqa: E402
from petitions.models import OnlineAcceptance, Petition, Signature  # noqa: E402

MOST_PER_SECOND = 700  # people made for each second of signing: nobody signs faster here
CHUNK = 5000


class House(Machine):
    """Pages as `script/server` serves them, the worker, and a bare server beside them for the yardstick."""

    def __init__(self, folder: Path, url: str):
        super().__init__(folder)
        self.bare = free_port()
        env = {
            "DATABASE_URL": url,
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "bench._surge_settings",
            "TRUSTED_PROXIES": "1",
            "SIGNATURES_PER_PETITION": "1000000000",  # this bench is the burst that a person would be asked to look at
            "SITE_URL": f"http://localhost:{self.port}",
        }
        serve = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--no-ws",
                 "--workers", "2",
                 "--blocking-threads", "12", "--backpressure", "64", "config.wsgi:application", "--port"]  # fmt: skip
        self.run("pages", *serve, str(self.port), env=env, core=None)
        self.run("bare", *serve, str(self.bare), env=env | {"BENCH_BARE": "1"}, core=None)
        self.run("worker", sys.executable, "manage.py", "procrastinate", "worker", env=env, core=None)
        self.wait()


def people(count: int, folder: Path) -> Path:
    """Make `count` people who are signed in, each in a network of her own, and return the file of their sessions."""
    expires, backend = now() + timedelta(days=1), "django.contrib.auth.backends.ModelBackend"
    store, path = SessionStore(), folder / "people"
    with path.open("w") as file:
        for start in range(0, count, CHUNK):
            made = User.objects.bulk_create(
                User(phone=f"+2126{number:08}", phone_verified=True, display_name="فاطمة", trust=Trust.CONTACT)
                for number in range(start, min(start + CHUNK, count))
            )
            sessions, opened = [], []
            for number, user in enumerate(made, start):
                key = f"bench{number:027}"
                said = {
                    "_auth_user_id": str(user.pk),
                    "_auth_user_backend": backend,
                    "_auth_user_hash": user.get_session_auth_hash(),
                }
                sessions.append(Session(session_key=key, session_data=store.encode(said), expire_date=expires))
                opened.append(UserSession(session_key=key, user=user, ip="10.0.0.1", user_agent="bench"))
                file.write(f"{key} 10.{number >> 8 & 255}.{number & 255}.{number >> 16 & 255}\n")
            Session.objects.bulk_create(sessions)
            UserSession.objects.bulk_create(opened)
    return path


def a_petition() -> Petition:
    """Make a petition that collects, to a council that has accepted online signatures."""
    space = a_space()
    author = User.objects.create(phone="+212700000000", phone_verified=True, trust=Trust.CONTACT)
    council = Council.objects.create(territory=space.commune)
    OnlineAcceptance.objects.create(council=council, reference="1", accepted_on=localdate(), entered_by=author)
    return Petition.objects.create(
        space=space, council=council, author=author, title="برمجة إصلاح الطريق", reasons="الطريق مقطوعة.",
        aims="إصلاح الطريق.", within_powers=True, respects_constants=True, common_interest=True, appointed=True,
        state=PetitionState.COLLECTING, started_at=now(), required=100,
    )  # fmt: skip


@contextmanager
def crowd(**plan):
    """Start a crowd with its plan, let it go, and give a function that returns what it met."""
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "bench/_crowd.py")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    process.stdin.write(json.dumps({"rate": 0, "repeats": 0.1, "connections": 16} | plan) + "\n")
    process.stdin.flush()
    process.stdout.readline()
    process.stdin.write("go\n")
    process.stdin.flush()
    told: dict = {}

    def met() -> dict:
        if not told:
            told.update(json.loads(process.stdout.readline()))
        return told

    yield met
    met()
    process.wait()


def pgbench(url: str, seconds: float) -> float | None:
    """Return how many rows a second PostgreSQL alone takes by INSERT … ON CONFLICT; None without pgbench."""
    program = shutil.which("pgbench") or next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin/pgbench"))), None)
    if program is None:
        return None
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        key = "decode(md5(:key::text), 'hex')"
        script.write(f"\\set key random(1, 100000000)\n{INSERT.replace('%s', key)};\n")
        script.flush()
        command = [program, "-n", "-c", "16", "-j", "2", "-T", str(round(seconds)), "-f", script.name,
                   url.replace("postgis:", "postgresql:")]  # fmt: skip
        told = subprocess.run(command, capture_output=True, text=True, check=False)
    found = re.search(r"tps = ([\d.]+)", told.stdout)
    if found is None:
        sys.stderr.write(told.stderr)
    return round(float(found[1])) if found else None


def main(options: argparse.Namespace) -> None:
    seconds = 60 * options.minutes if options.minutes else options.seconds
    short = options.part
    with tempfile.TemporaryDirectory(prefix="agraw-bench-") as place, own_database("surge") as url:
        folder = Path(place)
        call_command("collectstatic", interactive=False, verbosity=0)  # as script/server does
        with connection.cursor() as cursor:
            cursor.execute(TABLE)
        petition = a_petition()
        signed_in = str(people(int((seconds + short) * MOST_PER_SECOND + short * 2 * options.rate * 1.1), folder))
        house = House(folder, url)
        page = f"/ar/petitions/{petition.pk}/"
        try:
            until(lambda: _answers(house.port) and _answers(house.bare), STARTING)
            figures = measure(house, page, signed_in, seconds, short, options)
        finally:
            house.stop()
        figures["pgbench_per_second"] = pgbench(url, min(short, 10))
        figures |= exactness(petition, figures.pop("acknowledged"))
    say(bench="surge", **figures)


def _answers(port: int) -> bool:
    import socket  # noqa: PLC0415

    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def measure(house: House, page: str, signed_in: str, seconds: float, short: float, options) -> dict:
    """Run the parts one after the other and return their figures."""
    signing = {"port": house.port, "path": f"{page}sign/", "people": signed_in}
    reading = {"port": house.port, "path": page, "method": "GET", "connections": 48, "rate": options.readers}
    storing = {"path": "/bench/insert/", "method": "POST", "seconds": short}

    def run(**plan) -> dict:
        with crowd(**plan) as met:
            return met()

    for port in (house.port, house.bare):  # what is loaded with the first request is loaded
        run(**storing | {"port": port, "seconds": 2})
    run(**reading | {"seconds": 2, "rate": 50})
    bare = run(**storing, port=house.bare, first=10_000_000)
    yardstick = run(**storing, port=house.port, first=20_000_000)
    say(bench="surge", part="yardstick", same_server=yardstick, bare=bare)
    alone = run(**signing, seconds=short)
    say(bench="surge", part="alone", **alone)
    with crowd(**reading, seconds=seconds) as readers:
        surge = run(**signing, seconds=seconds, first=alone["next"])
    say(bench="surge", part="surge", signing=surge, readers=readers())
    paced = run(**signing, seconds=short, rate=options.rate, first=surge["next"])
    with crowd(**reading, seconds=short) as readers_paced:
        beside = run(**signing, seconds=short, rate=options.rate, first=paced["next"])
    say(bench="surge", part="paced", alone=paced, beside_readers=beside, readers=readers_paced())
    parts = (alone, surge, paced, beside)
    return {
        "acknowledged": sum(part["accepted"] for part in parts),
        "failed": sum(part["answers"] - part["codes"].get("302", 0) for part in parts),
        "repeats": sum(part["repeats"] for part in parts),
        "per_second": surge["per_second"],
        "p95_ms": surge["p95_ms"],
        "p99_ms": surge["p99_ms"],
        "seconds": surge["seconds"],
        "readers_per_second": readers()["per_second"],
        "readers_p95_ms": readers()["p95_ms"],
        "alone_per_second": alone["per_second"],
        "alone_p95_ms": alone["p95_ms"],
        "yardstick_per_second": yardstick["per_second"],
        "bare_yardstick_per_second": bare["per_second"],
        "times_yardstick": round(alone["per_second"] / max(yardstick["per_second"], 1), 2),
        "paced_rate": options.rate,
        "paced_p95_ms": paced["p95_ms"],
        "paced_p95_beside_readers_ms": beside["p95_ms"],
        "paced_readers_per_second": readers_paced()["per_second"],
    }


def exactness(petition: Petition, acknowledged: int) -> dict:
    """Return what was acknowledged, what is stored, what is shown after the last count, and who is there twice."""
    actions.refresh(petition)
    petition.refresh_from_db()
    rows = Signature.objects.filter(petition=petition)
    return {
        "accepted": acknowledged,
        "stored": rows.count(),
        "shown": petition.valid_count,
        "twice": rows.count() - rows.values("person_key").distinct().count(),
        "differences": len(list(actions.recount_all())),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60, help="of the surge")
    parser.add_argument("--minutes", type=float, default=0, help="of the surge, in place of seconds")
    parser.add_argument("--part", type=float, default=15, help="seconds of each other part")
    parser.add_argument("--rate", type=float, default=200, help="signatures a second at a steady pace")
    parser.add_argument("--readers", type=float, default=2200, help="page views a second that readers ask for")
    sys.exit(main(parser.parse_args()))
