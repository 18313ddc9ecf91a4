"""Make the key of web push."""

from django.core.management.base import BaseCommand

from notices.webpush import make_key


class Command(BaseCommand):
    help = "Print a new VAPID_PRIVATE_KEY. With another one, every device must turn notifications on again."

    def handle(self, *args, **options):
        self.stdout.write(f"VAPID_PRIVATE_KEY={make_key()}")
