"""Membership: asked for in a member's name, checked condition by condition, decided, ended."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import trust
from accounts.models import User
from core import journal
from core.fitness import Unfit, fits
from core.text import clean_text, has_words, isolate
from core.workflow import Refused, perform
from networks import workflow
from networks.actions import words
from networks.actions.charter import sign
from networks.actions.locking import lock, lock_member
from networks.actions.telling import speakers_of, tell, tell_steerers
from networks.enums import MemberKind, MemberState, NetworkState
from networks.models import Condition, Member, Network, Tick
from networks.rules import speaks_for
from spaces.models import Association, Space
from territories.models import Territory

DECISIONS = {workflow.ADMIT, workflow.REFUSE, workflow.SUSPEND, workflow.RESTORE, workflow.EXCLUDE}
REASON_MAX = 1_000  # characters
TOLD = {
    workflow.ADMIT: _("%(member)s is a member of %(network)s."),
    workflow.REFUSE: _("%(network)s did not admit %(member)s. The reason is on its page."),
    workflow.SUSPEND: _("%(network)s suspended %(member)s. The reason is on its page."),
    workflow.RESTORE: _("%(network)s ended the suspension of %(member)s."),
    workflow.EXCLUDE: _("%(network)s excluded %(member)s. The reason is on its page."),
}


@transaction.atomic
def apply(
    network: Network,
    *,
    by: User,
    version: int,
    association: Association | None = None,
    space: Space | None = None,
    place: Territory | None = None,
    themes: Sequence[str] = (),
    letter: str = "",
    is_listed: bool = True,
) -> Member:
    """Ask for membership of an association, of a space, or (neither named) of the person herself, and return it.

    Asking adheres to the charter's `version`, which must be the one in force. An association and a space are always
    listed. Locks the network. Raises `PermissionDenied` for who cannot bind the applicant, `Unfit`, `Refused`.
    """
    trust.require(by, "networks.apply")
    row = lock(network.pk)
    if not by.has_perm("networks.view_network", row):
        raise PermissionDenied
    kind = MemberKind.ASSOCIATION if association else MemberKind.SPACE if space else MemberKind.PERSON
    member = Member(
        network=row,
        kind=kind,
        association=association,
        space=space,
        user=by if kind == MemberKind.PERSON else None,
        place=place if kind == MemberKind.PERSON else None,
        themes=words.themes(themes) if kind != MemberKind.ASSOCIATION else [],
        letter=words.text(letter, "letter", needed=False),
        is_listed=is_listed if kind == MemberKind.PERSON else True,
        applied_by=by,
    )
    # A superuser passes every permission; nobody speaks in another's name.
    if not speaks_for.test(by, member):
        raise PermissionDenied
    _is_taken(row, member, by)
    member.save()
    journal.record(member, "apply", by=by, data={"network": row.pk, "kind": kind})
    if row.charters.in_force() is not None:
        sign(member, by=by, version=version)
    tell_steerers(
        row,
        by=by,
        key=f"network.member.{member.pk}.applied",
        text=lambda: (
            gettext("%(member)s asks to become a member of %(network)s.")
            % {"member": isolate(member.name), "network": isolate(str(row))}
        ),
        url=member.get_absolute_url(),
    )
    return member


def _is_taken(row: Network, member: Member, by: User) -> None:
    """Refuse an application outside the window, of a kind that is not taken, or made already."""
    # While it is prepared, those who steer it bring in its first members.
    founding = row.state == NetworkState.DRAFT and by.has_perm("networks.steer_network", row)
    if not founding and not row.takes_applications:
        raise Refused(_("This network takes no application today. Nothing was sent."), "not_open")
    if member.kind not in row.takes:
        raise Unfit(_("This network does not take members of this kind."), "who")
    same = {"association": member.association, "space": member.space, "user": member.user}
    standing = row.members.standing().filter(**same).first()
    if standing and standing.state == MemberState.APPLIED:
        raise Refused(_("This application was sent already: the steering group decides about it."), "waits")
    if standing:
        raise Refused(_("It is a member already."), "already")


@transaction.atomic
def tick(member: Member, condition: Condition, *, by: User) -> Tick:
    """Say, under one's name, that an applicant meets a condition; twice is once. Locks the network and the member."""
    row = _checked(member, by)
    if not row.network.conditions.asked_of(row.kind).filter(pk=condition.pk).exists():
        raise Refused(_("This condition is not asked of it."), "not_asked")
    ticked, created = Tick.objects.get_or_create(member=row, condition=condition, defaults={"by": by})
    if created:
        journal.record(row, "tick", by=by, data={"condition": condition.pk})
    return ticked


@transaction.atomic
def take_off_tick(member: Member, condition: Condition, *, by: User) -> None:
    """Say that a condition is not met after all. Locks the network and the member."""
    row = _checked(member, by)
    if row.ticks.filter(condition=condition).delete()[0]:
        journal.record(row, "take_off_tick", by=by, data={"condition": condition.pk})


def _checked(member: Member, by: User) -> Member:
    row = lock_member(member)
    if not by.has_perm("networks.decide_member", row):
        raise PermissionDenied
    if row.state != MemberState.APPLIED:
        raise Refused(_("This application is decided."), "decided")
    _is_another(row, by)
    return row


def _is_another(row: Member, by: User) -> None:
    """Refuse who speaks for the member, unless nobody else steers the network."""
    others = row.network.mandates.current().exclude(user=by)
    if others.exists() and Member.objects.speaking(by).filter(pk=row.pk).exists():
        raise Refused(_("You speak for this member: another person of the steering group decides about it."), "own")


@transaction.atomic
def decide(member: Member, action: str, *, by: User, note: str = "") -> Member:
    """Admit, refuse, suspend, restore or exclude (`workflow.MEMBER_MOVES`), and tell those who speak for the member.

    Nobody decides about a member that she speaks for while another person steers the network. Locks the network,
    then the member. Raises `KeyError` for another move, `PermissionDenied`, `Refused`.
    """
    if action not in DECISIONS:
        raise KeyError(action)
    row = lock_member(member)
    if not by.has_perm("networks.decide_member", row):
        raise PermissionDenied
    _is_another(row, by)
    reason = clean_text(note)
    if row.MOVES[action].needs_note and not has_words(reason):
        raise Unfit(_("Give the reason: the member reads it."), "note")
    fits(reason, REASON_MAX, "note")
    perform(row, action, by=by, note=reason, also={"reason": reason})
    tell(
        speakers_of([row]),
        besides=by,
        key=f"network.member.{row.pk}.{action}.{now():%Y%m%d%H%M%S}",
        text=lambda: str(TOLD[action]) % {"member": isolate(row.name), "network": isolate(str(row.network))},
        url=row.get_absolute_url(),
    )
    return Member.objects.for_detail().get(pk=row.pk)


@transaction.atomic
def withdraw(member: Member, *, by: User, note: str = "") -> Member:
    """Leave the network, or take the application back, in the member's name; what it published is not shown any more.

    Locks the network, then the member.
    """
    row = lock_member(member)
    was_member = row.state != MemberState.APPLIED
    perform(row, workflow.WITHDRAW, by=by, note=note, also={"reason": ""})
    if was_member:
        tell_steerers(
            row.network,
            by=by,
            key=f"network.member.{row.pk}.withdrawn",
            text=lambda: (
                gettext("%(member)s has left %(network)s.")
                % {"member": isolate(row.name), "network": isolate(str(row.network))}
            ),
            url=row.get_absolute_url(),
        )
    return Member.objects.for_detail().get(pk=row.pk)
