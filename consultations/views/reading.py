"""Reading consultations: the list of a space, what is asked in it now, those of a council, one consultation."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from consultations.enums import ConsultationState, PartKind, Way
from consultations.filters import ConsultationFilter
from consultations.models import Consultation, Document, Statement
from consultations.rules import acts
from consultations.timeline import told
from consultations.views.fetch import council_of, visible_consultation
from core.enums import Visibility
from core.pages import is_searching, page_of
from core.parts import give
from debates.views.thread import thread_context
from spaces.enums import SpaceState
from spaces.models import Space
from spaces.views.fetch import visible_space

LATEST = 3


@login_not_required
@require_safe
def listing(request, slug):
    """The consultations of a space, newest first: filter, search, page by cursor."""
    space = visible_space(request, slug)
    rows = Consultation.objects.visible_to(request.user).filter(space=space)
    found = ConsultationFilter(request.GET, queryset=rows, request=request)
    context = {
        "space": space,
        "filter": found,
        "page": page_of(request, found.qs.for_list()),
        "searching": is_searching(request),
        "may_ask": space.state == SpaceState.OPEN and request.user.has_perm("consultations.ask_for_space", space),
    }
    return render(request, "consultations/list.html#results" if request.htmx else "consultations/list.html", context)


@login_not_required
@require_safe
def in_space(request, slug):
    """What the inhabitants of a space are asked, and were asked lately: a fragment of its home page, and a page."""
    space = visible_space(request, slug)
    rows = Consultation.objects.public().filter(space=space).exclude(state=ConsultationState.CANCELLED)
    context = {"space": space, "consultations": rows.for_list().order_by("-id")[:LATEST]}
    name = "consultations/latest.html#items" if request.htmx else "consultations/latest.html"
    return render(request, name, context)


@login_not_required
@require_safe
def of_council(request, slug):
    """The consultations in which a council asks, newest first; whoever asks in its name begins one here."""
    council = council_of(slug)
    rows = Consultation.objects.visible_to(request.user).filter(council=council)
    may_ask = request.user.has_perm("consultations.ask_for_council", council)
    context = {
        "council": council,
        "page": page_of(request, rows.for_list()),
        "may_ask": may_ask and Space.objects.filter(commune=council.territory_id, state=SpaceState.OPEN).exists(),
    }
    return render(request, "consultations/of_council.html", context)


@login_not_required
@require_safe
def detail(request, pk):
    consultation = visible_consultation(request, pk)
    parts = list(consultation.parts.all())
    may = acts(consultation, request.user)
    looks_after = any(part.kind == PartKind.OPINIONS for part in parts) and request.user.has_perm(
        "consultations.moderate_consultation", consultation
    )
    leads = request.user.has_perm("consultations.lead_consultation", consultation)
    context = {
        **_discussion(request, consultation),
        "consultation": consultation,
        "space": consultation.space,
        "parts": parts,
        "acts": may,
        "leads": leads,
        "is_written": leads and consultation.state in {ConsultationState.DRAFT, ConsultationState.OPEN},
        "looks_after_statements": looks_after,
        "waiting": Statement.objects.waiting().filter(part__consultation=consultation).count() if looks_after else 0,
        "documents": consultation.documents.all(),
        "ways": ways_of(consultation),
        "is_answered_now": consultation.takes_answers(),
        "history": told(consultation),
    }
    return render(request, "consultations/detail.html", context)


def ways_of(consultation: Consultation) -> list:
    """Return each way and how many answers came by it, for those by which some came."""
    counts = zip(Way, (consultation.online_count, consultation.desk_count, consultation.paper_count), strict=True)
    return [(way, count) for way, count in counts if count]


def _discussion(request, consultation: Consultation) -> dict:
    """Return what people say about it, when the reader may read it: what is held back is not discussed."""
    if consultation.thread is None or consultation.visibility != Visibility.VISIBLE:
        return {}
    consultation.thread.space = consultation.space  # the same row: what the rules of a thread ask for is at hand
    if not request.user.has_perm("debates.view_thread", consultation.thread):
        return {}
    return thread_context(request, consultation.thread)


@login_not_required
@require_safe
def document(request, pk):
    """A PDF, only to those who may see its consultation. It is saved, never run in a page of ours."""
    seen = Consultation.objects.visible_to(request.user)
    row = get_object_or_404(Document.objects.filter(consultation__in=seen), pk=pk)
    response = give(request, row.file, "application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="agraw-{row.consultation_id}-{row.pk}.pdf"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response
