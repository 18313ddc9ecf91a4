"""Load shares of women, young people and people with disabilities from a CSV file of the census."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from core.workflow import Refused
from observatory import actions


class Command(BaseCommand):
    help = "Load shares in the census: columns code (empty: the country), group, share (per cent), year, source."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *args, file, **options):
        try:
            with file.open(encoding="utf-8-sig", newline="") as lines:
                count = actions.load_census(lines, by=User.objects.system())
        except (OSError, UnicodeDecodeError, Refused) as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{count} shares")
