"""Reading petitions: the list, what is open in a space, one's own, one petition."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core import cached
from core.enums import Visibility
from core.pages import is_searching, page_of
from debates.views.thread import thread_context
from petitions import panels
from petitions.conditions import conditions_of, missing_in
from petitions.enums import SIGNING_STATES, Bearer, PetitionState
from petitions.filters import PetitionFilter
from petitions.models import Petition
from petitions.rules import acts
from petitions.versions import version
from petitions.views.fetch import visible_petition
from spaces.views.fetch import visible_space

LATEST = 3
UNFINISHED = {PetitionState.DRAFT, *SIGNING_STATES}


@login_not_required
@require_safe
def listing(request, slug):
    """The petitions of a space, newest first: filter, search, page by cursor."""
    space = visible_space(request, slug)
    begun = Petition.objects.visible_to(request.user).filter(space=space).exclude(state=PetitionState.DRAFT)
    found = PetitionFilter(request.GET, queryset=begun, request=request)
    context = {
        "space": space,
        "filter": found,
        "page": page_of(request, found.qs.for_list()),
        "searching": is_searching(request),
    }
    return render(request, "petitions/list.html#results" if request.htmx else "petitions/list.html", context)


@login_not_required
@require_safe
def in_space(request, slug):
    """The newest petitions of a space: a fragment of its home page, and a page."""
    space = visible_space(request, slug)
    rows = Petition.objects.public().filter(space=space).exclude(state=PetitionState.WITHDRAWN)
    context = {"space": space, "petitions": rows.for_list().order_by("-id")[:LATEST]}
    return render(request, "petitions/latest.html#items" if request.htmx else "petitions/latest.html", context)


@require_safe
def mine(request):
    """The petitions that a person leads, newest first."""
    rows = Petition.objects.led_by(request.user).for_list()
    return render(request, "petitions/mine.html", {"page": page_of(request, rows)})


@login_not_required
@require_safe
@cached.shared(version)
def detail(request, pk):
    """One petition. Signed out, its page depends on the petition and the language alone: it is kept and shared."""
    petition = visible_petition(request, pk)
    conditions = conditions_of(petition) if petition.state in UNFINISHED else []
    context = {
        "petition": petition,
        "space": petition.space,
        "acts": acts(petition, request.user),
        "by_association": petition.bearer == Bearer.ASSOCIATION,
        "conditions": conditions,
        "missing_count": len(missing_in(conditions)),
        "leads": request.user.has_perm("petitions.lead_petition", petition),
        "need_is_shown": petition.need is not None and petition.need.visibility == Visibility.VISIBLE,
        "annexes": petition.annexes.all(),
        **_discussion(request, petition),
    }
    for panel in (panels.signing, panels.sheets, panels.procedure):
        context |= panel(petition, request.user)
    return render(request, "petitions/detail.html", context)


def _discussion(request, petition: Petition) -> dict:
    """Return what people say about the petition, when the reader may read it: what is held back is not discussed."""
    if petition.thread is None:
        return {}
    petition.thread.space = petition.space  # the same row: what the rules of a thread ask for is at hand
    if not request.user.has_perm("debates.view_thread", petition.thread):
        return {}
    return thread_context(request, petition.thread)
