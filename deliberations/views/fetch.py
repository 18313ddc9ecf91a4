"""What doors fetch: only what the person may see, so that a stranger gets 404."""

from django.shortcuts import get_object_or_404

from councils.models import Council
from deliberations.models import AgendaItem, Session


def visible_council(slug: str) -> Council:
    return get_object_or_404(Council.objects.for_list(), territory__slug=slug)


def visible_session(request, pk: int) -> Session:
    return get_object_or_404(Session.objects.visible_to(request.user).for_detail(), pk=pk)


def visible_item(request, pk: int) -> AgendaItem:
    """Return a point with its session, its council, its matter and its vote, or answer 404."""
    rows = AgendaItem.objects.visible_to(request.user).select_related(
        "session__council__territory", "referral", "committee", "deliberation"
    )
    return get_object_or_404(rows, pk=pk)
