"""Bring the house's own model letters and guides into the information bank."""

import datetime
import tomllib
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils.timezone import localdate

from resources.actions.seeding import load

DATA = Path(__file__).resolve().parents[2] / "data"
REVIEW = datetime.timedelta(days=365)


def read_entries() -> list[dict]:
    """Return the entries of resources/data, in the order of their files' names; a year from now they are read again."""
    files = sorted(DATA.glob("*.toml"))
    entries = [tomllib.loads(file.read_text(encoding="utf-8")) for file in files]
    for entry in entries:
        entry |= {name: text.strip() for name, text in entry.items() if name.startswith("text_")}
        entry["review_on"] = localdate() + REVIEW
    return entries


class Command(BaseCommand):
    help = (
        "Load the model letters and guides that come with the house; run again, it changes only what the files change "
        "and what nobody has changed here."
    )

    def handle(self, *args, **options):
        added, changed = load(read_entries())
        self.stdout.write(f"Information bank: {added} added, {changed} changed.")
