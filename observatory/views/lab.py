"""The Lab's dashboard over its communes, and the report that it gives its donors."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core import pdf
from core.cells import as_csv
from observatory import months
from observatory.lab import Board, board_of
from observatory.printing import LANGUAGES, report_pdf
from observatory.tables import board_lines
from observatory.views.fetch import chosen, editions_of


def _board(request) -> tuple[list, Board | None]:
    """Return the editions to choose from, and the board of the chosen period; none before anything was counted."""
    if not request.user.has_perm("observatory.use_lab"):
        raise PermissionDenied
    editions = editions_of(request)
    edition = chosen(request, editions)
    text = request.GET.get("length", "")
    length = int(text) if text in {str(one) for one in months.LENGTHS} else months.YEAR
    return editions, board_of(request.user, edition, length) if edition else None


@never_cache
@require_safe
def dashboard(request):
    """Its communes side by side and added up, over the months chosen."""
    editions, board = _board(request)
    context = {
        "editions": editions,
        "board": board,
        "lengths": months.LENGTHS,
        "languages": LANGUAGES if pdf.is_here() else (),
        "is_rtl": get_language_bidi(),
    }
    return render(request, "observatory/lab.html", context)


@never_cache
@require_safe
def report(request, language):
    """The donor report as PDF."""
    if language not in LANGUAGES:
        raise Http404
    _editions, board = _board(request)
    if board is None:
        raise Http404
    try:
        body = report_pdf(board, language)
    except pdf.NotHere:
        return HttpResponse(_("This server cannot make PDFs now: tell whoever runs it."), status=503)
    return _file(HttpResponse(body, content_type="application/pdf"), f"agraw-lab-{board.edition.key}-{language}.pdf")


@never_cache
@require_safe
def table(request):
    """The same numbers as CSV."""
    _editions, board = _board(request)
    if board is None:
        raise Http404
    body = StreamingHttpResponse(as_csv(board_lines(board)), content_type="text/csv; charset=utf-8")
    return _file(body, f"agraw-lab-{board.edition.key}.csv")


def _file(response, name: str):
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
