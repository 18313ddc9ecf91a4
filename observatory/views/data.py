"""Figures as open data, and how each is counted."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from core.cells import as_open_table
from observatory.figures import FIGURES, GROUPS
from observatory.publication_items import ITEMS
from observatory.tables import COLUMNS, lines
from observatory.views.fetch import chosen, editions_of


@login_not_required
@require_safe
def table(request):
    """Every council of the newest public edition, or of the month (and the region) asked for, sent line by line."""
    region = request.GET.get("region", "")[:16]
    name = f"agraw-observatory-{slugify(region)}.csv" if region else "agraw-observatory.csv"
    return as_open_table(lines(chosen(request, editions_of(request)), region), name)


@login_not_required
@require_safe
def methods(request):
    """How each figure is counted, the seventeen things, what each column means."""
    groups = [(words, [one for one in FIGURES if one.group == key]) for key, words in GROUPS.items()]
    context = {"groups": groups, "items": ITEMS, "columns": COLUMNS, "editions": editions_of(request)}
    return render(request, "observatory/methods.html", context)
