"""Reads that are composed once: the statement is made the first time, and sent with other keys afterwards.

Composing the read of a page from its conditions, joins and subqueries costs the ORM several times what the database and
the rows cost (docs/performance.md). A read that differs only by keys — whose page, which thing — is composed with
places in their stead, and the places are filled in each time. What depends on more than a key (a role, a search) is
another read: `compose` may look at nothing but the places it is given.
"""

import copy
import datetime
from collections.abc import Callable
from functools import cached_property
from typing import Any

import psycopg
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.models.sql.compiler import SQLCompiler

Key = int | str | datetime.date

PLACES = {  # what stands in for a key until it is known: no row has such a one, and it fits where a key fits
    int: lambda number: -2_040_000_000 - number,
    str: lambda number: f"\ufffe{number}",
    datetime.date: lambda number: datetime.date.min + datetime.timedelta(days=number),
}


def preparing(connection: Any) -> CursorWrapper:
    """Return a cursor that lets the database keep the statement and its plan, where Django's sends it whole each time:
    of a read of many tables the plan costs more than the rows.
    """
    return _Preparing(connection).cursor()


class _Preparing:
    def __init__(self, connection: Any):
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def cursor(self) -> CursorWrapper:
        return BaseDatabaseWrapper._cursor(self)

    def create_cursor(self, name: str | None = None) -> psycopg.Cursor:
        self._connection.connection.prepare_threshold = 0  # the cursors of Django bind in the client, and ignore it
        return psycopg.Cursor(self._connection.connection)


class Composed[Row: models.Model]:
    """A read by keys: `Composed(compose, int, str)(17, "tiznit")` returns the rows of `compose(17, "tiznit")`.

    `compose` takes keys of the `kinds` given (int, str or date) and returns a queryset of rows that does not depend on
    them otherwise than by comparing with them. What it was composed with the first time (a setting, the clock) stays:
    it may not read it.
    """

    def __init__(self, compose: Callable[..., models.QuerySet[Row]], *kinds: type):
        self.compose, self.places = compose, [PLACES[kind](number) for number, kind in enumerate(kinds)]
        self._converters: dict[str, dict] = {}  # by alias

    def __call__(self, *keys: Key) -> list[Row]:
        """Return the rows, read from the database that a queryset would be read from."""
        given = dict(zip(self.places, keys, strict=True))
        queryset, made, sql, params = self._made
        filled = tuple([given.get(one, one) if isinstance(one, Key) else one for one in params])

        def compiler(using: str, **_options: Any) -> SQLCompiler:
            one = copy.copy(made)
            one.using, one.connection = using, _Preparing(connections[using])
            one.as_sql = lambda *_args, **_kwargs: (sql, filled)
            one.get_converters = lambda expressions: self._converters_of(using, made, expressions)
            return one

        rows = queryset._chain()
        rows.query = copy.copy(rows.query)
        rows.query.get_compiler = compiler
        return list(rows)

    def _converters_of(self, using: str, made: SQLCompiler, expressions: list) -> dict:
        """Return how the columns become values: as many as there are columns, the same each time."""
        if using not in self._converters:
            self._converters[using] = made.get_converters(expressions)
        return self._converters[using]

    @cached_property
    def _made(self) -> tuple[models.QuerySet[Row], SQLCompiler, str, tuple]:
        queryset = self.compose(*self.places)
        made = queryset.query.get_compiler(queryset.db)
        sql, params = made.as_sql()
        if missing := set(self.places) - {one for one in params if isinstance(one, Key)}:
            raise ValueError(f"the places {missing} are not among the parameters of the read")
        return queryset, made, sql, tuple(params)
