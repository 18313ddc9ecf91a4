"""What is looked at before a database is changed."""

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.checks import Error, Tags, register
from django.db import connections
from django.db.migrations.loader import MigrationLoader


def unknown_migrations(alias: str) -> list[tuple[str, str]]:
    """Return what a database says was done to it by this house, and no file tells any more: (app, name), sorted."""
    loader = MigrationLoader(connections[alias], ignore_no_migrations=True)
    ours = {one.label for one in apps.get_app_configs() if Path(one.path).parent == settings.BASE_DIR}
    return sorted(key for key in loader.applied_migrations if key[0] in ours and key not in loader.disk_migrations)


@register(Tags.database)
def migrations_are_known(databases=None, **kwargs) -> list[Error]:
    """Stop before a database whose migrations are not those of this code: which tables it has, nobody can know."""
    errors = []
    for alias in databases or ():
        unknown = [".".join(one) for one in unknown_migrations(alias)]
        if unknown:
            more = f" and {len(unknown) - 6} others" if len(unknown) > 6 else ""
            said = f"This database was made by migrations that are not in this code: {', '.join(unknown[:6])}{more}."
            hint = "Nothing in it matters: script/server --fresh makes it anew. It matters: docs/decisions/0016."
            errors.append(Error(f"{said} Nothing was changed.", hint=hint, id="agraw.E001"))
    return errors
