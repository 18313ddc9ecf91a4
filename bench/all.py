"""Run every bench, keep the last line of each in docs/measures.json, and write the tables of docs/performance.md.

`--short` runs the forms that take a minute or two each: enough to see that each works, too little to quote. A bench
that fails is named at the end, and what was measured of it before is kept. `--only NAME …` runs some; `--write` alone
writes the tables from what is kept.
"""

import argparse
import datetime
import json
import subprocess
import sys
import time
from pathlib import Path

import django

django.setup()

from bench._clock import say  # noqa: E402
from bench._headlines import ROWS, value  # noqa: E402
from bench._machine import machine, named  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
MEASURES, PAGE = ROOT / "docs/measures.json", ROOT / "docs/performance.md"
BEGIN, END = "<!-- benches -->\n", "<!-- /benches -->\n"
ORDER = [
    "units", "pages", "search", "thread", "live", "surge", "consultation", "observatory", "import", "notices", "locate",
    "communes", "likeness", "resources", "associations", "doors", "migrations", "partitions", "cut", "restore",
]  # fmt: skip
SHORT = {
    "units": ["--rounds", "40"],
    "pages": ["--sizes", "1000", "10000", "--rounds", "10"],
    "search": ["--sizes", "10000"],
    "thread": ["--rounds", "20"],
    "live": ["--listeners", "300", "--seconds", "5", "--kills", "1", "--burst", "400", "--burst-listeners", "100"],
    "surge": ["--seconds", "8", "--part", "3"],
    "consultation": ["--sizes", "500,1000", "--rounds", "5", "--work-rounds", "1"],
    "observatory": ["10000"],
    "notices": ["500"],
    "likeness": ["5000"],
    "locate": ["200"],
    "communes": ["200"],
    "resources": ["--sizes", "2000", "--rounds", "10"],
    "associations": ["1000", "10"],
    "doors": ["--trials", "20"],
    "migrations": ["--rows", "20000"],
    "cut": ["--rows", "20000"],
    "restore": ["--signatures", "20000", "--seconds", "10"],
    "partitions": ["--rows", "50000", "--seconds", "1"],
}
MINUTES = 60  # for one bench


def run(name: str, options: list[str]) -> dict:
    """Run a bench and return its last line; raise `SystemExit` with its last words when there is none."""
    try:
        done = subprocess.run(
            [sys.executable, "-P", f"bench/{name}.py", *options],
            cwd=ROOT, capture_output=True, text=True, timeout=60 * MINUTES, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise SystemExit(f"{name} took more than {MINUTES} minutes.") from None
    lines = done.stdout.strip().splitlines()
    try:
        return json.loads(lines[-1])
    except (IndexError, json.JSONDecodeError):
        raise SystemExit(f"{name}: {(done.stderr or done.stdout)[-1500:]}") from None


def kept() -> dict:
    return json.loads(MEASURES.read_text(encoding="utf-8")) if MEASURES.exists() else {}


def write(measures: dict) -> None:
    """Write the table of docs/performance.md from what is kept."""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    after = rest.partition(END)[2]
    shown = {bench: measures[bench] for bench, *_row in ROWS if bench in measures}
    lines = [named(shown), "", "| bench | what | figure | to reach | measured |", "|---|---|---|---|---|"]
    for bench, what, form, path, reach in ROWS:
        if bench in measures and (found := value(measures[bench]["told"], path)) is not None:
            of = measures[bench]
            short = ", short form" if of["short"] else ""
            speed = f", loop {of['loop_ms']:.0f} ms" if "loop_ms" in of else ""
            measured = f"{of['on']}, load {of['load']}{speed}{short}"
            lines.append(f"| `{bench}` | {what} | {form.format(found)} | {reach} | {measured} |")
    PAGE.write_text(before + BEGIN + "\n".join(lines) + "\n" + END + after, encoding="utf-8")


def main(options: argparse.Namespace) -> None:
    measures, failed, took = kept(), [], {}
    for name in [] if options.write else options.only or ORDER:
        if not (ROOT / f"bench/{name}.py").exists():
            continue
        start = time.monotonic()
        sys.stderr.write(f"{name} …\n")
        try:
            told = run(name, SHORT.get(name, []) if options.short else [])
        except SystemExit as words:
            failed.append(name)
            sys.stderr.write(f"{words}\n")
            continue
        took[name] = round(time.monotonic() - start)
        if options.short and not measures.get(name, {"short": True})["short"]:
            continue  # a full run is not written over by a short one
        measures[name] = {
            "on": f"{datetime.datetime.now(tz=datetime.UTC):%-d %B %Y}",
            "load": told.pop("load", ""),
            **machine(),
            "short": options.short,
            "told": told,
        }
        MEASURES.write_text(json.dumps(measures, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    write(measures)
    say(bench="all", ran=took, failed=failed)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--only", nargs="+", metavar="NAME")
    parser.add_argument("--write", action="store_true", help="run nothing: write the tables from docs/measures.json")
    main(parser.parse_args())
