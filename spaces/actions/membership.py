"""People's roles in a space: joining and leaving, appointing and ending."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import trust
from accounts.models import User
from core import journal
from core.live import bus
from core.text import clean_text, isolate
from core.workflow import Refused
from notices.actions import notify
from spaces import signals
from spaces.actions.charter import adhere
from spaces.enums import APPOINTABLE, Role, SpaceState
from spaces.models import Membership, Space
from spaces.rules import forget_roles


@transaction.atomic
def join(space: Space, *, by: User, version: int) -> Membership:
    """Become a member by adhering to the charter's `version`, which must be the one in force; twice is once.

    Raises `PermissionDenied` for a space in preparation; `Refused` for a person whose contact is not confirmed, when
    the space is closed, or when the charter has changed since it was read.
    """
    row = Space.objects.locked().get(pk=space.pk)
    if not by.has_perm("spaces.join_space", row):
        raise PermissionDenied
    trust.require(by, "spaces.join")
    if row.state != SpaceState.OPEN:
        raise Refused(_("This space is closed: it can be read, not joined."), "closed")
    adhere(row, by=by, version=version)
    membership, created = Membership.objects.get_or_create(space=row, user=by, role=Role.MEMBER, ended_at=None)
    if created:
        forget_roles(by)
        journal.record(row, "join", by=by, data={"membership": membership.pk})
    return membership


@transaction.atomic
def leave(space: Space, *, by: User) -> int:
    """End every role of `by` in the space and return how many there were; a second time changes nothing.

    Raises `Refused` when the space would be left without a facilitator.
    """
    row = Space.objects.locked().get(pk=space.pk)
    held = list(row.memberships.filter(user=by, ended_at__isnull=True))
    if any(membership.role == Role.FACILITATOR for membership in held):
        _keep_a_facilitator(row, leaving=by)
    for membership in held:
        _end(membership, action="leave", by=by)
    forget_roles(by)
    return len(held)


@transaction.atomic
def appoint(space: Space, user: User, role: str, *, by: User) -> Membership:
    """Give `user` a role in the space and tell her; twice is once.

    A facilitator is appointed by a coordinator; the other roles by a facilitator too. Raises `PermissionDenied`, or
    `Refused` when the person has left Agraw, or when a higher floor says what she lacks first (`signals.appointing`: a
    course that the role requires).
    """
    row = Space.objects.locked().get(pk=space.pk)
    _may_manage(row, role, by)
    if role not in APPOINTABLE - {Role.MEMBER}:
        raise Refused(_("This role is not given here."), "not_given")
    if not user.is_active or user.is_system or user.erased_at:
        raise Refused(_("This person has no account any more."), "gone")
    if not row.memberships.filter(user=user, role=role, ended_at__isnull=True).exists():
        signals.appointing.send(Space, space=row, user=user, role=role, by=by)
    membership, created = Membership.objects.get_or_create(space=row, user=user, role=role, ended_at=None)
    if created:
        forget_roles(user)
        bus.recheck(user.pk)
        journal.record(row, "appoint", by=by, target=role, data={"membership": membership.pk})
        notify(
            [user],
            key=f"membership.{membership.pk}.started",
            text=lambda: (
                gettext("You were given a role in the civil society space of %(place)s: %(role)s.")
                % {"place": isolate(row.commune.name), "role": Role(role).label}
            ),
            url=reverse("spaces:detail", args=[row.commune.slug]),
            urgent=True,
        )
    return membership


@transaction.atomic
def end_role(membership: Membership, *, by: User, note: str = "") -> Membership:
    """End someone's role, for a reason that she is told and that stays in the history.

    One's own role ends without a reason. The last facilitator of an open space stays until another is appointed.
    """
    space = Space.objects.locked().get(pk=membership.space_id)
    row = Membership.objects.select_related("user").get(pk=membership.pk)
    own = row.user_id == by.pk
    if not own:
        _may_manage(space, row.role, by)
    if row.ended_at:
        raise Refused(_("This role has ended already."), "ended")
    note = clean_text(note)
    if not own and not note:
        raise Refused(_("Give the reason: the person is told, and it stays in the history."), "note_missing")
    if row.role == Role.FACILITATOR:
        _keep_a_facilitator(space, leaving=row.user)
    _end(row, action="end_role", by=by, note=note)
    forget_roles(row.user)
    if own:
        forget_roles(by)
    else:
        notify(
            [row.user],
            key=f"membership.{row.pk}.ended",
            text=lambda: (
                gettext("Your role in the civil society space of %(place)s has ended: %(role)s. Reason: %(reason)s")
                % {"place": isolate(space.commune.name), "role": Role(row.role).label, "reason": isolate(note)}
            ),
            url=reverse("spaces:detail", args=[space.commune.slug]),
            urgent=True,
        )
    return row


def _may_manage(space: Space, role: str, by: User) -> None:
    permission = (
        "spaces.appoint_facilitator" if role in {Role.FACILITATOR, Role.COORDINATOR} else "spaces.manage_members"
    )
    if not by.has_perm(permission, space):
        raise PermissionDenied


def _keep_a_facilitator(space: Space, *, leaving: User) -> None:
    """Refuse to leave an open space without a facilitator. The caller holds the lock on the space."""
    others = space.memberships.filter(role=Role.FACILITATOR, ended_at__isnull=True).exclude(user=leaving)
    if space.state == SpaceState.OPEN and not others.exists():
        raise Refused(
            _("This is the space's only facilitator: appoint another one first, or close the space."),
            "last_facilitator",
        )


def _end(membership: Membership, *, action: str, by: User, note: str = "") -> None:
    membership.ended_at = now()
    membership.save(update_fields=["ended_at"])
    bus.recheck(membership.user_id)
    journal.record(
        membership.space, action, by=by, source=membership.role, note=note, data={"membership": membership.pk}
    )
