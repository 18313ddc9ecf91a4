"""Who takes part in a space: what is over for everyone, what runs for its facilitators, while there is time."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils.translation import get_language_bidi
from django.views.decorators.http import require_safe

from notices.paths import in_language
from observatory import reading
from observatory.models import Inclusion
from spaces.views.fetch import counted_space, space_for
from territories.models import Territory

SHOWN = 20  # processes on a page


def _tables(rows) -> list[tuple[Inclusion, str, list[reading.Presence]]]:
    return [(row, in_language(row.path) if row.path else "", reading.presences(row)) for row in rows]


@login_not_required
@require_safe
def space(request, slug):
    """A space over a year and each process of it; those that run for whoever facilitates alone."""
    row = counted_space(request, slug)
    facilitates = request.user.has_perm("spaces.facilitate_space", row)
    found = Inclusion.objects.filter(space=row.pk)
    tables = _tables((found if facilitates else found.over()).for_list()[: SHOWN + 1])
    whole = next((one for one in tables if one[0].process == "space"), None)
    codes = {one.census_of for _row, _path, groups in tables for one in groups if one.census_of}
    context = {
        "space": row,
        "is_demo": row.is_demo,
        "whole": whole,
        "running": [one for one in tables if one[0].is_running],
        "over": [one for one in tables if not one[0].is_running and one[0].process != "space"],
        "places": list(Territory.objects.filter(code__in=codes).only("code", "name_ar", "name_fr")),
        "facilitates": facilitates,
        "is_rtl": get_language_bidi(),
    }
    return render(request, "observatory/space.html", context)


@require_safe
def warnings(request, slug):
    """On the page where a space is managed: the groups that a running process has too few of."""
    row = space_for(request, slug, "spaces.facilitate_space")
    running = Inclusion.objects.filter(space=row.pk, is_running=True).for_list()
    low = [
        (one, in_language(one.path), [group for group in reading.presences(one) if group.is_low])
        for one in running
        if one.low
    ]
    template = "observatory/warnings.html"
    return render(request, f"{template}#items" if request.htmx else template, {"space": row, "low": low})
