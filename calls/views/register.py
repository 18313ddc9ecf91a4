"""Calls and funded projects as open data: CSV with its dictionary, and the feed of a space."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from calls.enums import CallState, ProjectState
from calls.feeds import SpaceFeed
from calls.register import CALLS, PROJECTS, lines_of_calls, lines_of_projects
from core.cells import as_open_table


@login_not_required
@require_safe
def calls(request):
    """Every public call, sent line by line."""
    return as_open_table(lines_of_calls(), "agraw-calls.csv")


@login_not_required
@require_safe
def projects(request):
    """Every funded project, sent line by line."""
    return as_open_table(lines_of_projects(), "agraw-funded-projects.csv")


@login_not_required
@require_safe
def dictionary(request):
    """What each column means, and each code in it."""
    context = {
        "tables": [("calls-csv", CALLS), ("funded-projects-csv", PROJECTS)],
        "codes": [one for one in CallState.choices if one[0] != CallState.DRAFT] + list(ProjectState.choices),
    }
    return render(request, "calls/register.html", context)


@login_not_required
@require_safe
def feed(request, slug):
    """The calls of a space as Atom, in the language of the address."""
    return SpaceFeed()(request, slug=slug)
