"""Migrations that can run while people use the house, with the code of the release before still serving.

Two releases for what takes away: the first stops using a column or a table, the second removes it. A migration whose
risk was thought about says so itself, in one sentence: `safe_because = "…"`.
"""

from collections.abc import Iterator

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import models
from django.db.migrations import Migration, operations
from django.db.migrations.state import ProjectState

from core.operations import AllowNull

# Tables that are locked for too long by what is quick elsewhere (docs/operations.md: thousands of rows a day).
LARGE = {
    ("accounts", "user"),
    ("consultations", "answer"),
    ("core", "entry"),
    ("core", "message"),
    ("core", "seal"),
    ("councils", "referral"),
    ("debates", "contribution"),
    ("needs", "need"),
    ("needs", "support"),
    ("notices", "notice"),
    ("petitions", "signature"),
    ("search", "entry"),
}
JOURNAL = ("core", "entry")  # may lie in parts (`core.journal_parts`)
REASON = "safe_because"
LOCKS = (
    operations.AddField,
    operations.RemoveField,
    operations.RenameField,
    operations.AddConstraint,
    operations.RemoveConstraint,
)
TAKES_AWAY = (
    operations.RemoveField,
    operations.DeleteModel,
    operations.RenameField,
    operations.RenameModel,
    operations.AlterModelTable,
)


def faults(migration: Migration, before: ProjectState) -> Iterator[str]:
    """Yield what would hurt in one migration, in words; `before` is the state of the models ahead of it."""
    if getattr(migration, REASON, ""):
        return
    state, made = before.clone(), set()
    for operation in migration.operations:
        key = (migration.app_label, getattr(operation, "model_name_lower", "") or getattr(operation, "name_lower", ""))
        if isinstance(operation, operations.CreateModel):
            made.add(key)
        yield from _faults(migration, operation, key, is_new=key in made, state=state)
        operation.state_forwards(migration.app_label, state)
    yield from _held(migration, made)


def _held(migration: Migration, made: set[tuple[str, str]]) -> Iterator[str]:
    """Yield the first operation that locks a large table while Django draws its picture of the models for what follows:
    seconds of a processor, in which nobody writes (`script/bench migrations` saw it).
    """
    if not migration.atomic:
        return
    for operation in migration.operations[:-1]:
        key = (migration.app_label, getattr(operation, "model_name_lower", ""))
        if isinstance(operation, LOCKS) and ((key in LARGE and key not in made) or _points_at_large(operation)):
            yield (
                f"{operation.describe()}: its lock on a large table lasts until all that follows is done. Put it last, "
                "or let the migration have atomic = False."
            )
            return


def _points_at_large(operation: operations.base.Operation) -> bool:
    remote = getattr(getattr(operation, "field", None), "remote_field", None)
    return bool(remote) and tuple(str(getattr(remote.model, "_meta", remote.model)).lower().split(".")) in LARGE


def _faults(
    migration: Migration,
    operation: operations.base.Operation,
    key: tuple[str, str],
    *,
    is_new: bool,
    state: ProjectState,
) -> Iterator[str]:
    what = operation.describe()
    if isinstance(operation, TAKES_AWAY):
        yield f"{what}: the release before still uses it. Stop using it in one release, take it away in the next."
    elif isinstance(operation, operations.RunPython | operations.RunSQL):
        yield f"{what}: nobody can see how long it locks what. Say why it is quick, or make it a command."
    elif is_new:
        return
    elif isinstance(operation, operations.AddField):
        yield from _added(what, operation.field, key)
    elif isinstance(operation, operations.AlterField) and not isinstance(operation, AllowNull):
        yield from _altered(what, operation, key, state)
    elif key in LARGE and type(operation) is operations.AddIndex:
        yield f"{what}: it locks a large table. Use AddIndexConcurrently in a migration with atomic = False."
    elif key in LARGE and type(operation) is operations.AddConstraint:
        yield f"{what}: it reads a large table under a lock. Use AddConstraintNotValid, then ValidateConstraint."
    elif isinstance(operation, AddIndexConcurrently | RemoveIndexConcurrently) and key == JOURNAL:
        yield f"{what}: a journal in parts takes no index CONCURRENTLY. Part by part, then the whole (decision 0028)."
    elif isinstance(operation, AddIndexConcurrently | RemoveIndexConcurrently) and migration.atomic:
        yield f"{what}: it cannot run in a transaction. Set atomic = False."


def _added(what: str, field: models.Field, key: tuple[str, str]) -> Iterator[str]:
    if not (field.null or field.has_db_default() or field.many_to_many or field.generated):
        yield f"{what}: the release before writes rows without it. Give it db_default, or null=True."
    if key in LARGE and _is_indexed(field):
        yield f"{what}: its index locks a large table. Add the field without one, then AddIndexConcurrently."


def _altered(what: str, operation: operations.AlterField, key: tuple[str, str], state: ProjectState) -> Iterator[str]:
    old, new = state.models[key].fields[operation.name], operation.field
    if old.get_internal_type() != new.get_internal_type():
        yield f"{what}: another type rewrites the table. Add a new column, fill it, read it, drop the old one."
    if old.null and not new.null:
        yield f"{what}: the release before still writes NULL. Fill it first, forbid it in the next release."
    if new.null and not old.null and new.is_relation and (key in LARGE or _points_at_large(operation)):
        yield f"{what}: its foreign key is made anew, and nobody writes while each row is checked. Use AllowNull."
    lengths = getattr(old, "max_length", None), getattr(new, "max_length", None)
    if all(lengths) and lengths[1] < lengths[0]:
        yield f"{what}: shorter than what is there already."
    if key in LARGE and _is_indexed(new) and not _is_indexed(old):
        yield f"{what}: its index locks a large table. Use AddIndexConcurrently."


def _is_indexed(field: models.Field) -> bool:
    return bool(field.db_index or field.unique)
