"""The append-only journal: who moved what, when and why.

The database refuses to change or delete a row, and closes each row into a hash chain when its transaction commits
(`core.models.Seal`). `manage.py verify_journal` recomputes the chain.
"""

from typing import Any

from django.db import models


def subject_of(obj: models.Model) -> str:
    """Return the journal's name for a thing, as `needs.need:12`."""
    return f"{obj._meta.label_lower}:{obj.pk}"


def record(
    obj: models.Model,
    action: str,
    *,
    by: Any,
    axis: str = "",
    source: str = "",
    target: str = "",
    note: str = "",
    data: dict | None = None,
) -> "models.Model":
    """Write one entry about `obj` and return it.

    `by` is a User (a named system account for what time does). `note` is public. `data` holds facts that a reader of
    the history needs (ids, counts), never personal data: a row here can never be erased.
    """
    from core.models import Entry  # noqa: PLC0415 -- app ready

    return Entry.objects.create(
        subject=subject_of(obj),
        action=action,
        axis=axis,
        source=source,
        target=target,
        by=by,
        note=note,
        data=data or {},
    )


def history(obj: models.Model) -> models.QuerySet:
    """Return the entries about `obj`, oldest first, with their people."""
    from core.models import Entry  # noqa: PLC0415 -- app ready

    return Entry.objects.filter(subject=subject_of(obj)).select_related("by").order_by("id")
