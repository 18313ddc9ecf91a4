"""How pages find figures: what a person may not see is not there (404)."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from councils.models import Council
from observatory import months
from observatory.models import Edition, Snapshot

KEPT = 24  # editions offered to choose from


def editions_of(request) -> list[Edition]:
    """Return the newest public editions."""
    return list(Edition.objects.public()[:KEPT])


def chosen(request, editions: list[Edition]) -> Edition | None:
    """Return the edition that `?month=` names, the newest without; None when nothing was counted yet.

    Raises `Http404` for a month that is not among them.
    """
    text = request.GET.get("month", "")
    if not text:
        return editions[0] if editions else None
    wanted = months.read(text)
    found = next((one for one in editions if one.month == wanted), None)
    if found is None:
        raise Http404
    return found


def council_of(slug: str) -> Council:
    """Return the council of a territory by its slug. Raises `Http404`."""
    return get_object_or_404(Council.objects.for_list(), territory__slug=slug)


def snapshot_of(request, slug: str) -> tuple[Council, Snapshot | None]:
    """Return a council, and its figures of the month that `?month=` names: the newest that this person sees without.

    Raises `Http404` for a month that she does not see.
    """
    council = council_of(slug)
    rows = Snapshot.objects.visible_to(request.user).filter(council=council).for_detail().order_by("-edition__month")
    text = request.GET.get("month", "")
    if text:
        rows = rows.filter(edition__month=months.read(text))
    row = rows.first()
    if row is None and text:
        raise Http404
    return council, row


def months_of(request, council: Council) -> list[Edition]:
    """Return the editions in which this person sees a council's figures, the newest first."""
    seen = Snapshot.objects.visible_to(request.user).filter(council=council)
    return list(Edition.objects.filter(pk__in=seen.values("edition"))[:KEPT])
