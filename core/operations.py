"""Operations of migrations that Django's own would do with a longer lock."""

from typing import Any

from django.db.migrations.operations import AlterField


class AllowNull(AlterField):
    """`AlterField` of a field that may be NULL from now on, and changes in nothing else that the database knows.

    Django's takes the foreign key of such a field away and makes it anew: each row is looked up in the other table,
    and meanwhile nobody writes to either. Here the column is allowed NULL, which takes no time whatever there is.
    """

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self._alter(app_label, schema_editor, to_state, "DROP NOT NULL")

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self._alter(app_label, schema_editor, to_state, "SET NOT NULL")

    def _alter(self, app_label: str, schema_editor: Any, state: Any, what: str) -> None:
        model = state.apps.get_model(app_label, self.model_name)
        if self.allow_migrate_model(schema_editor.connection.alias, model):
            table, column = model._meta.db_table, model._meta.get_field(self.name).column
            quote = schema_editor.quote_name
            schema_editor.execute(f"ALTER TABLE {quote(table)} ALTER COLUMN {quote(column)} {what}")
