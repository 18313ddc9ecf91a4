"""Preparing an event: its words, its rooms and programme, its moves, its minutes, its counts."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.pages import posted
from core.text import isolate
from core.workflow import Refused
from debates.models import Debate
from events import actions
from events.actions import minutes as writing
from events.enums import EventState, Group
from events.forms.planning import CountsForm, EventForm, MinutesForm, ReasonForm, RoomForm, SlotForm
from events.models import Event, Room, Slot
from events.reading import days_of
from events.rules import acts
from events.views.fetch import event_for, say, visible_event, written
from spaces.models import Association
from spaces.views.fetch import visible_space

SAID = [
    "kind", "title_ar", "title_fr", "about", "starts_at", "ends_at", "venue", "capacity", "theme", "slogan_ar",
    "slogan_fr", "organisers", "online_url", "opens_at", "closes_at", "with_stands",
]  # fmt: skip
SLOT = ["kind", "title_ar", "title_fr", "starts_at", "ends_at", "speakers", "is_listed", "capacity"]
FORM_PAGE = ["GET", "HEAD", "POST"]
MOST_OFFERED = 100  # associations, debates in a list


def _associations(space, now_organising=None) -> list[Association]:
    rows = list(Association.objects.filter(seat=space.commune_id)[:MOST_OFFERED])
    if now_organising is not None and now_organising not in rows:
        rows.append(now_organising)
    return rows


@require_http_methods(FORM_PAGE)
def begin(request, slug):
    """Prepare an event of a space."""
    space = visible_space(request, slug)
    if not request.user.has_perm("events.create_event", space):
        raise PermissionDenied
    form = EventForm(posted(request), associations=_associations(space))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.create(space, by=request.user, **form.said)
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("Your draft is kept. Write the programme, then announce it."))
            return redirect(made)
    context = {
        "space": space,
        "form": form,
        "title": _("Prepare an event"),
        "back": reverse("events:list", args=[slug]),
    }
    return render(request, "events/edit.html", context, status=422 if form.errors else 200)


@require_http_methods(FORM_PAGE)
def edit(request, pk):
    """The words, the times and the place of an event until it is held."""
    event = event_for(request, pk)
    may_hand_over = request.user.has_perm("events.create_event", event.space)
    associations = _associations(event.space, event.association) if may_hand_over else []
    initial = {name: getattr(event, name) for name in SAID} | {"association": str(event.association_id or "")}
    form = EventForm(posted(request), associations=associations, initial=initial)

    def act():
        actions.edit(event, by=request.user, **form.said)
        messages.success(request, _("The changes are kept."))
        return redirect(event)

    return written(
        request, event, form, _("Words, time and place"), act, event.get_absolute_url(), template="events/edit.html"
    )


@require_http_methods(FORM_PAGE)
def discard(request, pk):
    event = event_for(request, pk)
    if request.method == "POST":
        actions.discard(event, by=request.user)
        messages.success(request, _("The draft is thrown away."))
        return redirect("events:list", event.space.commune.slug)
    context = {
        "title": _("Throw this draft away"),
        "text": _("“%(title)s” and its programme go for good. Nobody was told of it.")
        % {"title": isolate(event.title)},
        "url": "",
        "label": _("Throw it away"),
        "back": event.get_absolute_url(),
        "danger": True,
    }
    return render(request, "components/confirm.html", context)


@require_http_methods(FORM_PAGE)
def move(request, pk, action):
    """Say what a move does, ask for its reason, then do it."""
    event = visible_event(request, pk)
    if action not in Event.MOVES:
        raise Http404
    shape = Event.MOVES[action]
    if not request.user.has_perm(shape.permission, event):
        raise PermissionDenied
    form = ReasonForm(posted(request))
    form.fields["note"].required = shape.needs_note

    def act():
        actions.move(event, action, by=request.user, note=form.cleaned_data["note"])
        messages.success(request, _("Done."))
        return redirect(event)

    return written(
        request, event, form, shape.label, act, event.get_absolute_url(), template="events/move.html",
        action=action, needs_note=shape.needs_note,
        missing="" if action in acts(event, request.user) else _why_not(event, action),
    )  # fmt: skip


def _why_not(event: Event, action: str) -> str:
    """Return, in words, what is missing before a move."""
    shape = Event.MOVES[action]
    if getattr(event, shape.field) not in shape.sources:
        return _("This is not possible any more: the page you saw is out of date.")
    try:
        for guard in shape.guards:
            guard(event)
    except Refused as refusal:
        return str(refusal)
    return ""


# --- programme ---
@require_safe
def plan(request, pk):
    """Rooms and programme, to be written."""
    event = event_for(request, pk)
    context = {
        "event": event,
        "space": event.space,
        "rooms": event.rooms.all(),
        "days": days_of(event),
        "may_edit": event.state in {EventState.DRAFT, EventState.PUBLISHED},
    }
    return render(request, "events/plan.html", context)


@require_http_methods(FORM_PAGE)
def room(request, pk, key=None):
    """Add a room, or change one."""
    event = event_for(request, pk)
    row = get_object_or_404(Room, pk=key, event=event) if key else None
    form = RoomForm(posted(request), initial={"name": row.name, "capacity": row.capacity} if row else None)

    def act():
        if row:
            actions.edit_room(row, by=request.user, **form.cleaned_data)
        else:
            actions.add_room(event, by=request.user, **form.cleaned_data)
        return redirect("events:plan", pk)

    remove = reverse("events:room-remove", args=[pk, key]) if row else ""
    title = _("Change a room") if row else _("Add a room")
    return written(request, event, form, title, act, reverse("events:plan", args=[pk]), remove=remove)


@require_http_methods(FORM_PAGE)
def slot(request, pk, key=None):
    """Add a part of the programme, or change one."""
    event = event_for(request, pk)
    row = get_object_or_404(Slot, pk=key, event=event) if key else None
    initial = {"starts_at": event.starts_at}
    if row:
        initial = {name: getattr(row, name) for name in SLOT}
        initial |= {"room": str(row.room_id or ""), "debate": str(row.debate_id or "")}
    debates = Debate.objects.visible_to(request.user).filter(space=event.space).order_by("-pk")[:MOST_OFFERED]
    form = SlotForm(posted(request), rooms=event.rooms.all(), debates=debates, initial=initial)

    def act():
        if row:
            actions.edit_slot(row, by=request.user, **form.said)
        else:
            actions.add_slot(event, by=request.user, **form.said)
        return redirect("events:plan", pk)

    remove = reverse("events:slot-remove", args=[pk, key]) if row else ""
    title = _("Change a part of the programme") if row else _("Add a part of the programme")
    return written(request, event, form, title, act, reverse("events:plan", args=[pk]), remove=remove)


@require_POST
def room_remove(request, pk, key):
    event = event_for(request, pk)
    return _removed(
        request, pk, lambda: actions.remove_room(get_object_or_404(Room, pk=key, event=event), by=request.user)
    )


@require_POST
def slot_remove(request, pk, key):
    event = event_for(request, pk)
    return _removed(
        request, pk, lambda: actions.remove_slot(get_object_or_404(Slot, pk=key, event=event), by=request.user)
    )


def _removed(request, pk, act):
    try:
        act()
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("It is taken out."))
    return redirect("events:plan", pk)


# --- after ---
@require_http_methods(FORM_PAGE)
def minutes(request, pk):
    """Write the minutes; they are published when the event is closed."""
    event = event_for(request, pk)
    form = MinutesForm(posted(request), initial={"text": event.minutes})

    def act():
        writing.write(event, by=request.user, text=form.cleaned_data["text"])
        messages.success(request, _("The minutes are kept. Publish them when the event is over."))
        return redirect(event)

    return written(request, event, form, _("Write the minutes"), act, event.get_absolute_url(), keeps="minutes")


@require_http_methods(FORM_PAGE)
def counts(request, pk):
    """How many people came, in all and by group, as the organisers counted."""
    event = event_for(request, pk)
    entered = {row.group: row.entered for row in event.headcounts.all()}
    initial = {"attended": event.attended} | {str(group): entered.get(group) for group in Group.values}
    form = CountsForm(posted(request), initial=initial)

    def act():
        data = dict(form.cleaned_data)
        actions.enter_counts(event, by=request.user, attended=data.pop("attended"), groups=data)
        messages.success(request, _("The counts are kept."))
        return redirect(event)

    return written(request, event, form, _("Count who came"), act, event.get_absolute_url())
