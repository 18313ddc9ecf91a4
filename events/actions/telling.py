"""Telling everyone who registered what becomes of an event."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from accounts.models import User
from core.text import isolate
from events.enums import Standing
from events.models import Event, Registration, Seat
from notices.actions import notify

CHANGED, CANCELLED, CLOSED = "changed", "cancelled", "closed"

WORDS: dict[str, Callable[[], str]] = {
    CHANGED: lambda: _("The time or the place of “%(title)s” has changed. Look at its page."),
    CANCELLED: lambda: _("“%(title)s” is cancelled. The reason is on its page."),
    CLOSED: lambda: _("The minutes of “%(title)s” are published."),
}
URGENT = {CHANGED, CANCELLED}


def tell_registered(event: Event, occasion: str, *, number: int = 0) -> int:
    """Tell everyone with a place or a number on the waiting list of an `occasion`; return how many people."""
    standing = [Standing.PLACED, Standing.WAITING]
    people = User.objects.filter(registrations__event=event, registrations__standing__in=standing, is_active=True)
    return notify(
        people.distinct(),
        key=f"event.{event.pk}.{occasion}.{number}",
        text=lambda: WORDS[occasion]() % {"title": isolate(event.title)},
        url=event.get_absolute_url(),
        urgent=occasion in URGENT,
    )


def tell_placed(registration: Registration) -> None:
    """Tell a person who waited that a place is hers now."""
    event = registration.event
    if registration.user is None:
        return
    notify(
        [registration.user],
        key=f"event.{event.pk}.placed.{registration.number}",
        text=lambda: (
            _("You have a place at “%(title)s” now. If you cannot come, give it back.")
            % {"title": isolate(event.title)}
        ),
        url=event.get_absolute_url(),
        urgent=True,
    )


def tell_seated(seat: Seat) -> None:
    """Tell a person who waited for a workshop that a place in it is hers now."""
    slot = seat.slot
    if seat.registration.user is None:
        return
    notify(
        [seat.registration.user],
        key=f"event.{slot.event_id}.seated.{slot.pk}.{seat.number}",
        text=lambda: _("You have a place in “%(title)s” now.") % {"title": isolate(slot.title)},
        url=slot.event.get_absolute_url(),
        urgent=True,
    )


def tell_registered_by(registration: Registration, by: User) -> None:
    """Tell a member that her association registered her."""
    event, association = registration.event, registration.association
    if registration.user is None or registration.user_id == by.pk:
        return
    notify(
        [registration.user],
        key=f"event.{event.pk}.registered.{registration.number}",
        text=lambda: (
            _("%(association)s has registered you for “%(title)s”. If you cannot come, give your place back.")
            % {"association": isolate(str(association)), "title": isolate(event.title)}
        ),
        url=event.get_absolute_url(),
    )
