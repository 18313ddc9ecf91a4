"""Every word that people ever typed, replaced by hostile ones: in the database itself, whatever form it came by.

Rows and columns take turns, so that each of `KEPT` stands in many places. What is no word of a
person (a key, an address, a state, what is sealed) stays as it is.
"""

from collections.abc import Iterator

from django.apps import apps
from django.db import DatabaseError, connection, models, transaction

from tests.hostile.words import WORDS

# Signs that turn a line around are taken out where something is typed (`core.text`), and stand in no row.
TURNS = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2069")
KEPT = [word for word in WORDS if not TURNS & set(word)]

# Kept by the code for itself: the journal and its seals, messages on their way, sessions, folded words to search for.
NO_WORDS_IN = {
    "core.entry", "core.seal", "core.message", "core.legalrule", "sessions.session", "usersessions.usersession",
    "accounts.onetimecode", "accounts.token", "accounts.voucher", "search.lexeme", "notices.device", "admin.logentry",
    "contenttypes.contenttype", "auth.permission", "auth.group", "mfa.authenticator", "account.emailaddress",
    "account.emailconfirmation",
}  # fmt: skip
# Names of columns that hold what the code reads, not what people wrote.
NO_WORDS = {
    "slug", "code", "key", "keys", "folded", "digest", "fingerprint", "path", "url", "site", "address_of", "kind",
    "language", "client_key", "media_type", "channel", "district_code", "theme", "themes", "scopes", "phone", "email",
    "password", "hash", "head", "sha256", "subject", "target", "source", "axis", "action", "state", "token",
    "extension",
}  # fmt: skip


def columns() -> Iterator[tuple[type[models.Model], models.Field]]:
    """Yield each column in which stands what a person wrote."""
    for model in apps.get_models():
        if not model._meta.managed or model._meta.proxy or model._meta.label_lower in NO_WORDS_IN:
            continue
        for field in model._meta.local_concrete_fields:
            is_text = type(field) in {models.CharField, models.TextField}
            is_short = field.max_length is not None and field.max_length < 30
            if is_text and not (field.choices or field.primary_key or is_short or field.name in NO_WORDS):
                yield model, field


def fill() -> dict[str, int]:
    """Put hostile words into every column of words that holds some; return how many rows of each took them.

    A column that a constraint of the database guards keeps what it has.
    """
    filled = {}
    for turn, (model, field) in enumerate(columns()):
        table, column = (connection.ops.quote_name(name) for name in (model._meta.db_table, field.column))
        key = connection.ops.quote_name(model._meta.pk.column)
        most = field.max_length or 10_000
        sql = (
            f"UPDATE {table} SET {column} = left((%s::text[])[1 + mod(hashtext({key}::text) & 65535 + %s, %s)], %s) "
            f"WHERE {column} <> ''"
        )
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql, [KEPT, turn * 7, len(KEPT), most])
                filled[f"{model._meta.label}.{field.name}"] = cursor.rowcount
        except DatabaseError:
            continue
    return filled
