"""A space's home, which is its commune's home on Agraw, and the list of open spaces."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from core.journal import history
from spaces.enums import SpaceState
from spaces.filters import SpaceFilter
from spaces.models import Adherence, Space
from spaces.rules import roles_in, roles_of
from spaces.workflow import CLOSE
from territories.models import Territory


@login_not_required
@require_safe
def index(request):
    """List the open and closed spaces by region."""
    filtered = SpaceFilter(
        request.GET, Space.objects.visible_to(request.user).exclude(state=SpaceState.DRAFT).for_list()
    )
    context = {"spaces": filtered.qs, "is_coordinator": bool(roles_of(request.user).codes)}
    return render(request, "spaces/list.html", context)


@login_not_required
@require_safe
def detail(request, slug):
    """Show a space's home; for a commune without one (or whose space is in preparation), how a space opens."""
    space = Space.objects.visible_to(request.user).for_list().filter(commune__slug=slug).first()
    if space is None:
        return without_space(request, slug)
    held = roles_in(space, request.user)
    is_member = bool(roles_of(request.user).by_space.get(space.pk))
    context = {
        "space": space,
        "commune": space.commune,
        "is_demo": space.is_demo,
        "staff": space.memberships.staff(),
        "held": held,
        "is_member": is_member,
        "must_adhere": is_member and Adherence.objects.missing(space, request.user),
    }
    if space.state == SpaceState.CLOSED:
        context["closing"] = history(space).filter(action=CLOSE).last()
    return render(request, "spaces/detail.html", context)


def without_space(request, slug):
    """Say that a commune has no space yet, and how one opens."""
    commune = get_object_or_404(Territory.objects.communes().for_list(), slug=slug)
    return render(
        request,
        "spaces/none.html",
        {"commune": commune, "may_open": request.user.has_perm("spaces.open_commune", commune)},
    )
