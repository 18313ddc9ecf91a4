"""Bring the courses that come with Agraw up to date with their files."""

from django.core.management.base import BaseCommand

from training.actions.loading import load_courses


class Command(BaseCommand):
    help = "Load the courses of training/data; run again, it changes only those whose version has grown."

    def handle(self, *args, **options):
        added, changed = load_courses()
        self.stdout.write(f"Courses: {added} added, {changed} changed.")
