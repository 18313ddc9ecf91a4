"""What the rows of the house hold of one person, read by the register of processing: to compare with her own copy."""

from collections.abc import Iterator

from django.apps import apps
from django.db import connection, models

from core.processing import purposes

# The columns by which a row is hers: she wrote it, asked for it, took part by it. Who checked, named or entered it for
# others did so in an office: those acts stand in the journal, which she takes along too.
HERS = {"user", "author", "replied_by", "asked_by", "holder", "by"}
# Written by her in an office, in the name of others: public acts, or files of others.
IN_OFFICE = {
    "notices.Notice",  # told to her as long as what it tells of is shown to her: its own tests see to it
    "accounts.Suspension", "accounts.Voucher", "core.Entry", "councils.Pause", "networks.Tick",
}  # fmt: skip
# Made by us from what she wrote, or a key that opens things: nothing that she said.
MADE = {
    "folded", "password", "session_key", "data", "endpoint", "p256dh", "auth", "key", "stop_url", "html", "body", "to",
    "error", "permission", "digest",
}  # fmt: skip
TEXTS = (models.TextField, models.CharField)


def texts_of(user) -> Iterator[tuple[str, str]]:
    """Yield ("needs.Need.title", what stands there) for each text in a row that is hers."""
    for purpose in purposes().values():
        for label, names in purpose.fields.items():
            model = apps.get_model(label)
            if label in IN_OFFICE:
                continue
            keys = [name for name in names & HERS if model._meta.get_field(name).related_model is type(user)]
            texts = [name for name in names - MADE if isinstance(model._meta.get_field(name), TEXTS)]
            for key in keys:
                for row in model._base_manager.filter(**{key: user}).values(*texts) if texts else ():
                    yield from ((f"{label}.{name}", value) for name, value in row.items() if value)


def columns_with(words: list[str]) -> list[str]:
    """Return the columns of the database, as "table.column", in which any of the words stands."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' "
            "AND data_type IN ('text', 'character varying', 'json', 'jsonb', 'ARRAY') ORDER BY 1, 2"
        )
        for table, column in cursor.fetchall():
            ask = f'SELECT EXISTS (SELECT FROM "{table}" WHERE "{column}"::text LIKE ANY(%s))'
            cursor.execute(ask, [[f"%{word}%" for word in words]])
            if cursor.fetchone()[0]:
                found.append(f"{table}.{column}")
    return found
