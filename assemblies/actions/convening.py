"""The life of an assembly: convened, opened, adjourned to a second call, closed, cancelled; held back, shown again."""

import datetime
from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from assemblies.actions import telling
from assemblies.actions.locking import lock, lock_led
from assemblies.actions.minutes import approve, draft, publish, rewrite
from assemblies.actions.preparing import key_of
from assemblies.enums import Electorate, Presence, VoterKind
from assemblies.guards import short_notice
from assemblies.models import Assembly, Bylaws, Voter
from assemblies.models.assembly import RULED
from assemblies.workflow import ADJOURN, APPROVE, CANCEL, CLOSE, CONVENE, HIDE, HOLD, OPEN, PUBLISH, REWRITE, SHOW
from core.fitness import Unfit
from core.text import clean_text
from core.workflow import Refused, perform
from networks.enums import MemberKind
from notices import actions as notices
from spaces.enums import Role
from territories.queries import unread_of

SECOND_FURTHEST = datetime.timedelta(days=366)


def convene(assembly: Assembly, *, by: User, note: str = "") -> Assembly:
    """Convene the members: freeze the rules and the roll, tell each voter once with the agenda; return the assembly.

    Raises `PermissionDenied`; `Refused` when the notice is shorter than the body's rules say, the agenda is empty, it
    has no place, or there is nobody to convene.
    """
    with transaction.atomic():
        row = lock_led(assembly.pk, by)
        if row.state == "draft" and (rules := Bylaws.objects.filter(**key_of(row.body), kind=row.kind).first()):
            for name in RULED:
                setattr(row, name, getattr(rules, name))
            row.save(update_fields=RULED)
        row = perform(row, CONVENE, by=by, note=clean_text(note))
        voters = roll_of(row)
        if not voters:
            raise Refused(_("There is no member to convene yet."), "nobody")
        Voter.objects.bulk_create(voters, batch_size=1000)
        telling.tell(row, telling.CONVENED, urgent=True)
    return row


def roll_of(assembly: Assembly) -> list[Voter]:
    """Return the roll as it would be now, numbered: one line a member, with who speaks for it."""
    lines = _of_network(assembly) if assembly.network_id else _of_association(assembly)
    for number, line in enumerate(lines, 1):
        line.assembly, line.number = assembly, number
    return lines


def _of_association(assembly: Assembly) -> list[Voter]:
    """Everyone who has a place in the association, its legal representative first."""
    association = assembly.association
    places = association.members.current().exclude(user=association.representative_id).order_by("pk")
    people = [(0, association.representative_id), *places.values_list("pk", "user_id")]
    return [Voter(kind=VoterKind.PERSON, source=key, speaker_id=user) for key, user in people]


def _of_network(assembly: Assembly) -> list[Voter]:
    """Every active member, or the legal persons alone where the rules say so."""
    members = assembly.network.members.active().order_by("pk")
    members = members.select_related("association", "space__commune").defer(*unread_of("space__commune"))
    if assembly.electorate == Electorate.LEGAL:
        members = members.exclude(kind=MemberKind.PERSON)
    lines = []
    for member in members:
        line = Voter(kind=member.kind, source=member.pk, is_listed=member.is_listed)
        if member.kind == MemberKind.PERSON:
            line.speaker_id = member.user_id
        elif member.kind == MemberKind.ASSOCIATION:
            line.name_ar, line.name_fr = member.association.name_ar, member.association.name_fr
            line.speaker_id = member.association.representative_id
        else:
            commune = member.space.commune
            line.name_ar, line.name_fr = commune.name_ar, commune.name_fr
            facilitators = member.space.memberships.current().filter(role=Role.FACILITATOR).order_by("pk")
            line.speaker_id = facilitators.values_list("user_id", flat=True).first()
        lines.append(line)
    return lines


def open_assembly(assembly: Assembly, *, by: User, note: str = "") -> Assembly:
    """Open the session, and return it: only with the quorum of its call. Who opens it presides until one is named."""
    with transaction.atomic():
        row = lock(assembly.pk)
        return perform(row, OPEN, by=by, note=clean_text(note), also={"chair_id": row.chair_id or by.pk})


def adjourn(assembly: Assembly, *, by: User, second_at: datetime.datetime | None = None, note: str = "") -> Assembly:
    """Adjourn for lack of quorum to a second call at `second_at`, and return it; each voter is told once.

    The numbers of the first call are kept, and everyone is to come again; proxies stay. Raises `PermissionDenied`,
    `Refused`, and `Unfit` when the second call is sooner than the body's rules say.
    """
    with transaction.atomic():
        row = lock_led(assembly.pk, by)
        if second_at is None or not now() < second_at < now() + SECOND_FURTHEST:
            raise Unfit(_("Choose a day and an hour that are still to come."), "second_at")
        days = (localdate(second_at) - localdate()).days
        if days < row.second_notice_days:
            raise Unfit(short_notice(row.second_notice_days, days), "second_at")
        standing = row.standing()
        first = {
            "roll": standing.roll,
            "present": standing.present,
            "represented": standing.represented,
            "needed": standing.needed,
        }
        also = {"call": 2, "second_at": second_at, "first_call": first}
        row = perform(row, ADJOURN, by=by, note=clean_text(note), also=also, data=first)
        row.voters.update(presence=Presence.ABSENT, arrival="", arrived_at=None, left_at=None)
        telling.tell(row, telling.SECOND, urgent=True)
    return row


def close(assembly: Assembly, *, by: User, note: str = "") -> Assembly:
    """Close the session and draft its minutes from what was recorded; return the assembly."""
    with transaction.atomic():
        standing = lock(assembly.pk).standing()
        data = {"present": standing.present, "represented": standing.represented, "roll": standing.roll}
        row = perform(assembly, CLOSE, by=by, note=clean_text(note), data=data)
        draft(row)
    return row


def cancel(assembly: Assembly, *, by: User, note: str) -> Assembly:
    """Cancel an assembly that was convened, with the reason; each voter is told."""
    with transaction.atomic():
        row = perform(lock(assembly.pk), CANCEL, by=by, note=clean_text(note))
        telling.tell(row, telling.CANCELLED, urgent=True)
    return row


def hold(assembly: Assembly, *, by: User, note: str) -> Assembly:
    """Hold an assembly back while it is checked, with the reason: nothing is done with it meanwhile."""
    return _change_visibility(assembly, HOLD, by=by, note=note)


def hide(assembly: Assembly, *, by: User, note: str) -> Assembly:
    """Hide an assembly that breaks the charter, with the reason, as `hold`."""
    return _change_visibility(assembly, HIDE, by=by, note=note)


def show(assembly: Assembly, *, by: User, note: str = "") -> Assembly:
    """Show a held or hidden assembly again."""
    return _change_visibility(assembly, SHOW, by=by, note=note)


def _change_visibility(assembly: Assembly, action: str, *, by: User, note: str) -> Assembly:
    with transaction.atomic():
        row = perform(lock(assembly.pk), action, by=by, note=clean_text(note))
        notices.show(row.get_absolute_url(), is_shown=action == SHOW, but=[row.author])
        telling.tell_author(row, action, by=by)
    return row


BY_NAME: dict[str, Callable[..., Assembly]] = {
    CONVENE: convene, OPEN: open_assembly, ADJOURN: adjourn, CLOSE: close, APPROVE: approve, REWRITE: rewrite,
    PUBLISH: publish, CANCEL: cancel, HOLD: hold, HIDE: hide, SHOW: show,
}  # fmt: skip


def move(assembly: Assembly, action: str, *, by: User, note: str = "", **also) -> Assembly:
    """Perform the move `action`: the one door of the buttons. An unknown name raises `PermissionDenied`."""
    if action not in BY_NAME:
        raise PermissionDenied
    return BY_NAME[action](assembly, by=by, note=note, **also)
