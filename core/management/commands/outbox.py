"""Say how the outbox stands, and which messages nobody knows about."""

from django.core.management.base import BaseCommand
from django.db.models import Count

from core import outbox
from core.enums import Delivery
from core.models import Message


class Command(BaseCommand):
    help = (
        "Count the messages by state and list those that may or may not have left, without their address and text; "
        "exit with 1 when there is one. Look them up at the provider, then say what you found."
    )

    def add_arguments(self, parser):
        found = parser.add_mutually_exclusive_group()
        found.add_argument("--left", nargs="+", type=int, metavar="ID", help="these did leave")
        found.add_argument("--lost", nargs="+", type=int, metavar="ID", help="these did not; they are not sent again")

    def handle(self, *args, left=None, lost=None, **options):
        if left or lost:
            self.stdout.write(f"{outbox.settle(left or lost, left=bool(left))} settled")
        counts = dict(Message.objects.order_by().values_list("state").annotate(Count("id")))
        self.stdout.write(", ".join(f"{state}: {counts.get(state, 0)}" for state in Delivery.values))
        doubtful = Message.objects.filter(state=Delivery.UNCERTAIN).order_by("pk")
        for message in doubtful.defer("to", "subject", "body").iterator(chunk_size=500):
            self.stdout.write(
                f"{message.pk} {message.channel} taken {message.claimed_at:%Y-%m-%d %H:%M:%S %Z} "
                f"key {message.key}: {message.error}"
            )
        if counts.get(Delivery.UNCERTAIN):
            raise SystemExit(1)
