"""Bring the tables of the law up to date with the data files."""

import tomllib
from pathlib import Path

from django.core.management.base import BaseCommand
from django.db import transaction

from core.models import Holiday, LegalRule

DATA = Path(__file__).resolve().parents[2] / "data"


def read_rules() -> list[dict]:
    """Return the rules of core/data/legal_rules.toml in its order; `section` and `says` are for docs/law.md."""
    return tomllib.loads((DATA / "legal_rules.toml").read_text(encoding="utf-8"))["rule"]


def read_holidays() -> list[dict]:
    """Return the corrected dates of core/data/holidays.toml."""
    return tomllib.loads((DATA / "holidays.toml").read_text(encoding="utf-8"))["day"]


class Command(BaseCommand):
    help = (
        "Load the figures of the law and the known dates of holidays; run again, it changes only what the files change."
    )

    @transaction.atomic
    def handle(self, *args, **options):
        added = changed = 0
        for row in read_rules():
            name = {"key": row["key"], "level": row.get("level", ""), "valid_from": row["valid_from"]}
            figure = {"value": row["value"], "unit": row["unit"], "days": row.get("days", "")}
            source = {"citation": row["citation"], "quote": row.get("quote", ""), "status": row["status"]}
            before = LegalRule.objects.filter(**name, **figure, **source).exists()
            _, created = LegalRule.objects.update_or_create(**name, defaults=figure | source)
            added += created
            changed += not before and not created
        days = sum(Holiday.objects.get_or_create(day=row["day"], defaults=row)[1] for row in read_holidays())
        self.stdout.write(f"Legal rules: {added} added, {changed} changed. Holidays: {days} added.")
