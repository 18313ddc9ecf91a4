"""Give the application's role what it needs, and nothing that could rewrite the journal."""

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from psycopg import sql

from core import journal_parts

JOURNAL = ["core_entry", "core_seal"]


class Command(BaseCommand):
    help = (
        "Run as the owner of the tables: let another role read and write all of them, but neither change nor cut the "
        "journal. Without such a role nothing is done: the application then signs in as the owner."
    )

    def add_arguments(self, parser):
        parser.add_argument("role", nargs="?", default="agraw_app")

    @transaction.atomic
    def handle(self, *args, role, **options):
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user, EXISTS (SELECT FROM pg_roles WHERE rolname = %s)", [role])
            owner, exists = cursor.fetchone()
            if not exists:
                self.stdout.write(f"There is no role {role}: nothing was granted.")
                return
            if owner == role:
                raise CommandError(f"This signs in as {role} itself; run it as the owner of the tables.")
            name = sql.Identifier(role)
            tables = [*JOURNAL, *(part.table for part in journal_parts.parts())]
            journal = sql.SQL(", ").join(map(sql.Identifier, tables))
            for statement in (
                "GRANT USAGE ON SCHEMA public TO {role}",
                "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
                "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
                "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}",
                "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {role}",
                "REVOKE UPDATE, DELETE, TRUNCATE ON {journal} FROM {role}",
                "REVOKE INSERT ON core_seal FROM {role}",
            ):
                cursor.execute(sql.SQL(statement).format(role=name, journal=journal))
        self.stdout.write(f"{role} may read and write everything, and change nothing in the journal.")
