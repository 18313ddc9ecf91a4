"""Reading the bank: that of the country, of a space, of an association; one resource, its versions, its file."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from core.pages import is_searching, page_of
from core.parts import give
from resources.enums import FileKind, Reader
from resources.filters import ResourceFilter
from resources.models import Resource, Version
from resources.rules import acts
from resources.versions import differences
from resources.views.fetch import gone, visible_association, visible_resource
from spaces.views.fetch import visible_space
from territories.models import Territory

BEST = 40  # of a search, in one page
NEAR = 3  # about the reader's own commune, above the others
LATEST = 3
TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.CSV: "text/csv; charset=utf-8",
    FileKind.ODS: "application/vnd.oasis.opendocument.spreadsheet",
}


@login_not_required
@require_safe
def bank(request):
    """The information bank of the country: what holds in the reader's own commune first."""
    commune = _commune_of(request.user)
    context = _list(request, Resource.objects.public(), commune.code if commune else "")
    if commune and not context["searching"] and "cursor" not in request.GET:
        near = Resource.objects.public().about(commune.code).for_list().order_by("-published_at", "-id")
        context |= {"near": near[:NEAR], "commune": commune}
    may_give = request.user.has_perm("resources.give_for_lab")
    return _answer(request, context | {"may_give": may_give, "give_url": reverse("resources:new")})


def _commune_of(user) -> Territory | None:
    """Return the commune where the reader lives, without its shape; None when she has not said."""
    if not user.is_authenticated or user.commune_id is None:
        return None
    return Territory.objects.light().get(pk=user.commune_id)


@login_not_required
@require_safe
def in_space(request, slug):
    """What a space gives, and what anybody gives about its commune."""
    space = visible_space(request, slug)
    context = _list(request, Resource.objects.public().of_space(space), space.commune.code)
    may_give = request.user.has_perm("resources.give_for_space", space)
    give_url = reverse("resources:space-new", args=[slug])
    return _answer(request, context | {"space": space, "may_give": may_give, "give_url": give_url})


@login_not_required
@require_safe
def of_association(request, pk):
    """What an association gives under its own name."""
    association = visible_association(request, pk)
    context = _list(request, Resource.objects.public().filter(association=association), association.seat.code)
    may_give = request.user.has_perm("resources.give_for_association", association)
    give_url = reverse("resources:association-new", args=[pk])
    return _answer(request, context | {"association": association, "may_give": may_give, "give_url": give_url})


@login_not_required
@require_safe
def latest(request, slug):
    """The newest of a space: a fragment of its home page, and a page."""
    space = visible_space(request, slug)
    rows = Resource.objects.public().of_space(space).for_list().order_by("-published_at", "-id")[:LATEST]
    name = "resources/latest.html#items" if request.htmx else "resources/latest.html"
    return render(request, name, {"space": space, "resources": rows})


def _list(request, rows, code: str) -> dict:
    """Return what a list shows: the newest first by cursor; for a search, the best ones in one page."""
    found = ResourceFilter(request.GET, queryset=rows, request=request)
    asks = found.form.cleaned_data.get("q", "") if found.form.is_valid() else ""
    context = {
        "filter": found, "searching": is_searching(request), "filtering": is_searching(request, "q"), "has_more": False,
        "near": [], "commune": None, "space": None, "association": None,
    }  # fmt: skip
    if asks:
        best = list(found.qs.ranked(asks, code).for_list()[: BEST + 1])
        return context | {"page": {"rows": best[:BEST], "newer": "", "older": ""}, "has_more": len(best) > BEST}
    return context | {"page": page_of(request, found.qs.for_list(), "-published_at", "-id")}


def _answer(request, context: dict):
    return render(request, "resources/list.html#results" if request.htmx else "resources/list.html", context)


@login_not_required
@require_safe
def detail(request, pk):
    """One resource. In the place of a withdrawn one: that it was, and why (410)."""
    resource = visible_resource(request, pk)
    if not resource.is_readable_by(request.user):
        return gone(request, resource)
    chosen = request.GET.get("in", "")
    language = chosen if chosen in resource.written_in else ""
    text = getattr(resource, f"text_{language}") if language else resource.text
    context = {
        "resource": resource,
        "is_demo": resource.is_demo,
        "space": resource.space,
        "text": text,
        "language": language or _shown_in(resource),
        "acts": acts(resource, request.user),
        "reads": [one for one in Reader if one.value in resource.readers],
        "has_history": resource.version > 1,
    }
    return render(request, "resources/detail.html", context)


def _shown_in(resource: Resource) -> str:
    """Return the language in which its title is shown."""
    written = resource.written_in
    return get_language() if get_language() in written else (written or [""])[0]


@login_not_required
@require_safe
def versions(request, pk):
    """All versions of a resource: number, day, who published it, what changed."""
    resource = visible_resource(request, pk)
    if not resource.is_readable_by(request.user):
        return gone(request, resource)
    context = {"resource": resource, "space": resource.space, "versions": resource.versions.for_list()}
    return render(request, "resources/versions.html", context)


@login_not_required
@require_safe
def version(request, pk, number):
    """A version as it was published, and how it differs from the one before."""
    resource = visible_resource(request, pk)
    if not resource.is_readable_by(request.user):
        return gone(request, resource)
    rows = {row.number: row for row in resource.versions.select_related("by").filter(number__in=[number, number - 1])}
    if number not in rows:
        raise Http404
    context = {
        "resource": resource,
        "space": resource.space,
        "version": rows[number],
        "before": rows.get(number - 1),
        "differences": differences(rows.get(number - 1), rows[number]),
    }
    return render(request, "resources/version.html", context)


@login_not_required
@require_safe
def file(request, pk):
    """The file as it is now. It is saved, never run in a page of ours."""
    resource = visible_resource(request, pk)
    if not resource.is_readable_by(request.user):
        return gone(request, resource)
    return _file(request, resource, resource)


@login_not_required
@require_safe
def version_file(request, pk, number):
    """The file of a version."""
    resource = visible_resource(request, pk)
    if not resource.is_readable_by(request.user):
        return gone(request, resource)
    return _file(request, resource, get_object_or_404(Version, resource=resource, number=number))


def _file(request, resource: Resource, said):
    if not said.file:
        raise Http404
    response = give(request, said.file, TYPES[said.file_kind])
    number = getattr(said, "number", resource.version)
    name = f"agraw-resource-{resource.pk}-{number}.{said.file_kind}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    # What is withdrawn is read no more: no cache keeps it.
    response.headers["Cache-Control"] = "private, no-cache"
    return response
