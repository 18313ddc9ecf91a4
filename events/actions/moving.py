"""The life of an event: announced, held, closed with its minutes, cancelled; held for checking, hidden, shown again."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.enums import Visibility
from core.text import clean_text, isolate
from core.workflow import perform
from events.actions import minutes
from events.actions.locking import lock
from events.actions.screening import hold_if_a_rule_says_so
from events.actions.telling import CANCELLED, CLOSED, tell_registered
from events.enums import EventState
from events.models import Event
from events.workflow import CANCEL, CLOSE, FINISH, HIDE, HOLD, PUBLISH, SHOW
from notices import actions as notices


def publish(event: Event, *, by: User, note: str = "") -> Event:
    """Announce an event to everyone, and return it; the members of the space are told."""
    with transaction.atomic():
        row = perform(lock(event.pk), PUBLISH, by=by, note=clean_text(note))
        members = User.objects.filter(
            memberships__space=row.space_id, memberships__ended_at__isnull=True, is_active=True
        )
        notices.notify(
            members.exclude(pk=by.pk).distinct(),
            key=f"event.{row.pk}.published",
            text=lambda: (
                _("You are invited: “%(title)s”. Look at the programme and register.") % {"title": isolate(row.title)}
            ),
            url=row.get_absolute_url(),
        )
        hold_if_a_rule_says_so(row, by)
    return row


def finish(event: Event, *, by: User, note: str = "") -> Event:
    """Say that an event was held: nobody registers any more. Time does it at its planned end."""
    with transaction.atomic():
        return perform(lock(event.pk), FINISH, by=by, note=clean_text(note))


def close(event: Event, *, by: User, note: str = "") -> Event:
    """Publish the minutes of an event that was held, and return it; those who registered are told."""
    with transaction.atomic():
        row = perform(lock(event.pk), CLOSE, by=by, note=clean_text(note))
        minutes.ask_for_print(row)
        tell_registered(row, CLOSED)
    return row


def cancel(event: Event, *, by: User, note: str) -> Event:
    """Cancel an event with the reason, and return it; everyone who registered is told at once."""
    with transaction.atomic():
        row = perform(lock(event.pk), CANCEL, by=by, note=clean_text(note))
        if row.published_at is not None:
            tell_registered(row, CANCELLED)
    return row


def hold(event: Event, *, by: User, note: str) -> Event:
    """Hold an event back while it is checked, with the reason: nobody registers meanwhile."""
    return _change_visibility(event, HOLD, by=by, note=note)


def hide(event: Event, *, by: User, note: str) -> Event:
    """Hide an event that breaks the charter, with the reason, as `hold`."""
    return _change_visibility(event, HIDE, by=by, note=note)


def show(event: Event, *, by: User, note: str = "") -> Event:
    """Show a held or hidden event again."""
    return _change_visibility(event, SHOW, by=by, note=note)


def _change_visibility(event: Event, action: str, *, by: User, note: str) -> Event:
    with transaction.atomic():
        row = perform(lock(event.pk), action, by=by, note=clean_text(note))
        notices.show(row.get_absolute_url(), is_shown=row.visibility == Visibility.VISIBLE, but=[row.author])
    return row


BY_NAME: dict[str, Callable[..., Event]] = {
    PUBLISH: publish, FINISH: finish, CLOSE: close, CANCEL: cancel, HOLD: hold, HIDE: hide, SHOW: show,
}  # fmt: skip


def move(event: Event, action: str, *, by: User, note: str = "") -> Event:
    """Perform the move `action`: the one door of the buttons and the API. An unknown name raises `PermissionDenied`."""
    if action not in BY_NAME:
        raise PermissionDenied
    return BY_NAME[action](event, by=by, note=note)


def finish_due() -> int:
    """Finish the events whose planned end has passed, and return how many. Several workers may run this at once."""
    by, count = User.objects.system(), 0
    for pk in Event.objects.due_to_finish().order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            row = lock(pk)
            if row.state == EventState.PUBLISHED and Event.objects.due_to_finish().filter(pk=pk).exists():
                finish(row, by=by)
                count += 1
    return count
