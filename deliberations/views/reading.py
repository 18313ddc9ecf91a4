"""Reading about the sessions of a council: lists, one session, one sitting, what stands behind a matter."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.pages import page_of
from core.parts import give
from councils.models import Referral
from councils.rules import holds_mandate
from deliberations import clocks
from deliberations.enums import ON_AGENDA, ItemState, RequestState, SessionState, SittingState, Visa
from deliberations.feeds import DecisionFeed
from deliberations.filters import DecisionFilter
from deliberations.ical import calendar as ical
from deliberations.models import AgendaItem, Decision, Document, Minutes, Session, SessionRequest, Sitting
from deliberations.queries import is_shown
from deliberations.timeline import told
from deliberations.views import acts
from deliberations.views.fetch import visible_council, visible_session
from notices.paths import in_language

EVERYONE = AnonymousUser()


@login_not_required
@require_safe
def of_council(request, slug):
    """The sessions of a council: those to come first, then those that were held."""
    council = visible_council(slug)
    rows = Session.objects.visible_to(request.user).filter(council=council).for_list()
    is_inside = holds_mandate(council, request.user)
    requests = SessionRequest.objects.visible_to(request.user).filter(council=council)
    requests = list(requests.filter(state=RequestState.ASKED))
    for one in requests:
        one.clock = clocks.of_request(one)
        one.acts = acts.offered(acts.OF_REQUEST, one, request.user)
    context = {
        "council": council,
        "coming": rows.coming().prefetch_related("sittings")[:8],
        "page": page_of(request, rows.past(), "-opens_from", "-id"),
        "requests": requests,
        "is_inside": is_inside,
        "acts": acts.offered(acts.OF_COUNCIL, council, request.user),
    }
    return render(request, "deliberations/of_council.html", context)


@login_not_required
@require_safe
def session(request, pk):
    """One session: when, where, who may come in, its agenda, what became of each point."""
    row = visible_session(request, pk)
    items = points_of(request, row)
    minutes = row.minutes.approved().order_by("-version").first()
    sittings = list(row.sittings.with_attendance())
    context = {
        "session": row,
        "council": row.council,
        "items": [item for item in items if item.state in ON_AGENDA],
        "refused": [item for item in items if item.state == ItemState.REFUSED],
        "sittings": sittings,
        "next_sitting": _next(row, sittings),
        "documents": [one for one in Document.objects.visible_to(request.user).filter(session=row) if not one.item_id],
        "minutes": minutes,
        "lines": clocks.of_session(row, minutes),
        "history": told(row),
        "is_inside": holds_mandate(row.council, request.user),
        "may_propose": [one for one in acts.offered(acts.OF_SESSION, row, request.user) if one[0] == "propose"],
        "is_demo": row.council.is_demo,
    }
    return render(request, "deliberations/session.html", context)


def _next(row: Session, sittings: list[Sitting]) -> Sitting | None:
    if row.state == SessionState.CLOSED:
        return None
    return next((one for one in sittings if one.state == SittingState.PLANNED), None)


def points_of(request, row: Session) -> list[AgendaItem]:
    """Return the points of a session that the reader may see, with their documents and the way to what is behind."""
    documents = Prefetch("documents", Document.objects.order_by("id"))
    items = AgendaItem.objects.visible_to(request.user).filter(session=row).for_list()
    items = list(items.prefetch_related(documents, "supporters"))
    for item in items:
        item.behind = behind(item)
        item.decision = _decision(item, request.user)
    return items


def behind(item: AgendaItem) -> str:
    """Return the address of what is behind a point; empty when there is nothing, or everyone may not see it."""
    if item.referral_id and not is_shown(item.referral):
        return ""
    return in_language(item.url) if item.url else ""


def _decision(item: AgendaItem, user) -> Decision | None:
    """Return the decision of a point, when the reader may see it. No query of its own."""
    found = getattr(getattr(item, "deliberation", None), "decision", None)
    if found is None or found.is_published:
        return found
    return found if holds_mandate(item.session.council_id, user) else None


@login_not_required
@require_safe
def sitting(request, pk):
    """One sitting: its roll, what was deliberated at it."""
    rows = Sitting.objects.visible_to(request.user).select_related("session__council__territory").with_attendance()
    row = get_object_or_404(rows, pk=pk)
    voted = AgendaItem.objects.visible_to(request.user).filter(deliberation__sitting=row).for_list()
    items = list(voted)
    for item in items:
        item.decision = _decision(item, request.user)
    context = {
        "sitting": row,
        "session": row.session,
        "council": row.session.council,
        "roll": row.attendance.select_related("mandate"),
        "items": items,
        "is_demo": row.session.council.is_demo,
    }
    return render(request, "deliberations/sitting.html", context)


@login_not_required
@require_safe
def decisions(request, slug):
    """The published decisions of a council, chosen among."""
    council = visible_council(slug)
    rows = Decision.objects.published().filter(council=council)
    found = DecisionFilter(request.GET, queryset=rows.for_list(), request=request)
    context = {
        "council": council,
        "filter": found,
        "page": page_of(request, found.qs, "-published_at", "-id"),
        "searching": any(request.GET.get(name) for name in found.form.fields),
    }
    template = "deliberations/decisions.html"
    return render(request, f"{template}#results" if request.htmx else template, context)


@login_not_required
@require_safe
def decision(request, address):
    """One decision at its permanent address: its words, the vote by name, the way back to what was asked."""
    row = get_object_or_404(Decision.objects.visible_to(request.user).for_detail(), address=address)
    item = row.deliberation.item
    is_seen = AgendaItem.objects.visible_to(request.user).filter(pk=item.pk).exists()
    votes = list(row.deliberation.votes.select_related("mandate")) if row.deliberation.is_by_name else []
    context = {
        "decision": row,
        "deliberation": row.deliberation,
        "votes": votes,
        "item": item if is_seen else None,
        "behind": behind(item) if is_seen else "",
        "referral": item.referral if is_seen and item.referral and is_shown(item.referral) else None,
        "session": item.session,
        "council": row.council,
        "lines": clocks.of_decision(row) if row.is_published else [],
        "history": told(row) if row.is_published else [],
        "acts": acts.offered(acts.OF_DECISION, row, request.user),
        "anew": _anew(row, request.user) if row.visa == Visa.OPPOSED else [],
        "is_demo": row.council.is_demo,
    }
    return render(request, "deliberations/decision.html", context)


def _anew(row: Decision, user) -> list[AgendaItem]:
    """Return the points at which the council deliberates anew on an opposed decision, those that the reader sees."""
    items = list(AgendaItem.objects.visible_to(user).filter(opposed=row).for_list().order_by("pk"))
    for item in items:
        item.decision = _decision(item, user)
    return items


@login_not_required
@require_safe
def of_referral(request, pk):
    """Where a matter before a council stands with its sessions: the fragment for its page, a page without it."""
    referral = get_object_or_404(Referral.objects.visible_to(request.user).for_list(), pk=pk)
    items = AgendaItem.objects.visible_to(request.user).filter(referral=referral).for_list()
    items = list(items.order_by("session__opens_from", "id"))
    for item in items:
        item.decision = _decision(item, request.user)
    offered = []
    if referral.is_open and not any(item.state in ON_AGENDA for item in items):
        coming = Session.objects.filter(council=referral.council, agenda_closed_at=None).coming().for_detail()[:3]
        offered = [one for one in coming if any(name == "item" for name, _act in _of(one, request.user))]
    context = {"referral": referral, "council": referral.council, "items": items, "offered": offered}
    template = "deliberations/of_referral.html"
    return render(request, f"{template}#items" if request.htmx else template, context)


def _of(row: Session, user):
    return acts.offered({"item": acts.OF_SESSION["item"]}, row, user)


def _file(request, file, name: str):
    """Give a PDF that people laid before the members: it may do nothing but be read."""
    response = give(request, file, "application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="agraw-{name}.pdf"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@login_not_required
@require_safe
def document(request, pk):
    row = get_object_or_404(Document.objects.visible_to(request.user), pk=pk)
    return _file(request, row.file, f"session-document-{pk}")


@login_not_required
@require_safe
def report(request, pk):
    """The report of the standing committee on a point."""
    row = get_object_or_404(AgendaItem.objects.visible_to(request.user).exclude(report=""), pk=pk)
    return _file(request, row.report, f"committee-report-{pk}")


@login_not_required
@require_safe
def calendar(request, slug):
    """The sessions of a council, for a person's calendar: what everyone may read, whoever asks."""
    council = visible_council(slug)
    items = AgendaItem.objects.public().on_agenda().order_by("number", "id")
    rows = Session.objects.filter(council=council).for_detail().order_by("opens_from", "id")
    rows = rows.prefetch_related("sittings", Prefetch("items", items, to_attr="public_items"))
    name = _("Sessions of the %(council)s") % {"council": council}
    body = ical(rows, name=name, language=get_language())
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="council-{slug}.ics"'
    return response


@login_not_required
@require_safe
def atom(request, slug):
    """The decisions of a council as a feed."""
    return DecisionFeed()(request, slug=slug)


def latest_minutes(row: Session) -> Minutes | None:
    return row.minutes.order_by("-version").first()
