"""What doors fetch: only what the person may see, so that a stranger gets 404."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from consultations.models import Consultation
from councils.models import Council


def council_of(slug: str) -> Council:
    """Return a council by the slug of its territory, or answer 404."""
    return get_object_or_404(Council.objects.for_list(), territory__slug=slug)


def visible_consultation(request, pk: int) -> Consultation:
    """Return a consultation with what its page shows, or answer 404 when the reader may not see it."""
    return get_object_or_404(Consultation.objects.visible_to(request.user).for_detail(), pk=pk)


def led_consultation(request, pk: int) -> Consultation:
    """Return a consultation to whoever leads it; answer 404 when she may not see it, 403 when she does not lead it."""
    consultation = visible_consultation(request, pk)
    if not request.user.has_perm("consultations.lead_consultation", consultation):
        raise PermissionDenied
    return consultation
