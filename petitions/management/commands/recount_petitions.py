"""Compare signatures with their proofs and shown counts with the rows."""

from django.core.management.base import BaseCommand

from petitions import actions


class Command(BaseCommand):
    help = "Recount the signatures of every petition; each difference is an alarm, and the exit code is 1."

    def handle(self, *args, **options):
        found = list(actions.recount_all())
        for one in found:
            self.stdout.write(str(one))
        self.stdout.write(f"{len(found)} differences")
        if actions.alarm(found):
            raise SystemExit(1)
