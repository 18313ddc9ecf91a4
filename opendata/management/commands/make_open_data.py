"""`manage.py make_open_data [DATASET …]`: write the files of open data now, not at night."""

from django.core.management.base import BaseCommand, CommandError

from opendata import actions
from opendata.tables import DATASETS


class Command(BaseCommand):
    help = "Write the files of open data now: all of them, or those named."

    def add_arguments(self, parser):
        parser.add_argument("datasets", nargs="*", help="as in the address: needs, councils …")

    def handle(self, *args, datasets, **options):
        for slug in datasets or DATASETS:
            if slug not in DATASETS:
                raise CommandError(f"There is no dataset {slug}. There are: {', '.join(DATASETS)}.")
            for row in actions.make(slug):
                self.stdout.write(f"{row.name}: {row.rows} rows, {row.size} bytes")
