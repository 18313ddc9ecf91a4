"""The tables of an app, made in one step of a migration."""

from collections.abc import Sequence

from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation, OperationCategory


class CreateTables(Operation):
    """Create several tables at once, in the order given; they may point at each other in a circle.

    Django draws its picture of all models anew after each single table: with 230 of them the first migration of an
    empty database took 36 seconds of a processor. Here it is drawn once an app: ten seconds. The keys between tables
    are made when the migration ends, as Django does them anyway, so that the order matters to nobody.
    """

    category = OperationCategory.ADDITION
    serialization_expand_args = ("tables",)

    def __init__(self, tables: Sequence[CreateModel]):
        self.tables = tables

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)  # the picture is of before; whoever needs it draws it again
        for table in self.tables:
            table.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for table in self.tables:
            table.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for table in reversed(self.tables):
            table.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return f"Create the tables {', '.join(table.name for table in self.tables)}"
