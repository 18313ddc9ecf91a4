"""The programme: rooms, and slots in them. Two slots never share a room at one time: the database refuses it."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.fitness import Unfit, fits
from core.text import clean_line, has_words
from core.workflow import Refused
from debates.models import Debate
from events.actions.locking import lock_planned
from events.actions.registering import promote_seats
from events.actions.saying import both, people
from events.enums import EventState, SlotKind
from events.models import Event, Room, Slot

ROOMS_MAX, SLOTS_MAX = 40, 300
ROOM_MAX, TITLE_MAX, SPEAKERS_MAX = 80, 160, 400  # characters
MOMENTS = ("starts_at", "ends_at")


def add_room(event: Event, *, by: User, name: str, capacity: int | None = None) -> Room:
    """Add a room at the end of an event's rooms and return it."""
    with transaction.atomic():
        row = lock_planned(event.pk, by)
        if row.rooms.count() >= ROOMS_MAX:
            raise Refused(_("An event has at most forty rooms."), "rooms")
        position = (row.rooms.aggregate(last=Max("position"))["last"] or 0) + 1
        return _keep_room(Room(event=row, position=position), name, capacity)


def edit_room(room: Room, *, by: User, name: str, capacity: int | None = None) -> Room:
    """Change a room's name, or how many people it takes, and return it."""
    with transaction.atomic():
        lock_planned(room.event_id, by)
        return _keep_room(Room.objects.get(pk=room.pk), name, capacity)


def remove_room(room: Room, *, by: User) -> None:
    """Take a room away in which nothing is planned."""
    with transaction.atomic():
        lock_planned(room.event_id, by)
        if room.slots.exists():
            raise Refused(_("Something is planned in this room: move it to another room first."), "in_use")
        room.delete()


def _keep_room(room: Room, name: str, capacity: int | None) -> Room:
    room.name, room.capacity = fits(clean_line(name), ROOM_MAX, "name"), people(capacity, "capacity")
    if not has_words(room.name) and not any(sign.isdigit() for sign in room.name):
        raise Unfit(_("Give the room a name."), "name")
    if Room.objects.filter(event=room.event_id, name=room.name).exclude(pk=room.pk).exists():
        raise Unfit(_("Another room has this name already."), "name")
    room.save()
    return room


def add_slot(event: Event, *, by: User, **said: Any) -> Slot:
    """Add a slot to the programme and return it.

    `said`: `kind` (a `SlotKind`), `title_ar`, `title_fr`, `speakers`, `room`, `debate`, `starts_at`, `ends_at`,
    `is_listed`, `capacity`. Raises `Unfit` which names the field: a room that is taken at that time is one.
    """
    with transaction.atomic():
        row = lock_planned(event.pk, by)
        if row.slots.count() >= SLOTS_MAX:
            raise Refused(_("A programme has at most three hundred parts."), "slots")
        return _keep_slot(Slot(event=row), row, {"title_ar": "", "title_fr": "", "kind": SlotKind.WORKSHOP} | said)


def edit_slot(slot: Slot, *, by: User, **said: Any) -> Slot:
    """Change a slot and return it; what `said` leaves out stays. More places let the first of those who wait in."""
    with transaction.atomic():
        row = lock_planned(slot.event_id, by)
        return _keep_slot(row.slots.get(pk=slot.pk), row, said)


def remove_slot(slot: Slot, *, by: User) -> None:
    """Take a slot out of the programme. One with notes, or for which people registered, stays."""
    with transaction.atomic():
        row = lock_planned(slot.event_id, by)
        slot = row.slots.get(pk=slot.pk)
        if slot.notes.exists() or slot.placed_count or slot.waiting_count:
            raise Refused(
                _("People registered for it, or notes were taken in it: it stays. Change it instead."), "used"
            )
        slot.delete()
        _changed(row)


def _keep_slot(slot: Slot, row: Event, said: dict[str, Any]) -> Slot:
    columns = _slot(slot, row, said)
    for name, value in columns.items():
        setattr(slot, name, value)
    if None in (slot.starts_at, slot.ends_at):
        raise Unfit(_("Say when it begins and when it ends."), "starts_at")
    if slot.ends_at <= slot.starts_at:
        raise Unfit(_("It must end after it begins. What you wrote is kept."), "ends_at")
    if row.starts_at and row.ends_at and not (row.starts_at <= slot.starts_at and slot.ends_at <= row.ends_at):
        raise Unfit(_("It must lie between the beginning and the end of the event."), "starts_at")
    if slot.capacity is not None and slot.placed_count > slot.capacity:
        raise Unfit(_("More people than that have a place already. What you wrote is kept."), "capacity")
    try:
        with transaction.atomic():
            slot.save()
    except IntegrityError as error:
        if "one_slot_a_room_at_a_time" in str(error):
            raise Unfit(
                _("Something else is planned in this room at that time. What you wrote is kept."), "room"
            ) from None
        raise
    promote_seats(slot)
    _changed(row)
    return slot


def _slot(slot: Slot, row: Event, said: dict[str, Any]) -> dict[str, Any]:
    known = {"kind", "title_ar", "title_fr", "speakers", "room", "debate", *MOMENTS, "is_listed", "capacity"}
    if unknown := said.keys() - known:
        raise TypeError(f"not said of a slot: {sorted(unknown)}")
    columns: dict[str, Any] = both(said, "title", TITLE_MAX)
    if "kind" in said:
        if said["kind"] not in SlotKind.values:
            raise Unfit(_("Choose one from the list."), "kind")
        columns["kind"] = said["kind"]
    if "speakers" in said:
        columns["speakers"] = fits(clean_line(said["speakers"] or ""), SPEAKERS_MAX, "speakers")
    if "capacity" in said:
        columns["capacity"] = people(said["capacity"], "capacity")
    if "is_listed" in said:
        columns["is_listed"] = bool(said["is_listed"])
    room: Room | None = said.get("room")
    if room is not None and room.event_id != row.pk:
        raise Unfit(_("Choose a room of this event."), "room")
    debate: Debate | None = said.get("debate")
    if debate is not None and debate.space_id != row.space_id:
        raise Unfit(_("Choose a debate of the same space."), "debate")
    return columns | {name: said[name] for name in ("room", "debate", *MOMENTS) if name in said}


def _changed(row: Event) -> None:
    row.changed_at = now()
    row.revision += row.state == EventState.PUBLISHED
    row.save(update_fields=["changed_at", "revision"])
