"""Compute anew what search and likeness read of the needs, after the folding or the everyday words changed."""

import sys

from django.core.management.base import BaseCommand
from tqdm import tqdm

from needs import actions
from needs.models import Need


class Command(BaseCommand):
    help = "Fold the words of every need anew: run it after a change of needs/data/words.json or core/folding.py."

    def handle(self, *args, **options):
        read = changed = 0
        with tqdm(total=Need.objects.count(), unit="need", file=sys.stderr, disable=None) as bar:
            for batch, different in actions.refold():
                read, changed = read + batch, changed + different
                bar.update(batch)
        self.stdout.write(f"{changed} changed of {read}")
