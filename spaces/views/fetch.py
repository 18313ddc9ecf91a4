"""How the pages of a space find it: what a person may not see is not there (404), what she may not do is denied."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from accounts.models import User
from core.workflow import Refused
from spaces.models import Space


def visible_space(request, slug: str) -> Space:
    """Return the space of a commune by its slug, with the commune and the counts. Raises `Http404`."""
    return get_object_or_404(Space.objects.visible_to(request.user).for_list(), commune__slug=slug)


def space_for(request, slug: str, permission: str) -> Space:
    """Return a visible space on which the person has `permission`. Raises `Http404` or `PermissionDenied`."""
    space = visible_space(request, slug)
    if not request.user.has_perm(permission, space):
        raise PermissionDenied
    return space


def found(form, find, space: Space, *, by: User) -> User | None:
    """Return the person whose contact is in the form, by the action `find`; none, and the reason beside the field."""
    try:
        return find(space, form.cleaned_data["contact"], by=by)
    except Refused as refusal:
        form.add_error("contact", refusal.message)
    return None
