"""Councils and their people as Popolo."""

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.views.decorators.http import require_safe

from councils.models import Council
from opendata import popolo
from opendata.views.files import open_to_all
from territories.queries import unread_of

ABOVE = ("territory", "territory__parent", "territory__parent__parent")
LANGUAGE = "fr"  # of the words of Agraw's own; the names of people and places are told in Arabic too
KEPT = "public, max-age=300"


def _councils():
    return Council.objects.select_related(*ABOVE).defer(*unread_of(*ABOVE)).order_by("territory__code")


def _answer(told) -> JsonResponse:
    return open_to_all(JsonResponse(told, json_dumps_params={"ensure_ascii": False}), kept=KEPT)


@login_not_required
@require_safe
def every(request):
    """Every council as an organization with its area."""
    with translation.override(LANGUAGE):
        return _answer(popolo.councils(_councils()))


@login_not_required
@require_safe
def one(request, slug):
    """One council: its committees, its offices, its people and their mandates."""
    row = get_object_or_404(_councils(), territory__slug=slug)
    with translation.override(LANGUAGE):
        return _answer(popolo.council(row))
