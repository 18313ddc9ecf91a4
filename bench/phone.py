"""Open the main pages on a throttled phone: weight, requests, paint, shift, touch; `--write` puts the table in docs.

The real server (granian's pages, as `script/server` starts them) shows the demonstration, which is told when there is
nothing yet. In each round every page is opened in turn with a bare page of the same server: the times of the one mean
something beside those of the other alone, the more so on a machine that has more to do.
"""

import argparse
import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth.models import AnonymousUser  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils.timezone import localdate  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from accounts.models import User  # noqa: E402
from bench._clock import say  # noqa: E402
from bench._phone import QUICK, SIZE, SLOW, WEAK, Cost, visit  # noqa: E402
from config.demo.people import ACCOUNTS  # noqa: E402
from consultations.models import Consultation  # noqa: E402
from debates.models import Debate  # noqa: E402
from deliberations.models import Session  # noqa: E402
from needs.models import Need  # noqa: E402
from petitions.models import Petition  # noqa: E402
from spaces.models import Space  # noqa: E402

EMAIL = next(account.email for account in ACCOUNTS if account.key == "citizen")
DOC = Path(settings.BASE_DIR) / "docs/performance.md"
# ms; bytes over the line; a score. What is to be reached, and what it is called in the sentence of the document.
REACH = {"quick": 1_500, "slow": 2_400, "again": 1_000, "wait": 100, "html": 14_000, "bytes": 60_000, "requests": 6,
         "cls": 0.01}  # fmt: skip
CALLED = {"quick": "paint at 1.6 Mb/s", "slow": "paint at 400 kb/s", "again": "coming back", "wait": "touch",
          "html": "HTML", "bytes": "first load", "requests": "requests", "cls": "shift"}  # fmt: skip
# What is touched to see how long the page takes to answer: what opens, else a field, else the page itself.
TOUCH = ("main summary", "main input", "main")


def pages() -> dict[str, tuple[str, bool]]:
    """Return the path of each page, and whether a person must be signed in for it."""
    visitor = AnonymousUser()
    space = Space.objects.filter(commune__slug="tiznit").first() or Space.objects.filter(state="open").first()
    slug = space.commune.slug

    def first(model, order="pk") -> str:
        return model.objects.filter(pk__in=model.objects.visible_to(visitor)).order_by(order).first().get_absolute_url()

    found = {
        "home": "/ar/",
        "space": f"/ar/spaces/{slug}/",
        "needs": f"/ar/spaces/{slug}/needs/",
        "need": first(Need, "-support_count"),
        "post a need": f"/ar/spaces/{slug}/needs/new/",
        "petition": first(Petition),
        "debate": first(Debate),
        "consultation": first(Consultation),
        "session of the council": first(Session),
        "search": "/ar/search/?q=%D9%85%D8%A7%D8%A1",
        "bare page": "/bare/",
    }
    return {name: (path.replace("/en/", "/ar/", 1), name == "post a need") for name, path in found.items()}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def served(port: int):
    """Start the real server and wait until it answers."""
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
               "--no-ws", "--blocking-threads", "8", "config.wsgi:application"]  # fmt: skip
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "bench._phone_settings",
        "SITE_URL": f"http://localhost:{port}",
    }
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(240):
        try:
            with urlopen(f"http://localhost:{port}/bare/", timeout=5):
                return server
        except (URLError, OSError):
            time.sleep(0.25)
    server.terminate()
    raise SystemExit("phone: the server did not open.")


def citizen() -> dict[str, str]:
    """Return the cookie of someone of the demonstration who may post a need."""
    client = Client()
    client.force_login(User.objects.get(email=EMAIL))
    return {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}


def measure(browser, base: str, found: dict, session: dict, rounds: int) -> dict[str, dict[str, list[Cost]]]:
    """Open every page `rounds` times in each way, and return what each visit cost."""
    told = {name: {way: [] for way in ("quick", "slow", "again", "weak")} for name in found}
    session = session | {"url": base}
    for _ in range(rounds):
        for name, (path, is_hers) in found.items():
            for way, profile in (("quick", QUICK), ("slow", SLOW), ("weak", WEAK)):
                context = browser.new_context(viewport=SIZE, locale="ar-MA")
                if is_hers:
                    context.add_cookies([session])
                page = context.new_page()
                told[name][way].append(visit(page, base + path, profile, touch=TOUCH if way == "weak" else ()))
                if way == "slow":  # the same phone comes back: the worker has the shell
                    if name != "bare page":
                        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
                    page.goto("about:blank")
                    again = context.new_page()
                    told[name]["again"].append(visit(again, base + path, profile))
                context.close()
            sys.stdout.write(f"{name}: {told[name]['slow'][-1].lcp:.0f} ms\n")
            sys.stdout.flush()
    return told


def beyond(rows: dict[str, dict[str, float]], bare: float) -> str:
    """Return the sentence that says which reaches are not kept, by what page, as the table has them, and how long the
    bare page takes to answer a touch (ms).
    """
    found = {}
    for name, reach in REACH.items():
        over = {page: row[name] for page, row in rows.items() if round(row[name], 3) > reach}
        if over:
            told = ", ".join(f"{page} {value:g}" for page, value in sorted(over.items(), key=lambda one: -one[1]))
            found[name] = f"{CALLED[name]} ({reach:g} asked: {told})"
    words = f"Beyond what is to be reached: {'; '.join(found.values())}." if found else "Every reach is kept."
    return f"{words} Beside these, the bare page answered a touch after {bare:g} ms."


def table(told: dict) -> tuple[list[str], dict, str]:
    """Return the lines of the table, the worst of each column, and the sentence that says what is not reached."""

    def middle(costs: list[Cost], name: str) -> float:
        return statistics.median(getattr(cost, name) for cost in costs)

    lines = [
        "| page | HTML, KB | all, KB | requests | paint, 1.6 Mb/s | paint, 400 kb/s | again, 400 kb/s | again, KB "
        "| touch, 6 × | shift |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    worst, rows = dict.fromkeys(("html", "bytes", "requests", "quick", "slow", "again", "wait", "cls"), 0.0), {}
    for name, ways in told.items():
        row = {one: middle(ways["slow"], one) for one in ("html", "bytes", "requests")}
        row |= {way: middle(ways[way], "lcp") for way in ("quick", "slow", "again")}
        row |= {"wait": middle(ways["weak"], "wait"), "cls": max(cost.cls for costs in ways.values() for cost in costs)}
        kept = middle(ways["again"], "bytes")
        if name != "bare page":
            worst, rows[name] = {one: max(value, row[one]) for one, value in worst.items()}, row
        lines.append(
            f"| {name} | {row['html'] / 1000:.1f} | {row['bytes'] / 1000:.1f} | {row['requests']:.0f} "
            f"| {row['quick'] / 1000:.2f} s | {row['slow'] / 1000:.2f} s | {row['again'] / 1000:.2f} s "
            f"| {kept / 1000:.1f} | {row['wait']:.0f} ms | {row['cls']:.3f} |"
        )
    sentence = beyond(rows, middle(told["bare page"]["weak"], "wait"))
    return lines, {name: round(value, 3) for name, value in worst.items()}, sentence


def write(lines: list[str], worst: dict, sentence: str, rounds: int) -> None:
    """Put the table, and what it means, into docs/performance.md, between its two marks."""
    today, load = localdate(), os.getloadavg()[0]
    words = [
        f"Measured {today:%d %B %Y} by `script/bench phone --write`, the middle of {rounds} rounds, load {load:.1f} on "
        f"{os.cpu_count()} cores. The largest of each column: HTML {worst['html'] / 1000:.1f} KB, first load "
        f"{worst['bytes'] / 1000:.1f} KB in {worst['requests']:.0f} requests, paint {worst['quick'] / 1000:.2f} s, "
        f"{worst['slow'] / 1000:.2f} s and {worst['again'] / 1000:.2f} s, touch {worst['wait']:.0f} ms, shift "
        f"{worst['cls']:.3f}.",
        "",
        *lines,
        "",
        sentence,
    ]
    before, _old, rest = DOC.read_text(encoding="utf-8").partition("<!-- phone -->")
    after = rest.partition("<!-- /phone -->")[2]
    DOC.write_text(f"{before}<!-- phone -->\n" + "\n".join(words) + f"\n<!-- /phone -->{after}", encoding="utf-8")


def main(rounds: int, *, is_written: bool) -> bool:
    """Measure, print the table and the last line, and tell whether every reach is kept."""
    if not Space.objects.exists():
        call_command("demo")
    # Read before the browser starts: with it comes an event loop, where Django asks the database nothing.
    found, session = pages(), citizen()
    port = free_port()
    server = served(port)
    try:
        with sync_playwright() as playwright:
            path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
            told = measure(browser, f"http://localhost:{port}", found, session, rounds)
            browser.close()
    finally:
        server.terminate()
        server.wait()
    lines, worst, sentence = table(told)
    sys.stdout.write("\n".join(lines) + "\n")
    if is_written:
        write(lines, worst, sentence, rounds)
    bare = {way: round(statistics.median(one.lcp for one in told["bare page"][way])) for way in ("quick", "slow")}
    bare["wait"] = round(statistics.median(one.wait for one in told["bare page"]["weak"]))
    kept = all(round(worst[name], 3) <= reach for name, reach in REACH.items())
    say(bench="phone", rounds=rounds, worst=worst, reach=REACH, bare=bare, kept=kept)
    return kept


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    parser.add_argument("--hold", action="store_true", help="end with 1 when a reach is not kept: for the night")
    arguments = parser.parse_args()
    is_kept = main(arguments.rounds, is_written=arguments.write)
    sys.exit(1 if arguments.hold and not is_kept else 0)
