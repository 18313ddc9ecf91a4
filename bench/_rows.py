"""Rows by the hundred thousand, made by the database itself after one that was made by the house."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, models
from django.db.models.expressions import BaseExpression
from django.utils.timezone import now


def inserting(like: models.Model, **columns: str) -> tuple[str, list]:
    """Return `INSERT … SELECT …` (the source of `n` is the caller's) of rows that are as `like`, and its values.

    `columns` are SQL of those that differ, of `n`.
    """
    names, written, values = [], [], []
    for one in like._meta.concrete_fields:
        value = getattr(like, one.attname, None)
        if one.generated or (one.column not in columns and (one.primary_key or isinstance(value, BaseExpression))):
            continue
        names.append(connection.ops.quote_name(one.column))
        written.append(columns[one.column].replace("%", "%%") if one.column in columns else "%s")
        if one.column not in columns:
            values.append(one.get_db_prep_save(one.pre_save(like, add=True), connection))
    table = connection.ops.quote_name(like._meta.db_table)
    return f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(written)}", values


def multiply(like: models.Model, count: int, **columns: str) -> None:
    """Store `count` rows that are as `like`; `columns` are SQL of those that differ, of `n` from 1 on."""
    sql, values = inserting(like, **columns)
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} FROM generate_series(1, {count}) n", values)


@contextmanager
def nothing_asked() -> Iterator[None]:
    """Write in a transaction without triggers: neither the journal's seals nor foreign keys are looked at."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        cursor.execute("SET LOCAL session_replication_role = origin")


def seed(model: type[models.Model]) -> models.Model:
    """Return a row that the columns' types allow; what its rules ask for beside that is in `different`."""
    row = model()
    for one in model._meta.concrete_fields:
        if one.primary_key or one.generated or one.has_default() or one.null:
            continue
        setattr(row, one.attname, _value(one))
    return row


def _value(one: models.Field) -> Any:
    kind = one.get_internal_type()
    if one.is_relation or "Integer" in kind:
        return 1
    if kind in {"DateTimeField", "DateField"}:
        return now() if kind == "DateTimeField" else now().date()
    if kind == "BooleanField":
        return False
    if kind == "BinaryField":
        return b"x"
    if one.blank:
        return ""
    return "x" if not one.choices else one.choices[0][0]


def different(model: type[models.Model]) -> dict[str, str]:
    """Return the SQL of the columns that may not be the same in two rows."""
    meta = model._meta
    sets = [{one.name} for one in meta.concrete_fields if one.unique and not one.primary_key]
    sets += [set(one.fields) for one in meta.constraints if isinstance(one, models.UniqueConstraint)]
    columns = {}
    for one in meta.concrete_fields:
        if any(one.name in names for names in sets) and not one.null:
            kind = one.get_internal_type()
            if one.is_relation or "Integer" in kind:
                columns[one.column] = "n" if kind != "PositiveSmallIntegerField" else "n % 30000"
            elif kind == "BinaryField":
                columns[one.column] = "sha256(n::text::bytea)"
            elif kind == "UUIDField":
                columns[one.column] = "gen_random_uuid()"
            elif not one.choices and kind != "BooleanField":  # of a flag, the one row that has it is unique
                columns[one.column] = "n::text"
    if meta.label_lower == "accounts.user":
        columns["phone"] = "'+2126' || lpad(n::text, 8, '0')"
    return columns
