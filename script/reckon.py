"""Reckon machines and disks for a country from measured unit costs; called by script/reckon.

What was measured is read from docs/measures.json and typed nowhere. What is supposed of people (how many come, how
often) cannot be measured here: it is `SUPPOSED`, each with its reason, and `--people`, `--communes` change it.
"""

import argparse
import json
import math
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MEASURES, PAGE = ROOT / "docs/measures.json", ROOT / "docs/operations.md"
BEGIN, END = "<!-- reckon -->\n", "<!-- /reckon -->\n"
DAY, YEAR = 24 * 3600, 365
BUSY = 0.6  # of a core's time at the peak: the rest is for what nobody foresaw
MACHINE = 8  # cores of a machine for pages, sockets or jobs
POOL = 8  # connections of a process
JUST_WRITTEN = 0.1  # of what is read: by those who have just written, on the primary
IN_MEMORY = 0.1  # of the database: what was written lately, and the upper levels of the indexes
GB = 1_000_000_000


@dataclass(frozen=True)
class Supposed:
    """What is supposed of the people, and why."""

    value: float
    unit: str
    why: str


SUPPOSED = {
    "people": Supposed(20_000_000, "people with an account", "of 36.8 million inhabitants (RGPH 2024)"),
    "daily": Supposed(0.05, "of them on one day", "one visit every three weeks each"),
    "pages": Supposed(8, "pages of one visit", "home, space, list, three needs, a petition, one’s inbox"),
    "signed_in": Supposed(0.4, "of pages read signed in", ""),
    "kept": Supposed(
        0.1, "of visitors’ pages from memory", "somewhere somebody writes each second: few are read twice in it"
    ),
    "peak": Supposed(0.15, "of a day’s visits in its busiest hour", "an evening; an even day would be 0.04"),
    "needs": Supposed(0.05, "needs of one person a year", "one in twenty posts one: a million a year"),
    "supports": Supposed(2, "supports of one person a year", "forty joined for each need posted"),
    "said": Supposed(1, "contributions of one person a year", ""),
    "signatures": Supposed(1, "signatures of one person a year", ""),
    "notices": Supposed(60, "pieces of news for one person a year", "about one a week"),
    "mailed": Supposed(12, "of these sent as a message, digests included", "one digest a month"),
    "photos": Supposed(0.5, "photos of one need", ""),
    "surge": Supposed(2_000, "signatures a second in a surge", "eighty times what stopped the site of the UK in 2019"),
    "halls": Supposed(200_000, "people who listen to sittings at once", "100 halls of 2,000"),
    "spoken": Supposed(1, "contributions a second in each hall", ""),
    "years": Supposed(5, "years kept on the disks", "signatures, journal and contributions are never deleted"),
}


class Missing(SystemExit):
    """A figure was not measured yet."""


def measured(measures: dict, bench: str, *path: str) -> float:
    """Return a figure that a bench told. Raises `Missing`, naming the command that measures it."""
    try:
        found = measures[bench]["told"]
        for name in path:
            found = found[name]
    except KeyError:
        raise Missing(f"{bench} has not told {'.'.join(path)}: script/bench all --only {bench}") from None
    return found


class Reckoning:
    """All figures of the tables; `lines` are (what, figure, from what)."""

    def __init__(self, measures: dict, supposed: dict[str, float]):
        self.measures, self.at = measures, supposed

    def ms(self, act: str) -> float:
        """Return the processor time of one act, Python's and the database's, milliseconds."""
        return self.python(act) + self.database(act)

    def python(self, act: str) -> float:
        return measured(self.measures, "units", "acts", act, "python_ms")

    def database(self, act: str) -> float:
        return measured(self.measures, "units", "acts", act, "database_ms")

    def row(self, table: str) -> float:
        return measured(self.measures, "units", "bytes_a_row", table)

    def units(self) -> list[tuple[str, str, str]]:
        named = {
            "visitor_page": "a visitor’s page, from memory", "visitor_made": "the same, made anew",
            "list": "a list of needs, signed in",
            "page": "a need, signed in",
            "post": "posting a need", "support": "joining a need", "say": "a contribution", "sign": "a signature",
            "mail": "a message of the outbox",
        }  # fmt: skip
        lines = [
            (words, f"{self.python(act):.2f} + {self.database(act):.2f} ms", "units") for act, words in named.items()
        ]
        lines.append(("a live delivery", f"{self._live('cpu_per_delivery_us')} µs", "live"))
        lines.append(("a listener’s socket", f"{self._live('kb_per_connection')} KB", "live"))
        for key, words in (("pages_mb", "a process of pages"), ("worker_mb", "a worker")):
            lines.append((words, f"{measured(self.measures, 'units', 'process', key)} MB", "units"))
        photo = measured(self.measures, "units", "photo")
        lines.append(("a photo kept", f"{(photo['image'] + photo['thumbnail']) / 1000:,.0f} KB", "units"))
        return lines

    def _live(self, key: str) -> float:
        return measured(self.measures, "live", key)

    def peak(self) -> list[tuple[str, float, float, float]]:
        """Return what happens in the busiest second: what, how many a second, cores of Python, of the database."""
        at = self.at
        visits = at["people"] * at["daily"] * at["peak"] / 3600
        acts = at["people"] / YEAR / DAY * 24 * at["peak"]  # a second of the busiest hour, for one a person a year
        pages = visits * at["pages"]
        visited = pages * (1 - at["signed_in"])
        return [
            self._load("pages of visitors, from memory", visited * at["kept"], "visitor_page"),
            self._load("pages of visitors, made anew", visited * (1 - at["kept"]), "visitor_made"),
            self._load("pages signed in", pages * at["signed_in"], "list", "page"),
            self._load("needs posted", acts * at["needs"], "post"),
            self._load("needs joined", acts * at["supports"], "support"),
            self._load("contributions", acts * at["said"], "say"),
            self._load("messages sent", acts * at["mailed"], "mail"),
            self._load("signatures in a surge", at["surge"], "sign"),
        ]

    def _load(self, words: str, per_second: float, *acts: str) -> tuple[str, float, float, float]:
        python, database = (sum(one(act) for act in acts) / len(acts) for one in (self.python, self.database))
        return words, per_second, per_second * python / 1000, per_second * database / 1000

    def disks(self) -> list[tuple[str, float, float]]:
        """Return what is kept: table, rows after the years, bytes."""
        at, people, years = self.at, self.at["people"], self.at["years"]
        needs = people * at["needs"] * years
        acts = people * (at["needs"] + at["supports"]) * years
        counts = {
            "accounts_user": people,
            "needs_need": needs, "debates_thread": needs, "search_entry": needs,
            "needs_support": people * at["supports"] * years,
            "debates_contribution": people * at["said"] * years,
            "petitions_signature": people * at["signatures"] * years,
            "notices_notice": people * at["notices"],  # a year of news is kept
            "core_message": people * at["mailed"],
            "core_entry": acts, "core_seal": acts,
        }  # fmt: skip
        return [(table, count, count * self.row(table)) for table, count in counts.items()]

    def machines(self) -> list[tuple[str, str, str]]:
        """Return which machines that makes: for what, how many of what, why."""
        at, peak = self.at, self.peak()
        python = sum(cores for _what, _n, cores, _d in peak) / BUSY
        reads = sum(one[3] for one in peak if one[0].startswith("pages")) / BUSY
        writes = sum(one[3] for one in peak) / BUSY - reads
        primary = writes + reads * JUST_WRITTEN
        sockets = at["halls"] * at["spoken"] * self._live("cpu_per_delivery_us") / 1e6 / BUSY
        listeners_gb = at["halls"] * self._live("kb_per_connection") * 1000 / GB
        size = sum(of for _table, _count, of in self.disks())
        needs = at["people"] * at["needs"] * at["years"]
        photo = measured(self.measures, "units", "photo")
        media = needs * at["photos"] * (photo["image"] + photo["thumbnail"])
        process = measured(self.measures, "units", "process", "pages_mb") / 1000
        pages = math.ceil(python / MACHINE)
        pool = POOL * math.ceil(python)
        return [
            ("pages and jobs", f"{max(2, pages)} × {MACHINE} cores, {math.ceil(MACHINE * process * 1.5) + 2} GB",
             f"{python:,.0f} cores at the peak, a process each of {process * 1000:.0f} MB; two at least: one may fail"),
            ("sockets", f"{max(2, math.ceil(sockets / MACHINE))} × {MACHINE} cores, {math.ceil(listeners_gb) + 2} GB",
             f"{sockets:,.1f} cores, {listeners_gb:,.1f} GB of listeners; two, and each can carry all"),
            ("database, primary", f"{math.ceil(primary)} cores, {math.ceil(size * IN_MEMORY / GB):,} GB of memory",
             f"all that is written, {JUST_WRITTEN:.0%} of what is read; {IN_MEMORY:.0%} of its size in memory"),
            ("database, replicas for reading", f"2 × {math.ceil(max(reads, primary))} cores, the same memory",
             "each can carry all reads alone, and stand in for the primary"),
            ("connections", f"{pool:,} from pages",
             f"{POOL} a process (`DATABASE_POOL`), straight to PostgreSQL, which keeps their statements"),
            ("bus", "2 cores, 2 GB", "Valkey: ids only; may be lost"),
            ("disks of the database", f"{size / GB:,.0f} GB, twice that on NVMe", f"after {at['years']:.0f} years"),
            ("media", f"{media / GB:,.0f} GB", f"{needs * at['photos']:,.0f} photos, in object storage"),
            ("backups", f"{(size * 3 + media) / GB:,.0f} GB", "two full ones and the log; media once"),
        ]  # fmt: skip

    def text(self, communes: int) -> str:
        peak, disks = self.peak(), self.disks()
        out = [
            f"For {communes:,} communes. Measured ({self._when()}), processor time as Python + database:", "",
            "| one | costs | `script/bench` |", "|---|---|---|",
            *(f"| {what} | {figure} | `{bench}` |" for what, figure, bench in self.units()), "",
            "Supposed, not measured:", "", "| | | why |", "|---|---|---|",
            *(f"| {of:,.10g} | {SUPPOSED[name].unit} | {SUPPOSED[name].why} |" for name, of in self.at.items()), "",
            "The busiest second of the day, a surge of signatures in it:", "",
            "| what | a second | cores, Python | cores, database |", "|---|---|---|---|",
            *(f"| {what} | {count:,.1f} | {python:,.2f} | {base:,.2f} |" for what, count, python, base in peak),
            f"| together | | {sum(one[2] for one in peak):,.1f} | {sum(one[3] for one in peak):,.1f} |", "",
            f"What is kept after {self.at['years']:g} years (news and messages: one), indexes included:", "",
            "| table | rows | bytes a row | GB |", "|---|---|---|---|",
            *(f"| `{table}` | {count:,.0f} | {self.row(table):,.0f} | {of / GB:,.0f} |" for table, count, of in disks),
            f"| together | | | {sum(of for *_rest, of in disks) / GB:,.0f} |", "",
            f"Which makes, with {1 - BUSY:.0%} of every core free at the peak:", "",
            "| for | machines | because |", "|---|---|---|",
            *(f"| {what} | {figure} | {why} |" for what, figure, why in self.machines()),
        ]  # fmt: skip
        return "\n".join(out) + "\n"

    def _when(self) -> str:
        units, live = (self.measures[name] for name in ("units", "live"))
        words = [f"`units` {units['on']}, load {units['load']}", f"`live` {live['on']}, load {live['load']}"]
        return f"on {units['cores']} cores: " + "; ".join(words)


def main(options: argparse.Namespace) -> None:
    measures = json.loads(MEASURES.read_text(encoding="utf-8"))
    supposed = {name: one.value for name, one in SUPPOSED.items()}
    if options.people:
        supposed["people"] = options.people
    text = Reckoning(measures, supposed).text(options.communes)
    if not options.write:
        print(text, end="")
        return
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    PAGE.write_text(before + BEGIN + text + END + rest.partition(END)[2], encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=float)
    parser.add_argument("--communes", type=int, default=1503)
    parser.add_argument("--write", action="store_true", help="put the tables into docs/operations.md")
    main(parser.parse_args())
