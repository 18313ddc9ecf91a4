"""Operations of migrations: what they change in the database, and what they leave as it was."""

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.migrations.state import ProjectState

from core.operations import AllowNull

LOOK = """
SELECT (SELECT attnotnull FROM pg_attribute WHERE attrelid = 'needs_support'::regclass AND attname = 'user_id'),
    array(SELECT oid FROM pg_constraint WHERE conrelid = 'needs_support'::regclass AND contype = 'f' ORDER BY oid)
"""


def look() -> tuple[bool, list[int]]:
    """Return whether the column forbids NULL, and the numbers of the foreign keys: one made anew has another."""
    with connection.cursor() as cursor:
        cursor.execute(LOOK)
        return cursor.fetchone()


@pytest.mark.django_db
def test_a_column_may_be_null_and_its_foreign_key_stays_as_it_was():
    before, after = (ProjectState.from_apps(apps) for _time in range(2))
    operation = AllowNull("support", "user", models.ForeignKey("accounts.User", models.CASCADE, null=True))
    operation.state_forwards("needs", after)
    forbids, keys = look()
    assert forbids
    with connection.schema_editor() as editor:
        operation.database_forwards("needs", editor, before, after)
    assert look() == (False, keys)
    with connection.schema_editor() as editor:
        operation.database_backwards("needs", editor, after, before)
    assert look() == (True, keys)
