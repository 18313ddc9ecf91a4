"""Print the code that the authenticator of a demonstration account would show now."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts import contacts
from accounts.models import User

PERIOD = 30  # seconds (RFC 6238)


class Command(BaseCommand):
    help = "Prints the second-factor code of a demonstration account, known by its phone number or e-mail address."

    def add_arguments(self, parser):
        parser.add_argument("account", help="phone number or e-mail address")

    def handle(self, *args, account, **options):
        if not settings.DEMO_CODES:
            raise CommandError("This command serves demonstrations: it is switched off here (DEMO_CODES).")
        try:
            user = User.objects.by_contact(contacts.parse(account))
        except contacts.ContactError as error:
            raise CommandError(str(error)) from error
        factor = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first() if user else None
        if factor is None:
            raise CommandError("No such account with an authenticator.")
        moment = time.time()
        value = hotp_value(decrypt(factor.data["secret"]), int(moment // PERIOD))
        left = PERIOD - int(moment % PERIOD)
        self.stdout.write(f"{format_hotp_value(value)}  ({left} s left)")
