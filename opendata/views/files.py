"""The files of open data at their stable addresses, with what a program needs to fetch them only when they changed."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.http import http_date
from django.views.decorators.http import condition, require_safe

from core.parts import give
from opendata.catalogue import catalogue, dictionary
from opendata.models import Dump
from opendata.tables import DATASETS

KEPT = "public, no-cache"  # asked for again each time, by its ETag: what is hidden leaves a file at once
PART = 4_000_000  # bytes of a part, when a part is asked for


def open_to_all(response: HttpResponseBase, *, kept: str = KEPT) -> HttpResponseBase:
    """Let any site read an answer, and caches keep it."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = kept
    return response


def _row(request: HttpRequest, slug: str, kind: str) -> Dump:
    """Return the newest file, read once for a request."""
    if not hasattr(request, "_dump"):
        request._dump = get_object_or_404(Dump, dataset=slug, format=kind)
    return request._dump


def _tag(request, slug, kind) -> str:
    return f'"{_row(request, slug, kind).sha256}"'


def _moment(request, slug, kind):
    return _row(request, slug, kind).read_at


@login_not_required
@require_safe
@condition(etag_func=_tag, last_modified_func=_moment)
def file(request, slug, kind):
    """One dataset in one format, as it was written last; 404 until it was written, for the first time or anew because
    something that stands in it was hidden.
    """
    row = _row(request, slug, kind)
    if slug not in DATASETS:
        raise Http404
    try:
        response = give(request, row.file, row.media_type, most=PART)
    except FileNotFoundError:
        raise Http404 from None  # replaced in this very moment, or taken out of the storage by hand
    response.headers["Content-Disposition"] = f'attachment; filename="{row.name}"'
    response.headers["Link"] = f'<{DATASETS[slug].licence.url}>; rel="license"'
    if "Range" not in request.headers:
        del response.headers["Content-Encoding"]  # the whole may be pressed on the way, a part may not
    return open_to_all(response)


@login_not_required
@require_safe
def checksums(request):
    """The SHA-256 of every file, as `sha256sum -c` reads it."""
    lines = "".join(f"{row.sha256}  {row.name}\n" for row in Dump.objects.all())
    response = HttpResponse(lines, content_type="text/plain; charset=utf-8")
    if newest := max((row.read_at for row in Dump.objects.all()), default=None):
        response.headers["Last-Modified"] = http_date(newest.timestamp())
    return open_to_all(response, kept="public, max-age=60")


@login_not_required
@require_safe
def words(request, slug):
    """The dictionary of a dataset: what each field means, in Arabic and French, what it holds, its unit, its codes."""
    if slug not in DATASETS:
        raise Http404
    return open_to_all(JsonResponse(dictionary(DATASETS[slug]), json_dumps_params={"ensure_ascii": False, "indent": 1}))


@login_not_required
@require_safe
def all_datasets(request):
    """The catalogue of datasets as JSON-LD (DCAT-AP)."""
    response = JsonResponse(
        catalogue(), content_type="application/ld+json", json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
    return open_to_all(response, kept="public, max-age=300")
