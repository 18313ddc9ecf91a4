"""The result of a consultation: its page, and as open data. Nothing here is about one person."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from rest_framework.throttling import AnonRateThrottle, UserRateThrottle

from consultations.actions import tallying
from consultations.results import Told, may_see
from consultations.views.fetch import visible_consultation
from core.cells import as_csv, cell

RATE = "20/min"  # of one person, or one address: a result changes once a day at most


class VisitorThrottle(AnonRateThrottle):
    scope, rate = "results", RATE


class PersonThrottle(UserRateThrottle):
    scope, rate = "results", RATE


def _told(request, pk: int) -> Told:
    """Return a result in words, or answer 404 when its counts are not shown to the reader."""
    consultation = visible_consultation(request, pk)
    if not may_see(consultation, request.user):
        raise Http404
    return Told(consultation)


@login_not_required
@require_safe
def results(request, pk):
    """The result: how each part was answered, by whom, and what it cannot prove."""
    told = _told(request, pk)
    consultation = told.consultation
    may_recount = consultation.state == "closed" and request.user.has_perm("consultations.group_texts", consultation)
    context = {"consultation": consultation, "space": consultation.space, "told": told, "may_recount": may_recount}
    return render(request, "consultations/results.html", context)


@require_POST
def recount(request, pk):
    """Have a closed consultation counted again."""
    consultation = visible_consultation(request, pk)
    tallying.count_again(consultation, by=request.user)
    messages.success(request, _("It is being counted again: look in a few minutes."))
    return redirect("consultations:results", pk)


def _refused(request) -> HttpResponse | None:
    throttle = PersonThrottle() if request.user.is_authenticated else VisitorThrottle()
    if throttle.allow_request(request, None):
        return None
    seconds = max(1, round(throttle.wait() or 60))
    return HttpResponse(status=429, headers={"Retry-After": str(seconds)})


def _open(request, pk: int, response: HttpResponse, name: str) -> HttpResponse:
    response.headers["Content-Disposition"] = f'attachment; filename="agraw-consultation-{pk}.{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = "private, max-age=60"
    return response


@login_not_required
@require_safe
def table(request, pk):
    """The result as CSV, sent line by line, a number a line."""
    if refused := _refused(request):
        return refused
    told = _told(request, pk)
    lines = ([cell(value) for value in line] for line in told.lines())
    return _open(request, pk, StreamingHttpResponse(as_csv(lines), content_type="text/csv; charset=utf-8"), "csv")


@login_not_required
@require_safe
def data(request, pk):
    """The result as JSON."""
    if refused := _refused(request):
        return refused
    told = _told(request, pk)
    return _open(request, pk, JsonResponse(told.as_data(), encoder=DjangoJSONEncoder), "json")
