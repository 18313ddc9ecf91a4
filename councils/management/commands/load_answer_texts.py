"""Bring the texts that every council can start an answer from up to date with the data file."""

import tomllib
from pathlib import Path

from django.core.management.base import BaseCommand
from django.db import transaction

from councils.models import AnswerTemplate

DATA = Path(__file__).resolve().parents[2] / "data" / "answer_texts.toml"


def read_texts() -> list[dict]:
    """Return the texts of councils/data/answer_texts.toml in its order."""
    rows = tomllib.loads(DATA.read_text(encoding="utf-8"))["text"]
    return [{name: value.strip() for name, value in row.items()} for row in rows]


class Command(BaseCommand):
    help = "Load the texts of answers that come with Agraw; run again, it changes only what the file changes."

    @transaction.atomic
    def handle(self, *args, **options):
        for row in read_texts():
            AnswerTemplate.objects.update_or_create(key=row.pop("key"), defaults=row | {"council": None})
