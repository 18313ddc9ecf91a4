"""Locks of events: the event first, then what belongs to it."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.workflow import Refused
from events.enums import EventState
from events.models import Event


def lock(pk: int) -> Event:
    """Return an event with its space and association, its row locked until the transaction ends."""
    return Event.objects.select_related("space__commune", "association").locked().get(pk=pk)


def lock_for(pk: int, by: User, permission: str = "events.lead_event", states: set[str] | None = None) -> Event:
    """Return an event, locked, to whoever holds `permission` about it, in one of `states` (any when none is given).

    Raises `PermissionDenied`, or `Refused` when it is not the moment.
    """
    row = lock(pk)
    if not by.has_perm(permission, row):
        raise PermissionDenied
    if states is not None and row.state not in states:
        raise Refused(_("This is not possible any more: the page you saw is out of date."), "not_now")
    return row


PLANNED = {EventState.DRAFT, EventState.PUBLISHED}
RECORDED = {EventState.PUBLISHED, EventState.OVER}


def lock_planned(pk: int, by: User) -> Event:
    """Return an event that has not been held yet, locked, to whoever leads it."""
    return lock_for(pk, by, states=PLANNED)
