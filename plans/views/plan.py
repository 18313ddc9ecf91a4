"""Reading a joint action plan: its page, one action, what shows that it is done, and the plan as a file."""

import datetime

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Max
from django.http import Http404, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from core.cells import as_csv
from core.enums import Visibility
from core.journal import subject_of
from core.models import Entry
from core.pages import is_searching
from core.parts import give
from core.text import isolate
from core.workflow import available
from debates.views.thread import thread_context
from plans.enums import OwnerKind, PlanState
from plans.figures import totals
from plans.filters import ActionFilter
from plans.ical import calendar
from plans.models import Action, FollowUp, Measure, Plan
from plans.printing import LANGUAGES, plan_pdf
from plans.reading import sources
from plans.tables import COLUMNS, as_data, lines
from plans.timeline import told
from plans.views.fetch import visible_action, visible_plan

SOON = datetime.timedelta(days=30)
FOLLOW_UPS_SHOWN = 50
PDF_KEPT = 600  # seconds


@login_not_required
@require_safe
def plan(request, pk):
    """A plan: what it adds up to, its axes and actions, chosen by axis, owner, state and lateness."""
    row = visible_plan(request, pk)
    everything = list(row.actions.for_list())
    axes = list(row.axes.all())
    found = ActionFilter(
        request.GET,
        queryset=row.actions.all(),
        request=request,
        axes=[(axis.pk, isolate(axis.title)) for axis in axes],
        owners=_owners(everything),
    )
    searching = is_searching(request)
    kept = set(found.qs.values_list("pk", flat=True)) if searching and found.is_valid() else None
    shown = [one for one in everything if kept is None or one.pk in kept]
    leads = request.user.has_perm("plans.lead_plan", row)
    by_axis = [(axis, [one for one in shown if one.axis_id == axis.pk]) for axis in axes]
    context = {
        "plan": row,
        "space": row.space,
        "totals": totals(everything),
        "axes": [pair for pair in by_axis if pair[1] or (kept is None and leads)],
        "shown_count": len(shown),
        "filter": found,
        "searching": searching,
        "leads": leads,
        "may_write": leads and row.state != PlanState.CLOSED,
        "moves": [(name, row.MOVES[name].label) for name in _moves(request, row)],
        "languages": LANGUAGES,
        "coming": [one for one in everything if _is_coming(one)],
        "history": told(row),
    }
    return render(request, "plans/plan.html#results" if request.htmx else "plans/plan.html", context)


def _moves(request, row) -> list[str]:
    return available(row, request.user) if request.user.is_authenticated else []


def _owners(actions: list[Action]) -> list[tuple[str, str]]:
    """Return each owner once, by key, in the order of the plan."""
    found: dict[str, str] = {}
    for one in actions:
        words = one.get_owner_kind_display() if one.owner_kind == OwnerKind.PARTNER else isolate(one.owner)
        found.setdefault(one.owner_key, words)
    return list(found.items())


def _is_coming(action: Action) -> bool:
    """Whether its day comes within a month, and it waits still."""
    today = localdate()
    return bool(action.due_on and today <= action.due_on <= today + SOON and action.state not in {"done", "abandoned"})


@login_not_required
@require_safe
def action(request, pk):
    """One action: where it stands, what was done, what shows it, where it came from, what people say of it."""
    row = visible_action(request, pk)
    follows = request.user.has_perm("plans.follow_action", row)
    is_followed = row.plan.state == PlanState.PUBLISHED
    indicators = list(row.indicators.prefetch_related("measures__by"))
    for one in indicators:
        one.values = list(one.measures.all())
        one.last = one.values[-1] if one.values else None
        one.share = one.reached(one.last.value) if one.last else None
    leads = request.user.has_perm("plans.lead_plan", row.plan)
    context = _discussion(request, row) | {
        "action": row,
        "plan": row.plan,
        "space": row.plan.space,
        "sources": sources(row.origins.all(), request.user),
        "milestones": list(row.milestones.all()),
        "indicators": indicators,
        "follow_ups": list(row.follow_ups.select_related("by")[:FOLLOW_UPS_SHOWN]),
        "follows": follows and is_followed,
        "may_write": follows and row.plan.state != PlanState.CLOSED,
        "leads": leads and row.plan.state != PlanState.CLOSED,
        "moves": [(name, row.MOVES[name].label) for name in _moves(request, row)],
        "history": told(row),
    }
    return render(request, "plans/action.html", context)


def _discussion(request, row: Action) -> dict:
    if row.thread is None or row.plan.visibility != Visibility.VISIBLE:
        return {}
    row.thread.space = row.plan.space
    if not request.user.has_perm("debates.view_thread", row.thread):
        return {}
    return thread_context(request, row.thread)


# --- evidence ---
@login_not_required
@require_safe
def evidence(request, pk, part):
    """The PDF or the photo of a follow-up, to those who may see its plan."""
    seen = Action.objects.visible_to(request.user)
    return _given(request, get_object_or_404(FollowUp.objects.filter(action__in=seen), pk=pk), part)


@login_not_required
@require_safe
def measure_evidence(request, pk, part):
    """The PDF or the photo of a value of an indicator."""
    seen = Action.objects.visible_to(request.user)
    return _given(request, get_object_or_404(Measure.objects.filter(indicator__action__in=seen), pk=pk), part)


def _given(request, row, part: str):
    if part not in {"file", "photo", "thumbnail"} or not getattr(row, part):
        raise Http404
    is_pdf = part == "file"
    response = give(request, getattr(row, part), "application/pdf" if is_pdf else "image/jpeg")
    if is_pdf:
        response.headers["Content-Disposition"] = f'attachment; filename="agraw-evidence-{row.pk}.pdf"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response


# --- the plan as a file ---
def _open(pk: int, response: HttpResponse, name: str) -> HttpResponse:
    response.headers["Content-Disposition"] = f'attachment; filename="agraw-plan-{pk}.{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = "private, max-age=60"
    return response


@login_not_required
@require_safe
def table(request, pk):
    """The actions of a plan as CSV."""
    row = visible_plan(request, pk)
    return _open(pk, StreamingHttpResponse(as_csv(lines(row)), content_type="text/csv; charset=utf-8"), "csv")


@login_not_required
@require_safe
def data(request, pk):
    """The whole plan as JSON, with what each column means."""
    return _open(pk, JsonResponse(as_data(visible_plan(request, pk)), encoder=DjangoJSONEncoder), "json")


@login_not_required
@require_safe
def dictionary(request, pk):
    """What each column of the CSV means."""
    row = visible_plan(request, pk)
    return render(request, "plans/columns.html", {"plan": row, "space": row.space, "columns": COLUMNS})


@login_not_required
@require_safe
def days(request, pk):
    """The days of a plan as an iCalendar, in the language of the address."""
    body = calendar(visible_plan(request, pk), get_language())
    return _open(pk, HttpResponse(body, content_type="text/calendar; charset=utf-8"), "ics")


@login_not_required
@require_safe
def paper(request, pk, language):
    """The plan as it stands today, as PDF."""
    row = visible_plan(request, pk)
    if language not in LANGUAGES:
        raise Http404
    # Laid out anew only when something of the plan was written, or on another day: whoever asks, and however often.
    key = f"plan-pdf-{pk}-{language}-{localdate()}-{_last_entry(row)}"
    body = cache.get_or_set(key, lambda: plan_pdf(row, language), PDF_KEPT)
    return _open(pk, HttpResponse(body, content_type="application/pdf"), f"{language}.pdf")


def _last_entry(row: Plan) -> str:
    """Return what changes with each act on a plan or one of its actions: the newest entry of the journal about them,
    and how many there are."""
    subjects = [subject_of(row), *(subject_of(one) for one in row.actions.only("pk"))]
    last = Entry.objects.filter(subject__in=subjects).aggregate(last=Max("pk"))["last"]
    return f"{last}-{len(subjects)}"
