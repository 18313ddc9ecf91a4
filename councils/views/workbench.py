"""The workbench: what waits for me, by due date, then all that is before my councils."""

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from core.pages import is_searching, page_of
from councils.enums import OPEN_STATES, ReferralState
from councils.filters import WorkbenchFilter
from councils.models import Council, Referral
from councils.rules import current_mandates

MINE, LATE, OPEN, ANSWERED = "mine", "late", "open", "answered"
LABELS = {MINE: _("Waits for me"), LATE: _("Late"), OPEN: _("All that is open"), ANSWERED: _("Answered")}
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
    context["tabs"] = [(name, LABELS[name], count) for name, count in counts_of(request.user).items()]
    context["councils"] = Council.objects.for_list().filter(pk__in=councils)
    if chosen == MINE and not context["searching"]:
        waiting = tabs[MINE].values("pk")
        context["next"] = tabs[OPEN].exclude(pk__in=waiting).for_list().order_by("due_on", "id")[:NEXT]
    return render(request, "councils/workbench.html", context)


def tabs_of(user):
    """Return the rows of each tab."""
    mine = Referral.objects.of_councils_of(user)
    return {
        MINE: mine.waiting_for(user),
        LATE: mine.overdue(),
        OPEN: mine.open(),
        ANSWERED: mine.filter(state=ReferralState.ANSWERED),
    }


def counts_of(user) -> dict[str, int]:
    """Return how many rows each tab holds. Two queries."""
    is_open = Q(state__in=OPEN_STATES)
    counts = Referral.objects.of_councils_of(user).aggregate(
        late=Count("id", filter=is_open & Q(paused_for="", due_on__lt=localdate())),
        open=Count("id", filter=is_open),
        answered=Count("id", filter=Q(state=ReferralState.ANSWERED)),
    )
    return {MINE: Referral.objects.of_councils_of(user).waiting_for(user).count()} | counts
