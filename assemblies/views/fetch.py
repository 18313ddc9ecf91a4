"""What doors fetch: only what the person may see, so that a stranger gets 404."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from assemblies.models import Assembly, Vote
from networks.models import Network
from spaces.models import Association


def body_of(request, kind: str, pk: int) -> Network | Association:
    """Return a network or an association that the reader sees, or answer 404."""
    if kind == "network":
        return get_object_or_404(Network.objects.visible_to(request.user), pk=pk)
    return get_object_or_404(Association.objects.visible_to(request.user).for_list(), pk=pk)


def held_body(request, kind: str, pk: int) -> Network | Association:
    """Return a body to whoever prepares its assemblies. Raises `Http404` or `PermissionDenied`."""
    body = body_of(request, kind, pk)
    if not request.user.has_perm("assemblies.hold_assembly", body):
        raise PermissionDenied
    return body


def visible_assembly(request, pk: int) -> Assembly:
    """Return an assembly with its body, or answer 404 when the reader may not see it."""
    rows = Assembly.objects.visible_to(request.user).for_list().select_related("chair", "rapporteur")
    return get_object_or_404(rows, pk=pk)


def assembly_for(request, pk: int, permission: str) -> Assembly:
    """Return a visible assembly on which the person has `permission`. Raises `Http404` or `PermissionDenied`."""
    assembly = visible_assembly(request, pk)
    if not request.user.has_perm(permission, assembly):
        raise PermissionDenied
    return assembly


def visible_vote(request, pk: int) -> Vote:
    """Return a vote with its assembly, or answer 404: a vote that was not opened is shown to who leads it alone."""
    vote = get_object_or_404(Vote.objects.visible_to(request.user).for_detail(), pk=pk)
    if vote.state == "prepared" and not request.user.has_perm("assemblies.lead_vote", vote):
        return get_object_or_404(Vote.objects.none(), pk=pk)
    return vote


def led_vote(request, pk: int) -> Vote:
    """Return a vote to whoever leads its assembly. Raises `Http404` or `PermissionDenied`."""
    vote = visible_vote(request, pk)
    if not request.user.has_perm("assemblies.lead_vote", vote):
        raise PermissionDenied
    return vote
