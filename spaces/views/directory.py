"""The directory of associations: of the whole country, of a commune; as open data and as a feed."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.cells import as_open_table
from core.pages import is_searching, page_of
from councils.enums import Theme
from spaces.enums import Tongue
from spaces.feeds import AssociationFeed
from spaces.filters import AssociationFilter, SpaceAssociationFilter
from spaces.models import Association, Paper
from spaces.open_data import COLUMNS, lines
from spaces.views.fetch import counted_space


@login_not_required
@require_safe
def directory(request):
    """The associations of the whole country, those registered last first: filter, search, page by cursor."""
    rows = Association.objects.visible_to(request.user)
    found = AssociationFilter(request.GET, queryset=rows, request=request)
    context = {"filter": found, "page": page_of(request, found.qs.for_directory()), "searching": is_searching(request)}
    return render(request, "spaces/directory.html#results" if request.htmx else "spaces/directory.html", context)


@login_not_required
@require_safe
def in_space(request, slug):
    """The associations with their seat or a branch in the commune of a space; its facilitators see what to check."""
    space = counted_space(request, slug)
    rows = Association.objects.visible_to(request.user).active_in(space.commune_id)
    found = SpaceAssociationFilter(request.GET, queryset=rows, request=request)
    page = page_of(request, found.qs.for_directory())
    context = {"space": space, "filter": found, "page": page, "searching": is_searching(request)}
    if request.htmx:
        return render(request, "spaces/associations.html#results", context)
    if request.user.has_perm("spaces.facilitate_space", space):
        waiting = Paper.objects.visible_to(request.user).current().filter(association__seat=space.commune_id)
        rows = waiting.filter(checked_by=None).exclude(added_by=request.user).select_related("association")
        context["waiting"] = rows.order_by("added_at")[:50]
    return render(request, "spaces/associations.html", context)


@login_not_required
@require_safe
def table(request):
    """The directory as CSV, sent line by line: it is never whole in memory."""
    return as_open_table(lines(), "agraw-associations.csv")


@login_not_required
@require_safe
def dictionary(request):
    """What each column of the open data means, and each code in it."""
    codes = [("themes", Theme.choices), ("languages", Tongue.choices)]
    return render(request, "spaces/open_data.html", {"columns": COLUMNS, "codes": codes})


@login_not_required
@require_safe
def atom(request):
    """The associations registered last, in the language of the address."""
    return AssociationFeed()(request)
