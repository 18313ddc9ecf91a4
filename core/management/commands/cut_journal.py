"""Lay the journal in parts, or make the parts that it will need next."""

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from core import journal_parts


class Command(BaseCommand):
    help = (
        "Run as the owner of the tables. Cut the journal into PostgreSQL's partitions; of one that is cut, make the "
        "parts ahead. Only an installation of many millions of entries needs it (docs/operations.md)."
    )

    def handle(self, *args, **options):
        try:
            if journal_parts.is_cut():
                made = journal_parts.add_parts()
                self.stdout.write(f"{len(made)} parts made: {', '.join(made)}." if made else "Every part is there.")
                return
            journal_parts.cut()
        except OperationalError as error:
            raise CommandError(f"The journal is busy, nothing was cut: try again ({str(error).strip()}).") from None
        self.stdout.write(f"The journal lies in parts of {journal_parts.STEP:,} entries. Now: manage.py grant_app.")
