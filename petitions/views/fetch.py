"""What doors fetch: only what the person may see, so that a stranger gets 404."""

from django.shortcuts import get_object_or_404

from petitions.models import Petition


def visible_petition(request, pk: int) -> Petition:
    """Return a petition with what its page shows, or answer 404 when the reader may not see it."""
    return get_object_or_404(Petition.objects.visible_to(request.user).for_detail(), pk=pk)


def own_petition(request, pk: int) -> Petition:
    """Return a petition that the person leads, or answer 404: its draft is nobody else's affair."""
    return get_object_or_404(Petition.objects.led_by(request.user).for_detail(), pk=pk)
