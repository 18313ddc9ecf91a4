"""Ask whether a known weakness is in what the house is built on: the locked Python packages, and those of Node.

Works from the lock files alone. Without a service of advisories within reach it says that nobody was asked, and that is
no failure: a build does not hang on a network. What was looked at and accepted stands in `requirements/advisories.toml`
with the reason and a day on which it is looked at again; after that day it counts as unknown.
"""

import datetime
import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("dev", "node")  # in dev.txt is all that stands in base.txt and groups.txt
SECONDS = 90


class Weakness(NamedTuple):
    package: str
    version: str
    name: str


class Answer(NamedTuple):
    """What a service said of one lock file: how many packages it knew, how many it was asked for, what is weak."""

    known: int
    asked: int
    weak: list[Weakness]


def accepted(today: datetime.date, file: Path = ROOT / "requirements/advisories.toml") -> set[str]:
    """Return the advisories that were looked at, and need not be again before their day."""
    rows = tomllib.loads(file.read_text(encoding="utf-8")).get("accepted", [])
    return {row["advisory"] for row in rows if row["why"] and row["until"] >= today}


def of_python(lock: Path) -> Answer:
    """Ask about the packages of a lock file of Python (pip-audit). Nothing is installed or resolved."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(lock), "--no-deps", "--disable-pip"]
    said = _run([*command, "--format", "json", "--progress-spinner", "off", "--timeout", "10"])
    rows = (said or {}).get("dependencies", [])
    weak = [Weakness(row["name"], row["version"], one["id"]) for row in rows for one in row.get("vulns", [])]
    asked = sum(line[:1].isalnum() for line in lock.read_text(encoding="utf-8").splitlines())
    return Answer(sum("vulns" in row for row in rows), asked, weak)


def of_node(folder: Path) -> Answer:
    """Ask about the packages of package-lock.json (npm)."""
    lock = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))
    asked = len([name for name in lock["packages"] if name])
    said = _run(["npm", "audit", "--package-lock-only", "--json"], folder)
    if said is None or "vulnerabilities" not in said:
        return Answer(0, asked, [])
    weak = [
        Weakness(name, row.get("range", ""), str(one["url"]).rpartition("/")[2])
        for name, row in said["vulnerabilities"].items()
        for one in row["via"]
        if isinstance(one, dict)
    ]
    return Answer(asked, asked, weak)


def _run(command: list[str], folder: Path = ROOT) -> dict | None:
    """Return what a program says in JSON; None when it is not there, or says nothing in time."""
    try:
        ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=SECONDS, check=False)
        return json.loads(ran.stdout)
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None


def main() -> int:
    """Say of each lock file what was found; 1 when something weak is in it that nobody accepted."""
    today = datetime.datetime.now(tz=datetime.UTC).date()
    answers = {f"requirements/{name}.txt": of_python(ROOT / f"requirements/{name}.txt") for name in LOCKS}
    answers["package-lock.json"] = of_node(ROOT)
    passed, found, silent = accepted(today), set(), []
    for name, answer in answers.items():
        print(f"{name}: {answer.known} of {answer.asked} packages known to the service, {len(answer.weak)} advisories")
        found.update(answer.weak)
        if not answer.known:
            silent.append(name)
    weak = sorted(one for one in found if one.name not in passed)
    for one in weak:
        print(f"{one.package} {one.version}: {one.name}")
    if silent:
        print(f"note: not asked, no service of advisories answered: {', '.join(silent)}")
    return 1 if weak else 0


if __name__ == "__main__":
    sys.exit(main())
