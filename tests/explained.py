"""What PostgreSQL reads for a statement of ours, by its plans."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, models, transaction

EXPLAINED = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")


@dataclass
class Plans:
    """Wraps what a connection executes: notes of each statement what its plan reads of the tables in `large`.

    A statement is executed twice: once to be explained, and undone; once as it is.
    """

    large: frozenset[str]
    read: list[tuple[str, int]] = field(default_factory=list)  # SQL, rows of the large tables
    whole: list[str] = field(default_factory=list)  # SQL of those that read a large table from end to end
    indexes: set[str] = field(default_factory=set)  # that were used
    _busy: bool = False

    def __call__(self, execute, sql, params, many, context):
        if not self._busy and not many and str(sql).lstrip().startswith(EXPLAINED):
            self._explain(str(sql), params)
        return execute(sql, params, many, context)

    def _explain(self, sql: str, params: Any) -> None:
        self._busy = True
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {sql}", params)
                found = cursor.fetchone()[0]
                transaction.set_rollback(True)
        finally:
            self._busy = False
        plan = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
        rows, is_large = 0, False
        for node in _nodes(plan):
            # The children of an index scan are none; a bitmap index scan is the child of the scan of its table.
            self.indexes.add(node.get("Index Name", ""))
            if node.get("Relation Name") in self.large and node["Node Type"] != "ModifyTable":
                rows, is_large = rows + _read(node), True
                if node["Node Type"] == "Seq Scan" and node["Actual Loops"]:
                    self.whole.append(sql)
            elif node["Node Type"] == "Bitmap Index Scan":
                rows += _read(node)
        if is_large:
            self.read.append((sql, rows))

    @property
    def most(self) -> int:
        """The rows of large tables that the hungriest statement read."""
        return max((rows for _sql, rows in self.read), default=0)


@contextmanager
def plans_of(*large: type[models.Model]) -> Iterator[Plans]:
    """Look at the plans of all that is executed meanwhile."""
    plans = Plans(frozenset(model._meta.db_table for model in large))
    with connection.execute_wrapper(plans):
        yield plans


def _nodes(plan: dict) -> Iterator[dict]:
    yield plan
    for child in plan.get("Plans", ()):
        yield from _nodes(child)


def _read(node: dict) -> int:
    removed = node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Index Recheck", 0)
    return (node["Actual Rows"] + removed) * node["Actual Loops"]
