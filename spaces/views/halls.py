"""The halls of a space: which are lent and when they are taken, requests of associations and their answers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import workflow
from core.pages import page_of
from core.workflow import Refused
from spaces import actions
from spaces import workflow as moves
from spaces.dossier import FOR_A_HALL, missing_for
from spaces.enums import BookingState, SpaceState
from spaces.forms import BookingForm, HallForm, RefuseForm
from spaces.models import Association, Hall, HallBooking
from spaces.views.fetch import counted_space, space_for


@login_not_required
@require_safe
def halls(request, slug):
    """The halls of a space and when they are taken; what waits for an answer, for who gives it or asked."""
    space = counted_space(request, slug)
    return render(request, "spaces/halls.html", _halls(request, space, HallForm()))


def _halls(request, space, form) -> dict:
    to_come = HallBooking.objects.filter(hall__space=space, ends_at__gt=now()).for_list()
    return {
        "space": space,
        "is_demo": space.is_demo,
        "halls": list(space.halls.all()),
        "page": page_of(request, to_come.filter(state=BookingState.ACCEPTED), "starts_at", "id"),
        "waiting": to_come.visible_to(request.user).filter(state=BookingState.ASKED).order_by("asked_at")[:50],
        "may_manage": request.user.has_perm("spaces.facilitate_space", space),
        "form": form,
    }


@require_POST
def add_hall(request, slug):
    space = space_for(request, slug, "spaces.facilitate_space")
    form = HallForm(request.POST)
    if form.is_valid():
        try:
            actions.add_hall(space, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(getattr(refusal, "field", None), str(refusal))
        else:
            messages.success(request, _("The hall is entered."))
            return redirect("spaces:halls", slug)
    return render(request, "spaces/halls.html", _halls(request, space, form), status=422)


@require_POST
def close_hall(request, pk):
    """Lend a hall no more, or again."""
    hall = get_object_or_404(Hall.objects.select_related("space__commune"), pk=pk)
    space = space_for(request, hall.space.commune.slug, "spaces.facilitate_space")
    actions.close_hall(hall, by=request.user, is_closed=not hall.is_closed)
    messages.success(request, _("Kept."))
    return redirect("spaces:halls", space.commune.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request, slug):
    """Ask for a hall in the name of an association."""
    space = counted_space(request, slug)
    associations = Association.objects.prepared_by(request.user).order_by("pk")
    open_halls = space.halls.filter(is_closed=False)
    if space.state != SpaceState.OPEN:
        raise Http404
    form = BookingForm(request.POST if request.method == "POST" else None, associations=associations, halls=open_halls)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        try:
            booking = actions.ask_for_hall(said.pop("hall"), said.pop("association"), by=request.user, **said)
        except Refused as refusal:
            form.add_error(getattr(refusal, "field", None), str(refusal))
        else:
            messages.success(request, _("The hall is asked for. The facilitators of the space answer."))
            return redirect(booking)
    context = {
        "space": space,
        "is_demo": space.is_demo,
        "form": form,
        "has_association": associations.exists(),
        "has_hall": open_halls.exists(),
    }
    return render(request, "spaces/hall_ask.html", context, status=422 if form.errors else 200)


def visible_booking(request, pk: int) -> HallBooking:
    return get_object_or_404(HallBooking.objects.visible_to(request.user).for_list(), pk=pk)


@require_safe
def booking(request, pk):
    return render(request, "spaces/booking.html", _booking(request, visible_booking(request, pk), RefuseForm()))


def _booking(request, row: HallBooking, form) -> dict:
    return {
        "booking": row,
        "space": row.hall.space,
        "missing": missing_for(row.association, FOR_A_HALL),
        "offered": workflow.available(row, request.user),
        "form": form,
    }


@require_POST
def move(request, pk, action):
    """Give the hall, refuse it with a reason, or take the request back."""
    row = visible_booking(request, pk)
    if action == moves.REFUSE:
        form = RefuseForm(request.POST)
        if not form.is_valid():
            return render(request, "spaces/booking.html", _booking(request, row, form), status=422)
        actions.refuse_booking(row, by=request.user, reason=form.cleaned_data["note"])
    elif action == moves.ACCEPT:
        actions.accept_booking(row, by=request.user)
    elif action == moves.WITHDRAW:
        actions.withdraw_booking(row, by=request.user)
    else:
        raise Http404
    messages.success(request, _("Kept."))
    return redirect(row)
