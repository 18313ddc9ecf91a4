"""An event while it is prepared and until it is held: begun, written, changed, thrown away."""

from typing import Unpack

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.enums import Visibility
from core.fitness import Unfit
from core.folding import fold
from core.workflow import Refused
from events.actions.locking import lock_for, lock_planned
from events.actions.registering import promote
from events.actions.saying import Said, clean
from events.actions.screening import hold_if_a_rule_says_so
from events.actions.telling import CHANGED, tell_registered
from events.enums import EventState
from events.models import Event
from spaces.enums import SpaceState
from spaces.models import Space

DRAFTS_MAX = 20  # of one space
APPOINTMENT = {"starts_at", "ends_at", "venue", "online_url"}  # what people who registered are told of


def create(space: Space, *, by: User, is_demo: bool = False, **said: Unpack[Said]) -> Event:
    """Prepare an event in a space and return it: a draft that its people see.

    The facilitators of the space prepare it; the association that it names, if any, leads it with them. Raises
    `PermissionDenied`, or `Refused` in words about what was given.
    """
    if not by.has_perm("events.create_event", space):
        raise PermissionDenied
    if space.state == SpaceState.CLOSED:
        raise Refused(_("This space is closed: nothing new starts in it."), "closed")
    columns = clean(said)
    with transaction.atomic():
        Space.objects.select_for_update(of=("self",), no_key=True).get(pk=space.pk)  # twice at once is counted twice
        if space.events.filter(state=EventState.DRAFT).count() >= DRAFTS_MAX:
            raise Refused(_("Twenty events are in preparation here: announce or throw away one of them."), "drafts")
        row = Event(space=space, author=by, is_demo=is_demo, **columns)
        row.folded = _folded(row)
        row.save()
        journal.record(row, "create", by=by, axis="state", target=row.state)
    return row


def edit(event: Event, *, by: User, **said: Unpack[Said]) -> Event:
    """Change what an event says until it is held, and return it; what `said` leaves out stays. Locks the event.

    Everyone who registered is told when its time or its place changes. More places let the first of those who wait in;
    fewer than are taken are refused. Raises `PermissionDenied`, `Unfit` which names the field, or `Refused`.
    """
    with transaction.atomic():
        row = lock_planned(event.pk, by)
        columns = clean(said, row)
        changed = {name for name in APPOINTMENT & columns.keys() if columns[name] != getattr(row, name)}
        hands_over = "association" in columns and columns["association"] != row.association
        if hands_over and not by.has_perm("events.create_event", row.space):
            raise PermissionDenied  # an association does not hand an event over to another one
        capacity = columns.get("capacity", row.capacity)
        if capacity is not None and capacity < row.placed_count:
            raise Unfit(_("More people than that have a place already. What you wrote is kept."), "capacity")
        if row.state == EventState.PUBLISHED:
            _stays_possible(row, columns)
        for name, value in columns.items():
            setattr(row, name, value)
        row.folded = _folded(row)
        kept = [*columns, "folded"]
        if changed:
            row.changed_at = now()
            row.revision += row.state == EventState.PUBLISHED
            kept += ["changed_at", "revision"]
        row.save(update_fields=kept)
        promote(row)
        if changed and row.state == EventState.PUBLISHED:
            journal.record(row, "change", by=by, data={"changed": sorted(changed)})
            tell_registered(row, CHANGED, number=row.revision)
        if row.state == EventState.PUBLISHED and row.visibility == Visibility.VISIBLE:
            hold_if_a_rule_says_so(row, by)
    return row


def _stays_possible(row: Event, columns: dict) -> None:
    """Refuse to take the time or the place away from what was announced."""
    if None in (columns.get("starts_at", row.starts_at), columns.get("ends_at", row.ends_at)):
        raise Unfit(_("It is announced: its time may change, and may not be taken away."), "starts_at")
    if not (columns.get("venue", row.venue) or columns.get("online_url", row.online_url)):
        raise Unfit(_("It is announced: its place may change, and may not be taken away."), "venue")


def discard(event: Event, *, by: User) -> None:
    """Throw a draft away with its programme. What was announced is cancelled instead."""
    with transaction.atomic():
        row = lock_for(event.pk, by, states={EventState.DRAFT})
        row.notes.all().delete()
        row.slots.all().delete()
        row.delete()


def _folded(row: Event) -> str:
    words = (row.title_ar, row.title_fr, row.slogan_ar, row.slogan_fr, row.about, row.organisers)
    return fold(" ".join(one for one in words if one))
