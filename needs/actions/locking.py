"""Locks, always taken in the same order: the matter before the council, then the needs by number.

So no two acts wait for each other: a council's publication holds its referral before it moves the need.
"""

from councils.models import Referral
from needs.models import Need
from territories.queries import unread_of


def lock(need: Need, *, with_referral: bool = False) -> Need:
    """Return the need's row, locked until the transaction ends; its referral is locked before it when asked.

    Which referral is read anew: the need in hand may be older than its referral.
    """
    if with_referral:
        Referral.objects.select_for_update(of=("self",), no_key=True).filter(need=need.pk).order_by().first()
    return _rows([need.pk])[need.pk]


def lock_both(first: Need, second: Need) -> tuple[Need, Need]:
    """Return both rows in the order given, locked in the order of their numbers."""
    rows = _rows([first.pk, second.pk])
    return rows[first.pk], rows[second.pk]


def _rows(pks: list[int]) -> dict[int, Need]:
    rows = (
        Need._base_manager.filter(pk__in=pks)
        .select_related("space__commune")
        .defer(*unread_of("space__commune"))
        .order_by("pk")
        .select_for_update(of=("self",), no_key=True)
    )
    return {row.pk: row for row in rows}
