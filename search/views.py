"""Pages of the search."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from core.text import isolate
from search.forms import SearchForm
from search.results import PAGES, search
from territories.models import Territory


@login_not_required
@require_safe
def found(request):
    """Search everything that is public; what is in the reader's commune comes first.

    What is asked is kept nowhere: not in the journal, not in a log of ours, not with the person.
    """
    form = SearchForm(request.GET)
    form.is_valid()
    commune = commune_of(request.user)
    page = page_of(request)
    results = search(form.cleaned_data.get("q", ""), form.filters(), near=commune.code if commune else "", page=page)
    filters = form.filters()
    context = {
        "form": form,
        "results": results,
        "near": [one for one in results.shown if one.is_near],
        "others": [one for one in results.shown if not one.is_near],
        "heading": "h4" if any(one.is_near for one in results.shown) else "h3",
        "asked": isolate(results.asked.text),
        "filtered": bool(filters),
        "kind": filters.kind,
        "commune": commune,
        "page": page,
        "pages": PAGES,
        "floor": results.total // 100 * 100 if results.total >= 100 else results.total,
        "without_filters": _address(request, q=results.asked.text),
        "perhaps_url": _address(request, request.GET, q=results.perhaps) if results.perhaps else "",
        "everything_url": _address(request, request.GET, kind=""),
        "kinds": [(one, _address(request, request.GET, kind=one.kind.name)) for one in results.counts],
        "alone": [(word, count, _address(request, request.GET, q=word)) for word, count in results.alone],
        "newer": _address(request, request.GET, page=page - 1 if page > 2 else "") if page > 1 else "",
        "older": _address(request, request.GET, page=page + 1) if results.has_next else "",
    }
    answer = render(request, "search/found.html#results" if request.htmx else "search/found.html", context)
    patch_cache_control(answer, private=True)
    return answer


def page_of(request) -> int:
    """Return the page that the address asks for, among those that can be turned."""
    asked = request.GET.get("page", "")
    return min(max(1, int(asked)), PAGES) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 1


def commune_of(user) -> Territory | None:
    """Return the commune where the reader lives, without its shape; None when she has not said."""
    if not user.is_authenticated or user.commune_id is None:
        return None
    return Territory.objects.light().get(pk=user.commune_id)


def _address(request, kept=None, **changed) -> str:
    """Return the address of this search with some of it changed; the page begins anew unless it is what changes."""
    told = {name: value for name, value in (kept or {}).items() if name in SearchForm.base_fields} | changed
    return f"{request.path}?{urlencode({name: value for name, value in told.items() if value})}"


@login_not_required
@require_safe
def description(request):
    """Describe the search to a browser (OpenSearch 1.1), so that it can be asked from the address bar."""
    words = {
        "page": request.build_absolute_uri(reverse("search:found")),
        "self": request.build_absolute_uri(request.path),
    }
    body = render_to_string("search/description.xml", words, request)
    return HttpResponse(body, content_type="application/opensearchdescription+xml")
