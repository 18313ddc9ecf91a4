"""A person's own list: what she keeps, for herself alone. Nobody is told, and the journal says nothing of it."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.workflow import Refused
from resources.enums import ResourceState
from resources.models import Kept, Resource

KEPT_MAX = 500


def keep(resource: Resource, *, by: User) -> None:
    """Put a published resource on the person's own list; a second time changes nothing."""
    if not by.is_authenticated:
        raise PermissionDenied
    if resource.state != ResourceState.PUBLISHED:
        raise Refused(_("It is not published: there is nothing to keep."), "not_published")
    if Kept.objects.filter(user=by).count() >= KEPT_MAX:
        raise Refused(_("Your list is full: take something off it first."), "full")
    Kept.objects.bulk_create([Kept(user=by, resource=resource)], ignore_conflicts=True)


def drop(resource: Resource, *, by: User) -> None:
    """Take a resource off the person's own list; what is not there changes nothing."""
    if not by.is_authenticated:
        raise PermissionDenied
    Kept.objects.filter(user=by, resource=resource).delete()


def erase(user: User) -> int:
    """Forget a person's own list; called inside her erasure. What she published stays, under a neutral name."""
    return Kept.objects.filter(user=user).delete()[0]
