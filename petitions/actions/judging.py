"""Signatures that came too fast: held, looked at by a person, released or invalidated with a reason; never deleted."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Max, Min
from django.db.models.functions import TruncHour
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.fitness import Unfit
from core.text import clean_text, has_words
from core.workflow import Refused
from petitions.actions.counting import ask_for_count
from petitions.actions.locking import lock
from petitions.actions.signing import renew
from petitions.enums import Invalidity, SignatureState
from petitions.models import Petition, Signature

RELEASE, INVALIDATE = "release_signatures", "invalidate_signatures"
NOTE_LENGTH = 500
BATCH = 1000  # rows written by one statement
HOUR = datetime.timedelta(hours=1)


@dataclass(frozen=True)
class Group:
    """Held signatures of one hour and one network: how many, and nothing of who. `origin` is hexadecimal, empty once
    the network was forgotten; `number` names the network on the page."""

    hour: datetime.datetime
    origin: str
    count: int
    first: datetime.datetime
    last: datetime.datetime
    number: int

    @property
    def key(self) -> str:
        """What a form sends to name the group."""
        return f"{int(self.hour.timestamp())}.{self.origin}"


def held_groups(petition: Petition) -> list[Group]:
    """Return the held signatures of a petition by hour and network, oldest first. One query."""
    rows = Signature.objects.filter(petition=petition, state=SignatureState.HELD)
    found = (
        rows.annotate(hour=TruncHour("at"))
        .values("hour", "origin_key")
        .annotate(count=Count("pk"), first=Min("at"), last=Max("at"))
        .order_by("hour", "first")
    )
    numbers: dict[str, int] = {}
    groups = []
    for one in found:
        origin = bytes(one["origin_key"] or b"").hex()
        number = numbers.setdefault(origin, len(numbers) + 1)
        groups.append(Group(one["hour"], origin, one["count"], one["first"], one["last"], number))
    return groups


def release(petition: Petition, *, by: User, group: str, note: str) -> int:
    """Let the held signatures of a group count, and return how many there were."""
    return _judge(petition, by=by, group=group, note=note, action=RELEASE)


def invalidate(petition: Petition, *, by: User, group: str, reason: str, note: str) -> int:
    """Declare the held signatures of a group invalid, with a reason, and return how many there were.

    Their rows stay; nobody is told who they were. Raises `Unfit` without a reason.
    """
    if reason not in Invalidity.values:
        raise Unfit(_("Choose why these signatures do not count."), "reason")
    return _judge(petition, by=by, group=group, note=note, action=INVALIDATE, reason=reason)


def _judge(petition: Petition, *, by: User, group: str, note: str, action: str, reason: str = "") -> int:
    """Write a group's rows anew with their proofs, and the act with its count in the journal. Locks the petition."""
    note = clean_text(note)[:NOTE_LENGTH]
    with transaction.atomic():
        row = lock(petition.pk)
        if not by.has_perm("petitions.judge_signatures", row):
            raise PermissionDenied
        if not has_words(note):
            raise Unfit(_("Write what you looked at and why: it stays in the journal."), "note")
        hour, origin = _named(group)
        held = Signature.objects.select_for_update().filter(
            petition=row, state=SignatureState.HELD, at__gte=hour, at__lt=hour + HOUR
        )
        held = held.filter(origin_key__isnull=True) if origin is None else held.filter(origin_key=origin)
        count = 0
        for batch in _batches(list(held.order_by("pk"))):
            for signature in batch:
                renew(signature, state=SignatureState.INVALID if reason else SignatureState.VALID, invalidity=reason)
            Signature.objects.bulk_update(batch, ["state", "invalidity", "proof", "changed_at"])
            count += len(batch)
        if not count:
            raise Refused(_("Another person has looked at these signatures already."), "not_now")
        data = {"count": count, "hour": hour.isoformat()} | ({"reason": reason} if reason else {})
        journal.record(row, action, by=by, note=note, data=data)
        ask_for_count(row.pk, again=True)
    return count


def _batches(rows: list[Signature]) -> Iterator[list[Signature]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]


def _named(group: str) -> tuple[datetime.datetime, bytes | None]:
    """Return the hour and the network that a form named. Raises `Refused` for what names none."""
    hour, _dot, origin = group.partition(".")
    try:
        return datetime.datetime.fromtimestamp(int(hour), tz=datetime.UTC), bytes.fromhex(origin) or None
    except (ValueError, OverflowError, OSError):
        raise Refused(_("There is no such group of signatures."), "group") from None
