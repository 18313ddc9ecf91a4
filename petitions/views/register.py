"""Petitions as open data: the register as CSV with its dictionary, and the feeds."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.cells import as_open_table
from core.text import codes_apart
from petitions.enums import Bearer, Ground, Outcome, PetitionState
from petitions.feeds import CouncilFeed, SpaceFeed
from petitions.register import COLUMNS, lines

CODES = {"state": PetitionState, "bearer": Bearer, "grounds": Ground, "outcome": Outcome}


@login_not_required
@require_safe
def table(request):
    """The register, sent line by line: it is never whole in memory."""
    return as_open_table(lines(), "agraw-petitions.csv")


@login_not_required
@require_safe
def dictionary(request):
    """What each column of the register means, and each code in it."""
    codes = [
        (codes_apart(name), [one for one in kind.choices if one[0] != PetitionState.DRAFT])
        for name, kind in CODES.items()
    ]
    columns = [{"name": column.name, "words": codes_apart(column.words)} for column in COLUMNS]
    return render(request, "petitions/register.html", {"columns": columns, "codes": codes})


@login_not_required
@require_safe
def of_space(request, slug):
    """The petitions of a space as Atom, in the language of the address."""
    return SpaceFeed()(request, slug=slug)


@login_not_required
@require_safe
def to_council(request, slug):
    """The petitions to a council as Atom, in the language of the address."""
    return CouncilFeed()(request, slug=slug)
