"""The locks of a desk's work: the registration first, then the agent's place at the desk, then what is written."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.workflow import Refused
from mediation.models import Agent, Desk, Registration
from spaces.enums import SpaceState
from territories.queries import unread_of


def lock_place(desk: Desk, by: User) -> Desk:
    """Return the desk once the agent's place at it is locked: what she writes is counted one after the other.

    Raises `PermissionDenied` to whoever does not work there, `Refused` when the desk or its space is closed.
    """
    row = Desk.objects.select_related("space__commune").defer(*unread_of("space__commune")).get(pk=desk.pk)
    if not by.has_perm("mediation.work_at_desk", row):
        raise PermissionDenied
    Agent.objects.select_for_update(of=("self",), no_key=True).filter(desk=row, user=by, ended_at__isnull=True).first()
    if row.closed_at or row.space.state != SpaceState.OPEN:
        raise Refused(_("This desk is closed: nothing more is written there."), "closed")
    return row


def lock_registration(pk: int) -> Registration:
    """Return a registration's row, locked until the transaction ends, with its person."""
    return Registration.objects.select_for_update(of=("self",), no_key=True).select_related("user", "desk").get(pk=pk)


def check_open(registration: Registration) -> None:
    """Raise `Refused` when nothing more is written for this person at the desk."""
    if registration.withdrawn_at:
        raise Refused(_("This person took her consent back: nothing more is written for her."), "withdrawn")
    if registration.claimed_at:
        raise Refused(
            _("This person has her own account now: what was written for her is hers, and she writes herself."),
            "claimed",
        )
