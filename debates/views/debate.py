"""Reading debates: the list of a space, what is open now, one debate, its documents."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from core.pages import is_searching, page_of
from core.parts import give
from debates.conclusions import sections_of
from debates.enums import CONCLUDED, SittingState
from debates.filters import DebateFilter
from debates.models import Debate, Sitting
from debates.offers import offers_for
from debates.timeline import told
from debates.views.fetch import visible_debate
from debates.views.thread import thread_context
from spaces.views.fetch import visible_space

OPEN_NOW = 3


@login_not_required
@require_safe
def listing(request, slug):
    """The debates of a space, newest first: filter, search, page by cursor."""
    space = visible_space(request, slug)
    debates = Debate.objects.visible_to(request.user).filter(space=space).with_next_sitting()
    found = DebateFilter(request.GET, queryset=debates, request=request)
    context = {
        "space": space,
        "filter": found,
        "page": page_of(request, found.qs.for_list()),
        "searching": is_searching(request),
        "may_create": request.user.has_perm("debates.create_debate", space),
    }
    return render(request, "debates/list.html#results" if request.htmx else "debates/list.html", context)


@login_not_required
@require_safe
def in_space(request, slug):
    """What is debated in a space now, and its next sitting: a fragment of its home page, and a page."""
    space = visible_space(request, slug)
    debates = Debate.objects.visible_to(request.user).filter(space=space).going_on().with_next_sitting()
    context = {
        "space": space,
        "debates": debates.for_list().order_by("-id")[:OPEN_NOW],
        "sitting": Sitting.objects.visible_to(request.user).coming().filter(debate__space=space).for_list().first(),
    }
    return render(request, "debates/in_space.html#items" if request.htmx else "debates/in_space.html", context)


@login_not_required
@require_safe
def detail(request, pk):
    debate = visible_debate(request, pk)
    sittings = list(debate.sittings.order_by("starts_at", "pk"))
    agenda = list(debate.agenda.all())
    is_over = debate.state in CONCLUDED
    context = {
        "debate": debate,
        "space": debate.space,
        "thread": debate.thread,
        "acts": offers_for(debate, request.user),
        "agenda": agenda,
        "agenda_minutes": sum(point.minutes for point in agenda),
        "documents": debate.documents.all(),
        "sittings": sittings,
        "live": next((one for one in sittings if one.state == SittingState.LIVE), None),
        "points": sections_of(debate) if is_over else [],
        "minutes": debate.minutes.order_by("-version").first() if is_over else None,
        "history": told(debate, sittings),
    }
    return render(request, "debates/detail.html", context | thread_context(request, debate.thread))


@login_not_required
@require_safe
def document(request, pk, number):
    """A PDF of a debate, to those who may see the debate. It is saved, never run in a page of ours."""
    row = get_object_or_404(visible_debate(request, pk).documents, pk=number)
    if not row.file:
        raise Http404
    response = give(request, row.file, "application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="agraw-{row.debate_id}-{row.pk}.pdf"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response
