"""Reading calls: the list of a space, what is open in it now, one call, its results."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from calls.conditions import conditions_of
from calls.enums import DECIDED, ApplicationState, CallState
from calls.filters import CallFilter
from calls.models import Call
from calls.rules import acts
from calls.timeline import told
from calls.views.fetch import visible_call
from calls.winners import lists_of
from core.pages import is_searching, page_of
from spaces.enums import PaperKind, SpaceState
from spaces.models import Association
from spaces.views.fetch import visible_space

LATEST = 3


@login_not_required
@require_safe
def listing(request, slug):
    """The calls of a space, newest first: filter, search, page by cursor."""
    space = visible_space(request, slug)
    found = CallFilter(request.GET, queryset=Call.objects.visible_to(request.user).filter(space=space), request=request)
    context = {
        "space": space,
        "filter": found,
        "page": page_of(request, found.qs.for_list()),
        "searching": is_searching(request),
        "may_call": space.state == SpaceState.OPEN and request.user.has_perm("calls.call_for_space", space),
    }
    return render(request, "calls/list.html#results" if request.htmx else "calls/list.html", context)


@login_not_required
@require_safe
def in_space(request, slug):
    """The last calls of a space: a fragment of its home page, and a page."""
    space = visible_space(request, slug)
    rows = Call.objects.public().filter(space=space).exclude(state=CallState.CANCELLED)
    context = {"space": space, "calls": rows.for_list().order_by("-id")[:LATEST]}
    return render(request, "calls/latest.html#items" if request.htmx else "calls/latest.html", context)


@login_not_required
@require_safe
def detail(request, pk):
    """One call: what it is for, who may apply, until when, how it is decided, what became of it."""
    call = visible_call(request, pk)
    leads = request.user.has_perm("calls.lead_call", call)
    own = []
    if request.user.is_authenticated:
        mine = Association.objects.of(request.user)
        own = list(call.applications.filter(association__in=mine).select_related("association").order_by("pk"))
    context = {
        "call": call,
        "space": call.space,
        "leads": leads,
        "acts": [(name, call.MOVES[name].label) for name in acts(call, request.user)] if leads else [],
        "categories": list(call.categories.all()),
        "criteria": list(call.criteria.all()),
        "conditions": conditions_of(call),
        "papers": [PaperKind(kind).label for kind in call.papers],
        "own": [row for row in own if request.user.has_perm("calls.view_application", _with(row, call))],
        "is_open": call.takes_applications(),
        "is_evaluator": request.user.is_authenticated and call.evaluators.current().filter(user=request.user).exists(),
        "history": told(call),
        "numbers": numbers_of(call) if call.closed_at else None,
    }
    return render(request, "calls/detail.html", context)


def _with(row, call):
    row.call = call
    return row


def numbers_of(call: Call) -> dict[str, int]:
    """Return how many applications were sent, were eligible, and were retained: numbers, and nobody's name."""
    states = list(call.applications.exclude(state=ApplicationState.DRAFT).values_list("state", flat=True))
    out = {ApplicationState.INELIGIBLE, ApplicationState.WITHDRAWN, ApplicationState.SENT, ApplicationState.COMPLETING}
    return {
        "sent": len(states),
        "eligible": sum(state not in out for state in states),
        "retained": sum(state == ApplicationState.AWARDED for state in states) if call.is_decided() else 0,
        "not_retained": sum(state == ApplicationState.NOT_RETAINED for state in states) if call.is_decided() else 0,
    }


@login_not_required
@require_safe
def results(request, pk):
    """The winners with their reasons and the mean of each criterion; of the others, only how many there are."""
    call = visible_call(request, pk)
    if call.state not in DECIDED:
        raise Http404
    context = {
        "call": call,
        "space": call.space,
        "lists": lists_of(call),
        "criteria": list(call.criteria.all()),
        "numbers": numbers_of(call),
    }
    return render(request, "calls/results.html", context)
