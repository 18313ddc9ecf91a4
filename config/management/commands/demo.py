"""Fill an empty Agraw with a demonstration that says that it is one."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from config.demo.people import ACCOUNTS, PASSWORD
from search.actions import mend
from spaces.models import Space
from territories.models import Territory


class Command(BaseCommand):
    help = (
        "Opens a few real communes with made-up people and needs in every state; prints the accounts to sign in with."
    )

    def add_arguments(self, parser):
        parser.add_argument("--accounts", action="store_true", help="only print the accounts")

    def handle(self, *args, accounts, **options):
        if not accounts:
            self._tell()
        self._print_accounts()

    @transaction.atomic
    def _tell(self):
        if Space.objects.exists():
            raise CommandError("There is something here already: the demonstration is only for an empty Agraw.")
        if not Territory.objects.exists():
            raise CommandError("Load the territories first: manage.py import_territories")
        from config.demo.story import Story  # noqa: PLC0415 -- optional dependency

        Story().tell()
        mend()
        self.stdout.write(f"Opened {Space.objects.count()} communes for the demonstration.")

    def _print_accounts(self):
        self.stdout.write("")
        self.stdout.write("Demonstration accounts (made up). Sign in with the address and the password.")
        for account in ACCOUNTS:
            self.stdout.write(f"  {account.key:<12} {account.email:<26} {PASSWORD}   then {account.first_page}")
        self.stdout.write(
            "  Staff are also asked for a second factor: manage.py demo_code prints the number of the moment."
        )
        self.stdout.write("  Codes sent by e-mail or text message are written in .local/mail and .local/sms.log.")
