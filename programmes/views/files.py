"""A programme as files: open data, its days, its yearly reports."""

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from core.cells import as_open_table
from programmes.enums import UNREAD
from programmes.ical import calendar
from programmes.models import Evaluation, Programme, Project
from programmes.printing import LANGUAGES, evaluation_pdf, shown
from programmes.tables import COLUMNS, as_data, as_geojson, lines
from programmes.views.fetch import PREPARE, visible_programme

PDF_KEPT = 3600  # seconds


def _read(request, pk: int) -> Programme:
    """Return a programme whose projects the reader may see, or answer 404."""
    row = visible_programme(request, pk)
    if row.state in UNREAD and not request.user.has_perm(PREPARE, row):
        raise Http404
    return row


def _open(pk: int, response: HttpResponse, name: str) -> HttpResponse:
    response.headers["Content-Disposition"] = f'attachment; filename="agraw-programme-{pk}.{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = "private, max-age=60"
    return response


@login_not_required
@require_safe
def table(request, pk):
    """The projects of a programme as CSV."""
    row = _read(request, pk)
    response = as_open_table(lines(row), f"agraw-programme-{pk}.csv")
    response.headers["Cache-Control"] = "private, max-age=60"
    return response


@login_not_required
@require_safe
def data(request, pk):
    """The whole programme as JSON, with what each column means."""
    return _open(pk, JsonResponse(as_data(_read(request, pk)), encoder=DjangoJSONEncoder), "json")


@login_not_required
@require_safe
def geojson(request, pk):
    """The projects that have a point, with their columns, as GeoJSON."""
    body = JsonResponse(as_geojson(_read(request, pk)), encoder=DjangoJSONEncoder, content_type="application/geo+json")
    return _open(pk, body, "geojson")


@login_not_required
@require_safe
def dictionary(request, pk):
    """What each column of the CSV means."""
    row = _read(request, pk)
    return render(request, "programmes/columns.html", {"programme": row, "council": row.council, "columns": COLUMNS})


@login_not_required
@require_safe
def days(request, pk):
    """The days of the law and of the projects as an iCalendar, in the language of the address."""
    row = visible_programme(request, pk)
    projects = list(Project.objects.visible_to(request.user).filter(programme=row).for_list())
    body = calendar(row, projects, get_language())
    return _open(pk, HttpResponse(body, content_type="text/calendar; charset=utf-8"), "ics")


# --- the report of a year ---
def _report(request, pk: int, year: int) -> Evaluation:
    row = visible_programme(request, pk)
    report = get_object_or_404(row.evaluations, year=year)
    report.programme = row
    return report


@login_not_required
@require_safe
def evaluation(request, pk, year):
    """The evaluation report of a year, as it was published."""
    report = _report(request, pk, year)
    language = "ar" if get_language() == "ar" else "fr"
    context = {
        "report": report,
        "programme": report.programme,
        "council": report.programme.council,
        "languages": LANGUAGES,
        **shown(report.figures, language),
    }
    return render(request, "programmes/evaluation.html", context)


@login_not_required
@require_safe
def paper(request, pk, year, language):
    """The evaluation report of a year as PDF. It never changes: it is laid out once an hour at most."""
    report = _report(request, pk, year)
    if language not in LANGUAGES:
        raise Http404
    body = cache.get_or_set(
        f"evaluation-pdf-{report.pk}-{language}", lambda: evaluation_pdf(report, language), PDF_KEPT
    )
    return _open(pk, HttpResponse(body, content_type="application/pdf"), f"{year}-{language}.pdf")
