"""Turn a piece of work off or on, without a release, so that the rest of the house goes on under load."""

from django.core.management.base import BaseCommand

from accounts.models import User
from core import switches
from core.enums import Load


class Command(BaseCommand):
    help = (
        "List what may rest and how it stands; with a name and `on` or `off`, turn it. Every process follows within "
        "two seconds, and the change is written in the journal."
    )

    def add_arguments(self, parser):
        parser.add_argument("load", nargs="?", choices=Load.values)
        parser.add_argument("to", nargs="?", choices=["on", "off"])

    def handle(self, *args, load=None, to=None, **options):
        if load and to:
            switches.turn(Load(load), on=to == "on", by=User.objects.system())
        switches.read()
        for one in Load:
            if load in {None, one}:
                self.stdout.write(f"{one.value}: {'on' if switches.is_on(one) else 'off'}")
