"""Tell a database of before 29 November 2026 which migrations made it, under their names of today (decision 0016)."""

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

# The last migration of each app before they were made one, and what stands for all of them now.
LAST = {
    "accounts": "0002_one_time_codes",
    "assemblies": "0001_general_assemblies",
    "calls": "0001_initial",
    "consultations": "0002_reports_and_raised_needs",
    "core": "0008_message_of_a_person",
    "councils": "0007_mandates_do_not_overlap",
    "debates": "0003_minutes_stand",
    "deliberations": "0003_minutes_as_files",
    "equality": "0001_bodies_and_opinions",
    "events": "0001_initial",
    "needs": "0003_threads",
    "networks": "0001_networks_of_associations",
    "notices": "0005_news_at",
    "observatory": "0001_editions",
    "opendata": "0001_files_of_open_data",
    "petitions": "0004_signature_counts_cover_ids",
    "plans": "0003_origins_in_notes",
    "presidency": "0001_orders_questions_reports",
    "programmes": "0002_opinions_of_the_equality_body",
    "resources": "0002_found_by_words",
    "search": "0002_found_by_words",
    "spaces": "0005_halls",
    "territories": "0002_territory_keys",
    "training": "0001_courses_groups_coaching",
}
NOW = {
    "core": ["0001_extensions", "0002_initial", "0003_journal_seals"],
    "debates": ["0001_initial", "0002_minutes_stand"],
    "plans": ["0001_initial", "0002_published_versions_stay"],
    "resources": ["0001_initial", "0002_found_by_words"],
    "search": ["0001_initial", "0002_found_by_words"],
}


class Command(BaseCommand):
    help = "Give a database whose migrations were all done before they were made one their names of today."
    requires_system_checks = ()

    @transaction.atomic
    def handle(self, *args, **options):
        recorder = MigrationRecorder(connection)
        applied = set(recorder.applied_migrations())
        missing = [f"{app}.{name}" for app, name in LAST.items() if (app, name) not in applied]
        if missing:
            raise CommandError(
                f"Not done in this database: {', '.join(missing)}. Run `manage.py migrate` with the code of before "
                "(docs/decisions/0016) and come again. Nothing was changed."
            )
        now = {(app, name) for app in LAST for name in NOW.get(app, ["0001_initial"])}
        known = MigrationLoader(connection).disk_migrations
        stale = {one for one in applied if one[0] in LAST and one not in known}
        later = [f"{app}.{name}" for app, name in sorted(stale) if name[:4] > LAST[app][:4]]
        if later:
            raise CommandError(f"Done here, and in no code of before: {', '.join(later)}. Nothing was changed.")
        for app, name in stale:
            recorder.record_unapplied(app, name)
        for app, name in now - applied:
            recorder.record_applied(app, name)
        self.stdout.write(f"{len(stale)} old names taken out, {len(now - applied)} written.")
