"""Locks of resources, and what is made of their words each time that they change."""

from django.core.exceptions import PermissionDenied
from django.db.models.expressions import RawSQL

from accounts.models import User
from core.folding import fold
from resources.models import LANGUAGES, Resource, Said, Version
from resources.words import vector

SAID = [field.name for field in Said._meta.get_fields()]


def lock(pk: int) -> Resource:
    """Return a resource with its owner, its row locked until the transaction ends."""
    rows = Resource.objects.select_related("space__commune", "association__seat", "territory").locked()
    return rows.defer("search").get(pk=pk)


def lock_kept(pk: int, by: User) -> Resource:
    """Return a resource, locked, to whoever keeps it. Raises `PermissionDenied`."""
    row = lock(pk)
    if not by.has_perm("resources.keep_resource", row):
        raise PermissionDenied
    return row


def fold_titles(row: Resource) -> str:
    """Return the titles, folded, for what is mistyped."""
    return fold(" ".join(getattr(row, f"title_{one}") for one in LANGUAGES))


def index(row: Resource) -> None:
    """Write what the search finds a resource by: titles before summaries, summaries before texts and the source."""
    weighed = [("A", "title"), ("B", "summary"), ("C", "text")]
    parts = [(weight, getattr(row, f"{name}_{one}")) for weight, name in weighed for one in LANGUAGES]
    found = vector([*parts, ("D", row.source), ("D", row.address)])
    Resource.objects.filter(pk=row.pk).update(search=RawSQL("%s::tsvector", [found]))


def keep_version(row: Resource, *, by: User, change: str = "") -> Version:
    """Write down what a resource says now as its version of this number, which is kept for good."""
    return Version.objects.create(
        resource=row, number=row.version, by=by, change=change, **{name: getattr(row, name) for name in SAID}
    )
