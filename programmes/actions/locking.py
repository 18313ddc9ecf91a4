"""Locks: the programme first, then what belongs to it."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.workflow import Refused
from programmes.enums import WRITTEN, ProgrammeState
from programmes.guards import programme_is_running
from programmes.models import Programme, Project
from spaces.enums import SpaceState
from spaces.models import Space


def lock_programme(pk: int, by: User, permission: str = "programmes.prepare_programme") -> Programme:
    """Return a programme, locked, to whoever has the permission. Raises `PermissionDenied`."""
    row = Programme.objects.locked().get(pk=pk)
    if not by.has_perm(permission, row):
        raise PermissionDenied
    return row


def lock_written(pk: int, by: User) -> Programme:
    """Return a programme whose text may be written, locked. Raises `PermissionDenied`, `Refused` once it was voted."""
    row = lock_programme(pk, by)
    if row.state not in WRITTEN:
        raise Refused(
            _("This programme was voted: its text changes by an update only, from the third year on (art. 80)."),
            "voted",
        )
    return row


def lock_project(pk: int, by: User, permission: str = "programmes.follow_project") -> Project:
    """Return a project with its programme, both locked, to whoever has the permission. Raises `PermissionDenied`."""
    programme = Programme.objects.locked().get(projects=pk)
    row = Project.objects.for_detail().select_for_update(of=("self",), no_key=True).get(pk=pk)
    row.programme = programme
    if not by.has_perm(permission, row):
        raise PermissionDenied
    return row


def lock_followed(pk: int, by: User) -> Project:
    """Return a project of a programme that is being carried out, locked, to whoever follows it."""
    row = lock_project(pk, by)
    programme_is_running(row)
    return row


def lock_measured(pk: int, by: User) -> Project:
    """Return a project whose milestones and indicators are being set: in a draft, or while it is carried out."""
    row = lock_project(pk, by)
    if row.programme.state == ProgrammeState.ENDED:
        programme_is_running(row)
    return row


def space_of(programme: Programme) -> Space | None:
    """Return the civil society space of a programme's commune, once it was opened."""
    spaces = Space.objects.filter(commune=programme.council.territory_id).exclude(state=SpaceState.DRAFT)
    return spaces.select_related("commune").defer("commune__boundary", "commune__outline").first()
