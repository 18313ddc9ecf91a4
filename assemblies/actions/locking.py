"""Locks of assemblies: the assembly first, then its roll, then a vote."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from assemblies.enums import AssemblyState
from assemblies.models import Assembly, Vote
from core.enums import Visibility
from core.workflow import Refused


def lock(pk: int) -> Assembly:
    """Return an assembly with its body, its row locked until the transaction ends."""
    return Assembly.objects.select_related("network", "association").locked().get(pk=pk)


def lock_led(pk: int, by: User) -> Assembly:
    """Return an assembly, locked, to whoever leads it. Raises `PermissionDenied`."""
    row = lock(pk)
    if not by.has_perm("assemblies.lead_assembly", row):
        raise PermissionDenied
    return row


def lock_draft(pk: int, by: User) -> Assembly:
    """Return a draft, locked, to whoever leads it. Raises `PermissionDenied`, or `Refused` once it was convened."""
    row = lock_led(pk, by)
    if row.state != AssemblyState.DRAFT:
        raise Refused(
            _("The members were convened with this agenda: it changes no more. Cancel it, and convene another one."),
            "convened",
        )
    return row


def lock_running(pk: int, by: User, *, states) -> Assembly:
    """Return an assembly in one of `states`, locked, to whoever leads it. Raises `PermissionDenied`, `Refused`."""
    row = lock_led(pk, by)
    check_moment(row, states)
    return row


def check_moment(assembly: Assembly, states) -> None:
    """Raise `Refused` when the assembly is in none of `states`, or is held back."""
    if assembly.visibility != Visibility.VISIBLE:
        raise Refused(
            _("It is held back by the people who moderate: nothing is done with it meanwhile."), "not_visible"
        )
    if assembly.state not in states:
        raise Refused(_("This is not possible any more: the page you saw is out of date."), "not_now")


def lock_vote(pk: int) -> Vote:
    """Return a vote with its assembly; the assembly's row is locked, then the vote's."""
    assembly = Vote.objects.values_list("item__assembly", flat=True).get(pk=pk)
    Assembly.objects.locked().get(pk=assembly)
    return urn(pk)


def urn(pk: int) -> Vote:
    """Return a vote with its assembly, the vote's row alone locked: ballots wait for each other, nothing else does."""
    rows = Vote.objects.select_related("item__assembly__network", "item__assembly__association")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=pk)
