"""How the pages of a space find it: what a person may not see is not there (404), what she may not do is denied."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import User
from core.composed import Composed
from core.workflow import Refused
from spaces.models import Space
from spaces.queries import holds_no_role
from territories.queries import unread_of


def _space(user, slug: str):
    spaces = Space.objects.visible_to(user).select_related("commune")
    return spaces.defer(*unread_of("commune")).filter(commune__slug=slug)


# Whoever holds no role sees the spaces that a visitor sees.
SPACE = Composed(lambda slug: _space(AnonymousUser(), slug), str)


def visible_space(request, slug: str) -> Space:
    """Return the space of a commune by its slug, with the commune: what the pages of every room ask for first. Raises
    `Http404`, also when the reader may not see it.
    """
    user = request.user
    rows = SPACE(slug) if not user.is_authenticated or holds_no_role(user) else _space(user, slug)[:1]
    if not rows:
        raise Http404
    return rows[0]


def counted_space(request, slug: str) -> Space:
    """Return the space of a commune by its slug, with the commune and the counts. Raises `Http404`."""
    return get_object_or_404(Space.objects.visible_to(request.user).for_list(), commune__slug=slug)


def space_for(request, slug: str, permission: str) -> Space:
    """Return a visible space on which the person has `permission`. Raises `Http404` or `PermissionDenied`."""
    space = counted_space(request, slug)
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
