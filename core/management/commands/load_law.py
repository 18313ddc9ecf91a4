"""Bring the tables of the law up to date with the data files."""

import functools
import tomllib
from decimal import Decimal
from pathlib import Path

from django.core.management.base import BaseCommand
from django.db import transaction

from core.models import Holiday, LegalRule

DATA = Path(__file__).resolve().parents[2] / "data"
SAID = ["value", "unit", "days", "citation", "quote", "status"]  # of a rule that its key, level and date name


@functools.cache
def read_rules() -> list[dict]:
    """Return the rules of core/data/legal_rules.toml in its order; `section` and `says` are for docs/law.md."""
    return tomllib.loads((DATA / "legal_rules.toml").read_text(encoding="utf-8"))["rule"]


@functools.cache
def read_holidays() -> list[dict]:
    """Return the corrected dates of core/data/holidays.toml."""
    return tomllib.loads((DATA / "holidays.toml").read_text(encoding="utf-8"))["day"]


class Command(BaseCommand):
    help = (
        "Load the figures of the law and the known dates of holidays; run again, it changes only what the files change."
    )

    @transaction.atomic
    def handle(self, *args, **options):
        known = {(rule.key, rule.level, rule.valid_from): rule for rule in LegalRule.objects.all()}
        added, changed = [], []
        for row in read_rules():
            name = {"key": row["key"], "level": row.get("level", ""), "valid_from": row["valid_from"]}
            figure = {"value": Decimal(str(row["value"])), "unit": row["unit"], "days": row.get("days", "")}
            said = figure | {"citation": row["citation"], "quote": row.get("quote", ""), "status": row["status"]}
            rule = known.get(tuple(name.values()))
            if rule is None:
                added.append(LegalRule(**name, **said))
            elif any(getattr(rule, field) != value for field, value in said.items()):
                for field, value in said.items():
                    setattr(rule, field, value)
                changed.append(rule)
        LegalRule.objects.bulk_create(added)
        LegalRule.objects.bulk_update(changed, SAID)
        kept = set(Holiday.objects.values_list("day", flat=True))
        days = [Holiday(**row) for row in read_holidays() if row["day"] not in kept]
        Holiday.objects.bulk_create(days)
        words = f"Legal rules: {len(added)} added, {len(changed)} changed. Holidays: {len(days)} added."
        self.stdout.write(words)
