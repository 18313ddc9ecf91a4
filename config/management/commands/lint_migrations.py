"""Say which migrations would hurt while people use the house (`config.upgrading`)."""

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db.migrations.loader import MigrationLoader

from config.upgrading import faults

RELEASED = settings.BASE_DIR / "deploy/released-migrations.txt"


class Command(BaseCommand):
    help = (
        "Read the migrations that no release holds yet (deploy/released-migrations.txt lists the others) and name what "
        "would break the release before or lock a large table. --release writes that list anew; no database is asked."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--release", action="store_true", help="write down that all of these are released")

    def handle(self, *, release, **options):
        loader = MigrationLoader(None, ignore_no_migrations=True)
        ours = {one.label for one in apps.get_app_configs() if Path(one.path).parent == settings.BASE_DIR}
        keys = sorted(key for key in loader.disk_migrations if key[0] in ours)
        if release:
            RELEASED.write_text("".join(f"{app}.{name}\n" for app, name in keys))
        released = set(RELEASED.read_text().split())
        count = 0
        for app, name in keys:
            if f"{app}.{name}" in released:
                continue
            for fault in faults(loader.disk_migrations[app, name], loader.project_state((app, name), at_end=False)):
                count += 1
                self.stdout.write(f"{app}.{name}: {fault}")
        if count:
            raise CommandError(f"{count} to mend, or to explain (safe_because).")
        self.stdout.write("Every new migration can run while people use the house.")
