"""Reading events: the list of a space, one event, its programme, its notes, its stands."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from core.codes import code_of as drawn
from core.pages import is_searching, page_of
from core.parts import give
from debates.models import Debate
from events import badges
from events.actions import certifying
from events.chains import chains_of
from events.enums import EventState
from events.filters import EventFilter
from events.models import Event, Minutes, Stand
from events.reading import counts_of, days_of, requests_of, running, slots_of
from events.rules import acts
from events.timeline import told
from events.views.fetch import visible_event
from spaces.enums import SpaceState
from spaces.models import Association
from spaces.views.fetch import visible_space

LATEST = 3


@login_not_required
@require_safe
def listing(request, slug):
    """The events of a space, newest first: filter, search, page by cursor."""
    space = visible_space(request, slug)
    rows = Event.objects.visible_to(request.user).filter(space=space)
    found = EventFilter(request.GET, queryset=rows, request=request)
    context = {
        "space": space,
        "filter": found,
        "page": page_of(request, found.qs.for_list()),
        "searching": is_searching(request),
        "may_create": space.state != SpaceState.CLOSED and request.user.has_perm("events.create_event", space),
    }
    return render(request, "events/list.html#results" if request.htmx else "events/list.html", context)


@login_not_required
@require_safe
def in_space(request, slug):
    """What is coming in a space, the next first: a fragment of its home page, and a page."""
    space = visible_space(request, slug)
    events = Event.objects.public().filter(space=space).to_come().for_list().order_by("starts_at", "pk")[:LATEST]
    name = "events/coming.html#items" if request.htmx else "events/coming.html"
    return render(request, name, {"space": space, "events": events})


@login_not_required
@require_safe
def detail(request, pk):
    event = visible_event(request, pk)
    slots = slots_of(event)
    current, coming = running(slots)
    may = acts(event, request.user)
    leads = request.user.has_perm("events.lead_event", event)
    mine = event.registrations.standing().filter(user=request.user).first() if request.user.is_authenticated else None
    context = {
        "event": event,
        "space": event.space,
        "acts": may,
        "leads": leads,
        "keeps": request.user.has_perm("events.keep_door", event),
        "mine": mine,
        "before_me": _before(event, mine),
        "badge": _badge(event, mine),
        "seats": list(mine.seats.standing().select_related("slot__room")) if mine else [],
        "may_register_members": event.takes_registrations() and _prepares(request.user),
        "may_ask_stand": event.with_stands and event.state == EventState.PUBLISHED,
        "has_slots": bool(slots),
        "has_lists": any(slot.is_listed and not slot.is_past for slot in slots),
        "current": current,
        "coming": coming,
        "note_count": event.notes.count(),
        "stand_count": event.stands.accepted().count(),
        "counts": counts_of(event) if event.state in {EventState.OVER, EventState.CLOSED} else [],
        "requests": requests_of(event) if leads else [],
        "printed": event.printed.all() if event.state == EventState.CLOSED else [],
        "has_come": bool(mine and mine.arrived_at) and event.state in {EventState.OVER, EventState.CLOSED},
        "certificate": certifying.given(event, request.user) if mine and mine.arrived_at else None,
        "history": told(event),
    }
    return render(request, "events/detail.html", context)


def _before(event: Event, mine) -> int:
    """Return how many people wait before one who waits."""
    if mine is None or mine.standing != "waiting":
        return 0
    return event.registrations.waiting().filter(number__lt=mine.number).count()


def _badge(event: Event, mine) -> dict:
    """Return what one's badge shows, when one has a place."""
    if mine is None or mine.standing != "placed":
        return {}
    return {"code": badges.spaced(mine.code), "qr": drawn(badges.held_by_qr(event.pk, mine.code))}


def _prepares(user) -> bool:
    return any(user.has_perm("spaces.prepare_for_association", one) for one in Association.objects.of(user))


@login_not_required
@require_safe
def programme(request, pk):
    """The programme by day: what runs now, what is next; places in the workshops that have a list."""
    event = visible_event(request, pk)
    slots = slots_of(event)
    current, coming = running(slots)
    mine = event.registrations.placed().filter(user=request.user).first() if request.user.is_authenticated else None
    seats = {seat.slot_id: seat.standing for seat in mine.seats.standing()} if mine else {}
    debates = [slot.debate_id for slot in slots if slot.debate_id]
    seen = set(Debate.objects.visible_to(request.user).filter(pk__in=debates).values_list("pk", flat=True))
    takes = event.state == EventState.PUBLISHED and event.visibility == "visible" and now() < event.ends_at
    for slot in slots:
        slot.my_standing = seats.get(slot.pk, "")
        slot.shows_debate = slot.debate_id in seen
        slot.takes_me = bool(mine and takes and slot.is_listed and not slot.is_past)
    context = {
        "event": event,
        "space": event.space,
        "days": days_of(event, slots),
        "current": current,
        "coming": coming if current or (coming and now() >= event.starts_at) else [],
        "mine": mine,
        "may_edit": "edit" in acts(event, request.user),
        "is_live": event.starts_at and event.ends_at and event.starts_at <= now() < event.ends_at,
    }
    return render(request, "events/programme.html#live" if request.htmx else "events/programme.html", context)


@login_not_required
@require_safe
def notes(request, pk):
    """The chain from what was said to what is to be done, walked in both directions."""
    event = visible_event(request, pk)
    context = {
        "event": event,
        "space": event.space,
        "chains": chains_of(event),
        "may_write": "write_notes" in acts(event, request.user),
    }
    return render(request, "events/notes.html", context)


@login_not_required
@require_safe
def stands(request, pk):
    """The project exhibition: accepted stands for everyone, requests for those whom they concern."""
    event = visible_event(request, pk)
    rows = Stand.objects.visible_to(request.user).filter(event=event).for_list().order_by("number", "pk")
    context = {
        "event": event,
        "space": event.space,
        "stands": rows,
        "may_ask": event.with_stands and event.state == EventState.PUBLISHED,
    }
    return render(request, "events/stands.html", context)


@login_not_required
@require_safe
def stand(request, pk, key):
    event = visible_event(request, pk)
    row = get_object_or_404(Stand.objects.visible_to(request.user).for_list(), pk=key, event=event)
    row.event = event
    context = {"event": event, "space": event.space, "stand": row, "history": told(row)}
    return render(request, "events/stand.html", context)


@login_not_required
@require_safe
def minutes(request, pk, language):
    """The minutes as PDF, only to those who may see the event."""
    event = visible_event(request, pk)
    row = get_object_or_404(Minutes, event=event, language=language)
    response = give(request, row.file, "application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="agraw-event-{pk}-{language}.pdf"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
