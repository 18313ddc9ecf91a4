"""The lock of an association, taken before its dossier or its people change."""

from django.core.exceptions import PermissionDenied

from accounts.models import User
from spaces.models import Association
from territories.queries import unread_of


def lock(pk: int) -> Association:
    """Return an association's row, locked until the transaction ends, with its seat and its representative."""
    rows = Association.objects.select_related("seat", "representative").defer(*unread_of("seat"))
    return rows.select_for_update(of=("self",), no_key=True).get(pk=pk)


def lock_for(pk: int, permission: str, by: User) -> Association:
    """The same, for whoever has a permission on it. Raises `PermissionDenied`."""
    row = lock(pk)
    if not by.has_perm(permission, row):
        raise PermissionDenied
    return row
