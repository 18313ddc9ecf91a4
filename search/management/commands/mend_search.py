"""Read everything that is public again for the search."""

from django.core.management.base import BaseCommand

from search import actions


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        mended = actions.mend()
        self.stdout.write(", ".join(f"{name}: {count}" for name, count in mended.items()) or "nothing to mend")
