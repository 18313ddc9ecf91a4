"""Locks, always taken in the same order: the petition, then its thread, then its matter before the council."""

from django.core.exceptions import PermissionDenied

from accounts.models import User
from petitions.models import Petition
from territories.queries import unread_of


def lock(pk: int) -> Petition:
    """Return the petition's row, locked until the transaction ends, with its space and council, which rules ask for."""
    return (
        Petition._base_manager.select_related("space__commune", "council__territory", "association")
        .defer(*unread_of("space__commune", "council__territory"))
        .select_for_update(of=("self",), no_key=True)
        .get(pk=pk)
    )


def is_hers(row: Petition, by: User) -> None:
    """Let whoever leads the petition through: its mandatary, or the association's representative."""
    if not by.has_perm("petitions.lead_petition", row):
        raise PermissionDenied
