"""Print the second factor of the demonstration's staff, as their telephone would show it."""

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.management.base import BaseCommand

from config.demo.people import SECOND_FACTOR


class Command(BaseCommand):
    help = "Prints the six digits that the demonstration's staff are asked for, valid for about 30 seconds."

    def handle(self, *args, **options):
        counter = next(yield_hotp_counters_from_time())
        self.stdout.write(format_hotp_value(hotp_value(SECOND_FACTOR, counter)))
