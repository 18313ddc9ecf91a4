"""Following a debate: being told of its sittings and of its conclusion."""

from django.core.exceptions import PermissionDenied

from accounts import trust
from accounts.models import User
from debates.models import Debate, Interest


def follow(debate: Debate, *, by: User) -> Debate:
    """Follow a debate; twice is once. Raises `PermissionDenied`, or `Refused` when her contact is not confirmed."""
    if not by.has_perm("debates.follow_debate", debate):
        raise PermissionDenied
    trust.require(by, "debates.follow")
    Interest.objects.bulk_create([Interest(debate=debate, user=by)], ignore_conflicts=True)
    return debate


def unfollow(debate: Debate, *, by: User) -> Debate:
    """Follow a debate no more; twice is once."""
    if not by.is_authenticated:
        raise PermissionDenied
    Interest.objects.filter(debate=debate, user=by).delete()
    return debate
