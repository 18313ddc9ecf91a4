"""Pages of the territories: find one's commune, read about a place, its outline for maps."""

import hashlib
import json
import re

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from core.enums import Load
from core.problems import resting
from core.switches import is_on
from territories.enums import Level
from territories.forms import CommunePicker, PointForm, SearchForm
from territories.models import Territory
from territories.reference import CREDIT

FOUND = 20  # results on the search page
DAY = 24 * 3600


@login_not_required
@require_safe
def search(request, *, status=200, lost=False):
    """Find a commune by its name in any script, or by going down from the regions. `lost`: a position was in no
    commune.
    """
    form = SearchForm(request.GET)
    asked = form.cleaned_data["q"] if form.is_valid() else ""
    context = {
        "form": form,
        "asked": asked,
        "lost": lost,
        "found": Territory.objects.for_list().search(asked)[:FOUND] if asked else [],
        "regions": [] if asked else Territory.objects.for_list().filter(level=Level.REGION),
    }
    return render(
        request,
        "territories/search.html#results" if request.htmx else "territories/search.html",
        context,
        status=status,
    )


@login_not_required
@require_safe
def here(request):
    """Go to the space of the commune that holds `?lat=&lon=`, or say that none does."""
    form = PointForm(request.GET)
    place = Territory.objects.locate(form.cleaned_data["lon"], form.cleaned_data["lat"]) if form.is_valid() else None
    if place is None:
        return search(request, status=404 if form.is_valid() else 400, lost=True)
    answer = redirect("spaces:detail", place.commune.slug)
    patch_cache_control(answer, private=True, no_store=True)
    return answer


@login_not_required
@require_safe
def options(request):
    """The communes to choose from while one types in a form's field, `?field=` naming it; a fragment for htmx."""
    name = request.GET.get("field", "commune")
    if not re.fullmatch(r"[a-z][a-z0-9_-]{0,40}", name):
        raise Http404
    if not is_on(Load.SUGGESTIONS):
        return resting(Load.SUGGESTIONS)
    text = request.GET.get(name, "").strip()[:200]
    return render(request, "territories/commune_picker.html#choices", CommunePicker().get_context(name, text, {}))


@login_not_required
@require_safe
def detail(request, slug):
    """Show a place: names, population, what it is in and what is in it, its boundary on request."""
    place = get_object_or_404(Territory.objects.for_list().select_related("parent__parent__parent"), slug=slug)
    above, unit = [], place.parent
    while unit:
        above.insert(0, unit)
        unit = unit.parent
    context = {
        "place": place,
        "above": above,
        "children": place.children.light().order_by("name_ar" if get_language() == "ar" else "name_fr"),
        "credit": CREDIT,
    }
    return render(request, "territories/detail.html", context)


@login_not_required
@require_safe
def outline(request, slug):
    """The simplified outline of a place as a GeoJSON Feature, to be kept a day."""
    place = get_object_or_404(Territory.objects.light().with_outline(), slug=slug, outline__isnull=False)
    feature = {
        "type": "Feature",
        "properties": {"code": place.code, "level": place.level, "name": place.name, "credit": CREDIT},
        "geometry": json.loads(place.outline_json),
    }
    body = json.dumps(feature, ensure_ascii=False, separators=(",", ":")).encode()
    answer = HttpResponse(body, content_type="application/geo+json")
    answer["ETag"] = f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"'
    patch_cache_control(answer, public=True, max_age=DAY)
    return get_conditional_response(request, etag=answer["ETag"], response=answer)
