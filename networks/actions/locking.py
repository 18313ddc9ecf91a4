"""Locks: the network first, then the member, then what belongs to it."""

from django.core.exceptions import PermissionDenied

from accounts.models import User
from networks.models import Member, Network


def lock(pk: int) -> Network:
    """Return a network, its row locked until the transaction ends."""
    return Network.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)


def lock_steered(pk: int, by: User) -> Network:
    """Return a network, locked, to a member of its steering group. Raises `PermissionDenied`."""
    row = lock(pk)
    if not by.has_perm("networks.steer_network", row):
        raise PermissionDenied
    return row


def lock_member(member: Member) -> Member:
    """Return a member, locked after its network, with what names it."""
    lock(member.network_id)
    return Member.objects.for_detail().select_for_update(of=("self",), no_key=True).get(pk=member.pk)
