"""Write the pages of docs/ that are drawn from the code's tables."""

from django.core.management.base import BaseCommand

from core.drawing import folder, pages


class Command(BaseCommand):
    help = "Write docs/law.md, workflows.md, permissions.md and privacy.md from the tables of the code."

    def handle(self, *args, **options):
        for name, text in pages().items():
            (folder() / name).write_text(text, encoding="utf-8")
            self.stdout.write(f"docs/{name}")
