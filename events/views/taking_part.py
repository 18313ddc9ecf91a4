"""Taking part: registering, giving back, badge, workshops, certificate; members of an association; stands."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.pages import page_of, posted
from core.text import isolate
from core.workflow import Refused
from events import actions, badges, printing
from events.actions import certifying
from events.actions import stands as asking
from events.forms.planning import ReasonForm
from events.forms.taking_part import MembersForm, RegisterForm, StandForm
from events.models import Event, Registration, Slot, Stand
from events.views.fetch import visible_event, written
from spaces.models import Association
from territories.queries import unread_of

FORM_PAGE = ["GET", "HEAD", "POST"]


@require_http_methods(FORM_PAGE)
def register(request, pk):
    """Register, or change what one needs in order to come."""
    event = visible_event(request, pk)
    mine = event.registrations.standing().filter(user=request.user).first()
    form = RegisterForm(posted(request), initial={"access": mine.access, "note": mine.note} if mine else None)

    def act():
        made = actions.register(event, by=request.user, **form.cleaned_data)
        if made.standing == "placed":
            messages.success(
                request, _("You have a place. Your badge is below: show its square or its code at the door.")
            )
        else:
            messages.success(request, _("You are on the waiting list. You are told as soon as a place is yours."))
        return redirect(event)

    return written(
        request, event, form, _("Change what you need") if mine else _("Register"), act, event.get_absolute_url(),
        template="events/register.html", mine=mine,
    )  # fmt: skip


@require_http_methods(FORM_PAGE)
def members(request, pk, association):
    """Register members of an association, each under her own account."""
    event = visible_event(request, pk)
    row = get_object_or_404(Association.objects.of(request.user), pk=association)
    there = set(event.registrations.standing().values_list("user", flat=True))
    people = [row.representative, *(one.user for one in row.members.current().select_related("user"))]
    form = MembersForm(posted(request), people=[person for person in people if person.pk not in there])

    def act():
        made = actions.register_members(event, row, form.chosen, by=request.user)
        messages.success(request, _("Registered: %(count)s. Each of them is told.") % {"count": len(made)})
        return redirect(event)

    return written(
        request, event, form, _("Register members of your association"), act, event.get_absolute_url(),
        template="events/members.html", association=row, has_nobody=not form.people,
    )  # fmt: skip


@require_safe
def members_of(request, pk):
    """Choose the association whose members are registered."""
    event = visible_event(request, pk)
    rows = [
        one
        for one in Association.objects.of(request.user).for_list()
        if request.user.has_perm("spaces.prepare_for_association", one)
    ]
    if len(rows) == 1:
        return redirect("events:members", pk, rows[0].pk)
    return render(request, "events/members_of.html", {"event": event, "space": event.space, "associations": rows})


@require_http_methods(FORM_PAGE)
def give_back(request, pk):
    event = visible_event(request, pk)
    if request.method == "POST":
        if actions.give_back(event, by=request.user):
            messages.success(request, _("Your place is given back: the first who waits has it."))
        return redirect(event)
    context = {
        "title": _("Give your place back"),
        "text": _(
            "“%(title)s”: the first who waits has your place. If you register again, you are at the end of the list."
        )
        % {"title": isolate(event.title)},
        "url": "",
        "label": _("Give it back"),
        "back": event.get_absolute_url(),
    }
    return render(request, "components/confirm.html", context)


@require_POST
def seat(request, pk, key, act):
    """Take a place in a workshop (`take`), or give it back (`leave`)."""
    event = visible_event(request, pk)
    slot = get_object_or_404(Slot.objects.select_related("event"), pk=key, event=event)
    try:
        if act == "leave":
            actions.leave_seat(slot, by=request.user)
            messages.success(request, _("Your place in the workshop is given back."))
        elif actions.take_seat(slot, by=request.user).standing == "placed":
            messages.success(request, _("You have a place in this workshop."))
        else:
            messages.success(request, _("You wait for a place in this workshop. You are told when it is yours."))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect(slot.get_absolute_url())


def _own(request, pk: int) -> Registration:
    event = visible_event(request, pk)
    row = get_object_or_404(
        Registration.objects.placed().select_related("association", "user"), event=event, user=request.user
    )
    row.event = event
    return row


@never_cache
@require_safe
def badge(request, pk, language):
    """One's own badge as PDF."""
    row = _own(request, pk)
    data = printing.badge_pdf(row, language if language in printing.LANGUAGES else "fr")
    response = HttpResponse(data, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="agraw-badge-{pk}-{language}.pdf"'
    return response


@require_POST
def certificate(request, pk):
    """Ask for one's certificate of attendance, then go to its page."""
    event = visible_event(request, pk)
    certifying.certify(event, by=request.user)
    messages.success(request, _("Your certificate is made. Take it in Arabic or in French on the page of the event."))
    return redirect(f"{event.get_absolute_url()}#certificate")


@require_safe
def mine(request):
    """One's own registrations, the newest first, with their codes."""
    rows = (
        Registration.objects.standing()
        .filter(user=request.user)
        .select_related("event__space__commune", "event__association")
        .defer(*unread_of("event__space__commune"), "event__about", "event__minutes")
    )
    page = page_of(request, rows)
    for row in page.rows:
        row.spaced = badges.spaced(row.code)
    return render(request, "events/mine.html", {"page": page})


# --- stands ---
@require_http_methods(FORM_PAGE)
def stand_ask(request, pk):
    """Ask for a stand in the name of one's association."""
    event = visible_event(request, pk)
    own = [
        one
        for one in Association.objects.of(request.user)
        if request.user.has_perm("spaces.prepare_for_association", one)
    ]
    form = StandForm(posted(request), associations=own)

    def act():
        data = dict(form.cleaned_data)
        association = form.associations[data.pop("association")]
        made = asking.ask(event, association, by=request.user, **data)
        messages.success(request, _("Your request is sent. The organisers decide, and you are told."))
        return redirect(made)

    return written(
        request, event, form, _("Ask for a stand"), act, reverse("events:stands", args=[pk]),
        template="events/stand_ask.html", has_none=not own,
    )  # fmt: skip


@require_http_methods(FORM_PAGE)
def stand_move(request, pk, key, action):
    """Accept, decline or withdraw a stand."""
    event: Event = visible_event(request, pk)
    row = get_object_or_404(Stand.objects.visible_to(request.user).for_list(), pk=key, event=event)
    shape = Stand.MOVES.get(action)
    if shape is None or not request.user.has_perm(shape.permission, row):
        return HttpResponse(status=404)
    form = ReasonForm(posted(request))
    form.fields["note"].required = shape.needs_note

    def act():
        asking.move(row, action, by=request.user, note=form.cleaned_data["note"])
        messages.success(request, _("Done."))
        return redirect(row)

    return written(
        request, event, form, shape.label, act, row.get_absolute_url(), template="events/stand_move.html",
        stand=row, needs_note=shape.needs_note,
    )  # fmt: skip
