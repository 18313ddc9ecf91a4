"""The workbench: what waits for me, by due date, then all that is before my councils."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from core.pages import is_searching, page_of
from councils import actions
from councils.duties import by_week, duties_of
from councils.enums import OPEN_STATES, ReferralState
from councils.filters import WorkbenchFilter
from councils.models import Council, Referral
from councils.rules import current_mandates

MINE, LATE, OPEN, ANSWERED, COMMITTEE, DISTRICT = "mine", "late", "open", "answered", "committee", "constituency"
LABELS = {
    MINE: _("Waits for me"),
    LATE: _("Late"),
    COMMITTEE: _("My committee"),
    DISTRICT: _("My constituency"),
    OPEN: _("All that is open"),
    ANSWERED: _("Answered"),
}
SPANS = (14, 30, 90)  # days of the calendar of clocks
SIZE = 30
NEXT = 5


@require_safe
def workbench(request):
    """One tab of the list, filtered; htmx asks for the list alone."""
    mandates = current_mandates(request.user)
    if not mandates:
        raise PermissionDenied
    councils = {mandate.council_id for mandate in mandates}
    tabs = tabs_of(request.user)
    chosen = request.GET.get("tab") if request.GET.get("tab") in tabs else MINE
    found = WorkbenchFilter(request.GET, queryset=tabs[chosen].for_list(), request=request, councils=councils)
    order = ("-answered_at", "-id") if chosen == ANSWERED else ("due_on", "id")
    page = page_of(request, found.qs, *order, size=SIZE)
    context = {"page": page, "filter": found, "tab": chosen, "searching": is_searching(request, "tab")}
    if request.htmx:
        return render(request, "councils/workbench.html#results", context)
    counts = counts_of(request.user, tabs)
    context["tabs"] = [(name, label, counts[name]) for name, label in LABELS.items() if name in counts]
    context["councils"] = Council.objects.for_list().filter(pk__in=councils)
    if chosen == MINE and not context["searching"]:
        waiting = tabs[MINE].values("pk")
        context["next"] = tabs[OPEN].exclude(pk__in=waiting).for_list().order_by("due_on", "id")[:NEXT]
    return render(request, "councils/workbench.html", context)


def tabs_of(user) -> dict[str, QuerySet]:
    """Return the rows of each tab; a committee's and a constituency's for whoever has one."""
    mine, held = Referral.objects.of_councils_of(user), current_mandates(user)
    tabs = {MINE: mine.waiting_for(user), LATE: mine.overdue()}
    if any(mandate.committee_id for mandate in held):
        tabs[COMMITTEE] = mine.open().of_committees_of(user)
    if any(mandate.district_id or mandate.places for mandate in held):
        tabs[DISTRICT] = mine.open().of_constituencies_of(user)
    return tabs | {OPEN: mine.open(), ANSWERED: mine.filter(state=ReferralState.ANSWERED)}


def counts_of(user, tabs: dict[str, QuerySet]) -> dict[str, int]:
    """Return how many rows each tab holds. Two queries, and one for each tab of her own."""
    is_open = Q(state__in=OPEN_STATES)
    counts = Referral.objects.of_councils_of(user).aggregate(
        late=Count("id", filter=is_open & Q(paused_for="", due_on__lt=localdate())),
        open=Count("id", filter=is_open),
        answered=Count("id", filter=Q(state=ReferralState.ANSWERED)),
    )
    return counts | {name: tabs[name].count() for name in (MINE, COMMITTEE, DISTRICT) if name in tabs}


def _councils_of(request) -> list[Council]:
    """Return the councils where this person holds a mandate; whoever holds none is refused."""
    ids = {mandate.council_id for mandate in current_mandates(request.user)}
    if not ids:
        raise PermissionDenied
    return list(Council.objects.for_list().filter(pk__in=ids))


@require_safe
def calendar(request):
    """The calendar of clocks: what is late, then what is due, week by week, whichever room keeps the clock."""
    councils = _councils_of(request)
    asked = request.GET.get("days", "")
    days = int(asked) if asked in {str(span) for span in SPANS} else SPANS[1]
    owed = duties_of(request.user, councils, days)
    context = {
        "weeks": by_week(owed),
        "days": days,
        "spans": SPANS,
        "several": len(councils) > 1,
        "late_count": sum(duty.is_late for duty in owed),
    }
    return render(request, "councils/calendar.html", context)


def brief(request):
    """The week's brief: what the next one would say, and whether it comes."""
    _councils_of(request)
    if request.method == "POST":
        wanted = request.POST.get("wanted") == "yes"
        actions.want_brief(request.user, wanted)
        done = _("The brief comes every Monday.") if wanted else _("The brief does not come any more.")
        messages.success(request, done)
        return redirect("councils:brief")
    context = {
        "brief": actions.brief_of(request.user),
        "is_wanted": request.user.mandates.current().filter(wants_brief=True).exists(),
        "has_address": bool(request.user.email),
    }
    return render(request, "councils/brief.html", context)
