"""Petitions as open data: the register as CSV with its dictionary, and the feeds."""

import re

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils.translation import get_language_bidi
from django.views.decorators.http import require_safe

from core.cells import as_open_table
from core.text import isolate
from petitions.enums import Bearer, Ground, Outcome, PetitionState
from petitions.feeds import CouncilFeed, SpaceFeed
from petitions.register import COLUMNS, lines

CODE = re.compile(r"[A-Za-z][A-Za-z_-]+")
CODES = {"state": PetitionState, "bearer": Bearer, "grounds": Ground, "outcome": Outcome}


@login_not_required
@require_safe
def table(request):
    """The register, sent line by line: it is never whole in memory."""
    return as_open_table(lines(), "agraw-petitions.csv")


def set_apart(words: str) -> str:
    """Return words with the codes in them set apart, where the line runs from right to left."""
    return CODE.sub(lambda code: isolate(code[0]), words) if get_language_bidi() else words


@login_not_required
@require_safe
def dictionary(request):
    """What each column of the register means, and each code in it."""
    codes = [
        (set_apart(name), [one for one in kind.choices if one[0] != PetitionState.DRAFT])
        for name, kind in CODES.items()
    ]
    columns = [{"name": column.name, "words": set_apart(str(column.words))} for column in COLUMNS]
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
