"""What the house brings with it: model letters and guides from `data/`, given by the Lab, in the house's own name."""

from typing import Any

from django.db import transaction

from accounts.models import User
from resources.actions.moving import publish
from resources.actions.saying import clean
from resources.actions.writing import create, edit
from resources.enums import ResourceState
from resources.models import Resource

NO_CHANGE = {"review_on", "review_told_at"}
CHANGE = "نسخة جديدة من المنصة · Nouvelle version de la plateforme"


def load(entries: list[dict[str, Any]]) -> tuple[int, int]:
    """Bring each entry of the house into the bank, by its `key`, and return how many were added and changed.

    Run again it adds nothing twice. What people have changed, reviewed or withdrawn here stays theirs: only what the
    house alone has written so far takes the new words.
    """
    system, added, changed = User.objects.system(), 0, 0
    with transaction.atomic():
        known = {row.key: row for row in Resource.objects.filter(key__isnull=False).defer("search")}
        for entry in entries:
            told = {name: value for name, value in entry.items() if name not in {"key", "kind"}}
            row = known.get(entry["key"])
            if row is None:
                row = create(by=system, kind=entry["kind"], **told)
                Resource.objects.filter(pk=row.pk).update(key=entry["key"])
                publish(row, by=system)
                added += 1
            elif _is_ours(row, system) and _differs(row, told):
                edit(row, by=system, change=CHANGE, **told)
                changed += 1
    return added, changed


def _is_ours(row: Resource, system: User) -> bool:
    is_ours = row.state == ResourceState.PUBLISHED and row.keeper_id == system.pk
    return is_ours and not row.versions.exclude(by=system).exists()


def _differs(row: Resource, told: dict[str, Any]) -> bool:
    """Tell whether the words of the file are other ones; a later day of review alone is no change."""
    return any(getattr(row, name) != value for name, value in clean(row, told).items() if name not in NO_CHANGE)
