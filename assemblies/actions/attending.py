"""Who is there: come in by oneself, at the secretary's desk, from the signed sheet; left. Who presides, who writes."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from assemblies.actions.locking import check_moment, lock, lock_running
from assemblies.enums import ENDED, GATHERING, Arrival, AssemblyState, Presence, ProxyEnd
from assemblies.guards import DOORS
from assemblies.models import Assembly, Proxy, Voter
from core import journal
from core.fitness import Unfit
from core.workflow import Refused


def check_in(voter: Voter, *, by: User) -> Voter:
    """Mark a voter present by who speaks for it, and return it; the proxy it gave ends. Again changes nothing.

    Locks the assembly. Raises `PermissionDenied`, or `Refused` before the doors are open and when it is over.
    """
    with transaction.atomic():
        assembly = lock(voter.assembly_id)
        row = _line(voter)
        if not by.has_perm("assemblies.speak_for_voter", row):
            raise PermissionDenied
        check_moment(assembly, GATHERING)
        check_doors(assembly)
        return _come(assembly, row, Arrival.SELF, by)


def mark(voter: Voter, presence: str, *, by: User, way: str = Arrival.DESK) -> Voter:
    """Mark a voter present, gone or absent, by who leads the assembly; `way` says from what. As `check_in`."""
    with transaction.atomic():
        assembly = lock_running(voter.assembly_id, by, states=GATHERING)
        row = _line(voter)
        check_doors(assembly)
        if presence == Presence.PRESENT:
            return _come(assembly, row, way, by)
        if presence == Presence.LEFT and row.presence != Presence.PRESENT:
            raise Refused(_("Only who is present can leave."), "not_present")
        if row.presence == presence:
            return row
        row.presence = presence
        row.left_at = now() if presence == Presence.LEFT else None
        if presence == Presence.ABSENT:
            row.arrived_at, row.arrival = None, ""
        row.save(update_fields=["presence", "left_at", "arrived_at", "arrival"])
        journal.record(assembly, f"voter_{presence}", by=by, data={"voter": row.number})
    return row


def check_doors(assembly: Assembly) -> None:
    """Raise `Refused` when it is too early to come in."""
    if now() < assembly.held_at - DOORS:
        raise Refused(_("The doors open two hours before the hour that was told: come back then."), "too_early")


def _line(voter: Voter) -> Voter:
    return Voter.objects.select_related("speaker").get(pk=voter.pk)


def _come(assembly: Assembly, row: Voter, way: str, by: User) -> Voter:
    if row.presence == Presence.PRESENT:
        return row
    ended = Proxy.objects.current().filter(giver=row).update(ended_at=now(), end=ProxyEnd.CAME)
    row.presence, row.arrival, row.left_at = Presence.PRESENT, way, None
    row.arrived_at = row.arrived_at or now()
    row.save(update_fields=["presence", "arrival", "arrived_at", "left_at"])
    journal.record(assembly, "voter_present", by=by, data={"voter": row.number, "proxies_ended": ended})
    return row


def name_bureau(assembly: Assembly, *, by: User, chair: Voter | None, rapporteur: Voter | None) -> Assembly:
    """Name who presides and who writes the minutes, among those who speak for a voter; return the assembly.

    Raises `PermissionDenied`, `Refused`, or `Unfit` when one person is given both.
    """
    with transaction.atomic():
        row = lock_running(
            assembly.pk, by, states=GATHERING | ENDED - {AssemblyState.APPROVED, AssemblyState.PUBLISHED}
        )
        if any(voter and voter.assembly_id != row.pk for voter in (chair, rapporteur)):
            raise PermissionDenied
        if chair and rapporteur and chair.speaker_id == rapporteur.speaker_id:
            raise Unfit(_("One person presides, another one writes: choose two."), "rapporteur")
        row.chair_id = chair.speaker_id if chair else None
        row.rapporteur_id = rapporteur.speaker_id if rapporteur else None
        row.save(update_fields=["chair", "rapporteur"])
        numbers = {"chair": chair.number if chair else None, "rapporteur": rapporteur.number if rapporteur else None}
        journal.record(row, "name_bureau", by=by, data=numbers)
    return row
