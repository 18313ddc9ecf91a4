"""What doors fetch: only what the person may see, so that a stranger gets 404."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from core.journal import history
from resources.models import Resource
from resources.workflow import WITHDRAW
from spaces.models import Association


def visible_association(request, pk: int) -> Association:
    """Return an association with its seat, or answer 404."""
    return get_object_or_404(Association.objects.visible_to(request.user).for_list(), pk=pk)


def visible_resource(request, pk: int) -> Resource:
    """Return a resource with what its page shows, or answer 404 when the reader may not see it."""
    rows = Resource.objects.visible_to(request.user).for_detail().with_kept(request.user)
    return get_object_or_404(rows, pk=pk)


def kept_resource(request, pk: int) -> Resource:
    """Return a resource to whoever keeps it; answer 404 when she may not see it, 403 when she does not keep it."""
    resource = visible_resource(request, pk)
    if not request.user.has_perm("resources.keep_resource", resource):
        raise PermissionDenied
    return resource


def gone(request, resource: Resource, typed: list[tuple[str, str]] | None = None) -> HttpResponse:
    """Answer 410 in the place of a withdrawn resource: when, why, and what the person had typed, so that she keeps it.

    Its title alone is still told: people have noted it.
    """
    entry = history(resource).filter(action=WITHDRAW).last()
    context = {"resource": resource, "entry": entry, "typed": typed or [], "space": resource.space}
    return render(request, "resources/gone.html", context, status=410)


def posted(request):
    """Return what a form takes: what was sent, also when that is nothing; None when the page is only read."""
    return request.POST if request.method == "POST" else None
