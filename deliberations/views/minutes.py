"""The minutes of a session: read by everyone once approved, as a page and as a PDF."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from core.parts import give
from deliberations.models import Minutes
from deliberations.printing import LANGUAGES, told
from deliberations.views.fetch import visible_session


def _minutes(request, pk: int) -> Minutes:
    """Return the latest minutes that the reader may see, or answer 404."""
    session = visible_session(request, pk)
    rows = Minutes.objects.visible_to(request.user).filter(session=session).select_related("written_by", "approved_by")
    row = rows.order_by("-version").first()
    if row is None:
        raise Http404
    row.session = session
    return row


@login_not_required
@require_safe
def detail(request, pk):
    """The minutes as a page, with their earlier approved versions named."""
    row = _minutes(request, pk)
    context = {
        "minutes": row,
        "session": row.session,
        "council": row.session.council,
        "told": told(row),
        "files": [code for code in LANGUAGES if getattr(row, f"file_{code}")] if row.approved_at else [],
        "is_demo": row.session.council.is_demo,
    }
    return render(request, "deliberations/minutes.html", context)


@login_not_required
@require_safe
def file(request, pk, language):
    """The PDF of the approved minutes in a language."""
    session = visible_session(request, pk)
    row = get_object_or_404(session.minutes.approved().order_by("-version")[:1])
    kept = getattr(row, f"file_{language}") if language in LANGUAGES else None
    if not kept:
        raise Http404
    response = give(request, kept, "application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="agraw-minutes-{pk}-{language}.pdf"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
