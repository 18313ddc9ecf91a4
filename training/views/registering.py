"""A group as people see it: when and where it meets, whether there is a place; registering and leaving."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import audit
from accounts.enums import Dossier
from core.journal import history
from core.workflow import Refused
from training import actions
from training.enums import CohortState
from training.models import Progress
from training.views.fetch import visible_cohort
from training.views.reading import moves_of


@login_not_required
@require_safe
def cohort(request, pk):
    """When and where a group meets, how many places are left, and the reader's own; to its trainer, who comes."""
    row = visible_cohort(request, pk)
    leads = request.user.has_perm("training.lead_cohort", row)
    sessions = list(row.sessions.all())
    places, taken = row.places or 0, row.taken
    own = row.registrations.current().filter(user=request.user).first() if request.user.is_authenticated else None
    context = {
        "cohort": row,
        "course": row.course,
        "space": row.space,
        "is_demo": row.is_demo,
        "sessions": sessions,
        "places": places,
        "free": max(places - taken, 0),
        "own": own,
        "ahead": row.registrations.waiting().filter(pk__lt=own.pk).count() if own and not own.has_place else 0,
        "may_register": row.state == CohortState.OPEN and any(session.ends_at > now() for session in sessions),
        "leads": leads,
    }
    if row.state == CohortState.CANCELLED:
        context["cancelling"] = history(row).filter(action="cancel").last()
    if leads:
        audit.note(request, row, Dossier.COHORT)
        passed = Progress.objects.filter(
            course=row.course_id, passed_at__isnull=False, user__in=row.registrations.current().values("user")
        )
        context |= {
            "registrations": row.registrations.current().select_related("user"),
            "passed_count": passed.count(),
            "moves": moves_of(row, request.user),
            "now": now(),
        }
    return render(request, "training/cohort.html", context)


@require_POST
def register(request, pk):
    row = visible_cohort(request, pk)
    try:
        registration = actions.register(row, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        if registration.has_place:
            messages.success(request, _("You are registered: you have a place."))
        else:
            messages.warning(request, _("Every place is taken: you wait, and are told as soon as there is one."))
    return redirect(row)


@require_POST
def leave(request, pk):
    row = visible_cohort(request, pk)
    try:
        actions.leave(row, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("You have left the group."))
    return redirect(row)
