"""Compare the stored counts of people with the supports and relays themselves, and repair them."""

from django.core.management.base import BaseCommand
from django.db.models import F

from needs import actions
from needs.models import Need


class Command(BaseCommand):
    help = "Find needs whose number of people is wrong, and repair them (--check only lists them, and fails if any)."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="change nothing; exit with 1 when a count is wrong")

    def handle(self, *args, check, **options):
        wrong = Need.objects.with_true_count().exclude(true_count=F("support_count")).order_by("pk")
        count = 0
        for need in wrong.iterator(chunk_size=500):
            count += 1
            self.stdout.write(f"need {need.pk}: {need.support_count} stored, {need.true_count} true")
            if not check:
                actions.recount(need)
        self.stdout.write(f"{count} wrong of {Need.objects.count()}" + ("" if check else ", repaired"))
        if check and count:
            raise SystemExit(1)
