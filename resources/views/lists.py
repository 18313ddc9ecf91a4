"""Reading lists by role, a person's own list, and the work of those who keep the bank."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.pages import page_of
from resources import actions
from resources.enums import Reader, ResourceState
from resources.models import Resource
from resources.views.fetch import visible_resource

LONGEST = 100  # of the drafts and of what is to be reviewed


@login_not_required
@require_safe
def reading(request):
    """The roles that have a reading list."""
    return render(request, "resources/reading.html", {"readers": Reader})


@login_not_required
@require_safe
def reading_for(request, name):
    """The reading list of a role: what is for it above all, newest first."""
    if name not in Reader.values:
        raise Http404
    rows = Resource.objects.public().filter(readers__contains=[name]).for_list()
    context = {"role": Reader(name), "page": page_of(request, rows, "-published_at", "-id"), "readers": Reader}
    return render(request, "resources/reading_for.html", context)


@require_safe
def kept(request):
    """The person's own list: nobody else sees it."""
    rows = Resource.objects.visible_to(request.user).filter(kept__user=request.user).for_list()
    context = {"page": page_of(request, rows.order_by("-published_at", "-id"), "-published_at", "-id")}
    return render(request, "resources/kept.html", context)


@require_safe
def mine(request):
    """What the person keeps for her spaces, her associations or the Lab: to be reviewed, in preparation."""
    rows = Resource.objects.kept_by(request.user).for_list()
    context = {
        "late": list(rows.to_review().order_by("review_on", "pk")[:LONGEST]),
        "drafts": list(rows.filter(state=ResourceState.DRAFT).order_by("-pk")[:LONGEST]),
    }
    return render(request, "resources/mine.html", context)


@require_POST
def keep(request, pk):
    """Put a resource on one's own list."""
    resource = visible_resource(request, pk)
    actions.keep(resource, by=request.user)
    messages.success(request, _("It is on your list."))
    return _back(request, resource)


@require_POST
def drop(request, pk):
    """Take a resource off one's own list."""
    resource = visible_resource(request, pk)
    actions.drop(resource, by=request.user)
    messages.success(request, _("It is off your list."))
    return _back(request, resource)


def _back(request, resource: Resource):
    """Go back to the page of ours that `next` names, else to the resource."""
    following = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(following, {request.get_host()}, require_https=request.is_secure()):
        return redirect(following)
    return redirect(resource)
