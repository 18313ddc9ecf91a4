"""Registering: a place while there are some, else a number on the waiting list; given back, the first who waits has it.

Everything here is done under the event's lock, so that the last place is given once. The journal is not told: who
takes part in what is nobody's business, and a row there can never be erased.
"""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.enums import Trust
from accounts.models import User
from core.fitness import Unfit, fits
from core.text import clean_line
from core.workflow import Refused
from events import badges
from events.actions import telling
from events.actions.locking import lock
from events.enums import Access, EventState, Standing
from events.models import Event, Registration, Seat, Slot
from spaces.models import Association

NOTE_MAX = 200  # characters
MEMBERS_MAX = 50  # registered at once


def register(event: Event, *, by: User, access: Iterable[str] = (), note: str = "") -> Registration:
    """Register a person, and return her registration: with a place, or waiting in order. Again changes her requests.

    `access` are values of `Access`, `note` a few words on them: logistics, never health. Locks the event. Raises
    `PermissionDenied`, `Unfit`, or `Refused` when it is not the moment.
    """
    access, note = _requests(access, note)
    with transaction.atomic():
        row = _lock_open(event, by)
        mine = row.registrations.standing().filter(user=by).first()
        if mine is not None:
            mine.access, mine.note = access, note
            mine.save(update_fields=["access", "note"])
            return mine
        return _add(row, by, access=access, note=note)


def register_members(event: Event, association: Association, people: Iterable[User], *, by: User) -> list[Registration]:
    """Register members of an association under their own accounts, and return their registrations, in order.

    Whoever prepares for the association does it, for people who have a place in it; each is told and may give hers
    back. Those who are registered already are left as they are.
    """
    people = list(people)
    if not by.has_perm("spaces.prepare_for_association", association):
        raise PermissionDenied
    if not people:
        raise Unfit(_("Choose at least one member."), "members")
    if len(people) > MEMBERS_MAX:
        raise Unfit(_("Fifty people at most can be registered at once. Nothing was lost: choose fewer."), "members")
    belonging = {one.user_id for one in association.members.current()} | {association.representative_id}
    if any(person.pk not in belonging for person in people):
        raise Unfit(_("Choose people who have a place in the association."), "members")
    with transaction.atomic():
        row = _lock_open(event, by)
        there = set(row.registrations.standing().filter(user__in=people).values_list("user_id", flat=True))
        made = [_add(row, person, association=association) for person in people if person.pk not in there]
        for one in made:
            telling.tell_registered_by(one, by)
    return made


def give_back(event: Event, *, by: User) -> bool:
    """Give a place, or a number on the waiting list, back; the first who waits has the place, and is told.

    Returns whether there was one to give back. Possible until the event is over.
    """
    with transaction.atomic():
        row = lock(event.pk)
        mine = row.registrations.standing().filter(user=by).first()
        if mine is None:
            return False
        if row.state not in {EventState.PUBLISHED, EventState.CANCELLED} or mine.arrived_at is not None:
            raise Refused(_("It is over, or you have arrived: there is nothing to give back any more."), "too_late")
        _leave(row, mine)
    return True


def promote(row: Event) -> list[Registration]:
    """Give the free places of a locked event to those who wait, the first one first, and tell them."""
    if row.state != EventState.PUBLISHED or row.waiting_count == 0:
        return []
    free = row.waiting_count if row.capacity is None else max(0, row.capacity - row.placed_count)
    lucky = list(row.registrations.waiting().select_related("user")[:free])
    for one in lucky:
        one.standing = Standing.PLACED
        one.event = row
    Registration.objects.bulk_update(lucky, ["standing"])
    row.placed_count += len(lucky)
    row.waiting_count -= len(lucky)
    row.save(update_fields=["placed_count", "waiting_count"])
    for one in lucky:
        telling.tell_placed(one)
    return lucky


# --- workshops with a list of their own ---
def take_seat(slot: Slot, *, by: User) -> Seat:
    """Take a place in a workshop, or a number on its waiting list, and return it. Again changes nothing.

    For people who have a place at the event, one workshop at a time. Raises `Refused`.
    """
    with transaction.atomic():
        row = _lock_open(slot.event, by, until_it_ends=True)
        slot = row.slots.get(pk=slot.pk)
        if not slot.is_listed or slot.is_past:
            raise Refused(_("No registration is needed for this part of the programme, or it is over."), "no_list")
        mine = row.registrations.placed().filter(user=by).first()
        if mine is None:
            raise Refused(_("Register for the event first: workshops are for people who have a place in it."), "first")
        seat = mine.seats.standing().filter(slot=slot).first()
        if seat is not None:
            return seat
        busy = mine.seats.standing().filter(slot__starts_at__lt=slot.ends_at, slot__ends_at__gt=slot.starts_at)
        if (other := busy.select_related("slot").first()) is not None:
            words = _("At that time you are in “%(title)s”: give that place back first.")
            raise Refused(words % {"title": other.slot.title}, "busy")
        return _add_seat(slot, mine)


def leave_seat(slot: Slot, *, by: User) -> bool:
    """Give a place in a workshop back; the first who waits for it has it. Returns whether there was one."""
    with transaction.atomic():
        row = lock(slot.event_id)
        seat = Seat.objects.standing().filter(slot=slot, slot__event=row, registration__user=by).first()
        if seat is None:
            return False
        slot = row.slots.get(pk=slot.pk)
        if slot.is_past:
            raise Refused(_("It is over: there is nothing to give back any more."), "too_late")
        _leave_seat(slot, seat)
    return True


def promote_seats(slot: Slot) -> None:
    """Give the free places of a workshop to those who wait for it; its event is locked."""
    if slot.waiting_count == 0:
        return
    free = slot.waiting_count if slot.capacity is None else max(0, slot.capacity - slot.placed_count)
    lucky = list(slot.seats.waiting().select_related("registration__user")[:free])
    for one in lucky:
        one.standing = Standing.PLACED
        one.slot = slot
    Seat.objects.bulk_update(lucky, ["standing"])
    slot.placed_count += len(lucky)
    slot.waiting_count -= len(lucky)
    slot.save(update_fields=["placed_count", "waiting_count"])
    for one in lucky:
        telling.tell_seated(one)


def leave(row: Event, registration: Registration) -> None:
    """Take a registration out of a locked event, with its workshops: for a person who leaves Agraw."""
    _leave(row, registration)


def _requests(access: Iterable[str], note: str) -> tuple[list[str], str]:
    access = [one for one in Access.values if one in set(access)]
    return access, fits(clean_line(note), NOTE_MAX, "note")


def _lock_open(event: Event, by: User, *, until_it_ends: bool = False) -> Event:
    row = lock(event.pk)
    if not by.has_perm("events.register_for_event", row):
        if by.is_authenticated and by.trust < Trust.CONTACT:
            raise Refused(
                _("Confirm your phone or your e-mail first: you are told there when a place is free."), "trust"
            )
        raise PermissionDenied
    if until_it_ends and row.state == EventState.PUBLISHED and now() < row.ends_at:
        return row
    if not row.takes_registrations():
        if row.state == EventState.PUBLISHED and row.opens_at and now() < row.opens_at:
            raise Refused(_("Registration has not opened yet."), "not_yet")
        raise Refused(_("Registration is over."), "closed")
    return row


def _add(row: Event, user: User, **more) -> Registration:
    """Add a registration at the end of the list of a locked event."""
    number = (row.registrations.aggregate(last=Max("number"))["last"] or 0) + 1
    has_place = not row.is_full and row.waiting_count == 0  # nobody passes those who wait
    made = Registration.objects.create(
        event=row,
        user=user,
        number=number,
        standing=Standing.PLACED if has_place else Standing.WAITING,
        code=badges.code_of(row.pk, number),
        **more,
    )
    row.placed_count += has_place
    row.waiting_count += not has_place
    row.save(update_fields=["placed_count", "waiting_count"])
    return made


def _leave(row: Event, mine: Registration) -> None:
    for seat in mine.seats.standing().select_related("slot"):
        _leave_seat(row.slots.get(pk=seat.slot_id), seat)
    had_place = mine.standing == Standing.PLACED
    mine.standing, mine.access, mine.note = Standing.GONE, [], ""
    mine.save(update_fields=["standing", "access", "note"])
    row.placed_count -= had_place
    row.waiting_count -= not had_place
    row.save(update_fields=["placed_count", "waiting_count"])
    promote(row)


def _add_seat(slot: Slot, mine: Registration) -> Seat:
    number = (slot.seats.aggregate(last=Max("number"))["last"] or 0) + 1
    has_place = not slot.is_full and slot.waiting_count == 0
    seat = Seat.objects.create(
        slot=slot, registration=mine, number=number, standing=Standing.PLACED if has_place else Standing.WAITING
    )
    slot.placed_count += has_place
    slot.waiting_count += not has_place
    slot.save(update_fields=["placed_count", "waiting_count"])
    return seat


def _leave_seat(slot: Slot, seat: Seat) -> None:
    had_place = seat.standing == Standing.PLACED
    seat.standing = Standing.GONE
    seat.save(update_fields=["standing"])
    slot.placed_count -= had_place
    slot.waiting_count -= not had_place
    slot.save(update_fields=["placed_count", "waiting_count"])
    promote_seats(slot)
