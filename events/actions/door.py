"""The door: who arrives is counted once, however often the same badge is sent; groups are counts, tied to nobody."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.fitness import Unfit
from core.workflow import Refused
from events import badges
from events.actions.locking import RECORDED, lock_for
from events.enums import Group, Standing
from events.models import Event, Headcount, Registration

AT_ONCE = 500  # scans sent together
PEOPLE_MAX = 100_000


@dataclass(frozen=True)
class Scan:
    """One badge that was held to the door at a moment, and the groups its bearer said she belongs to, if any."""

    text: str
    at: datetime.datetime | None = None
    groups: tuple[str, ...] = ()


@dataclass(frozen=True)
class Result:
    """What became of a scan: "arrived", "again" (counted before), or "refused" with the reason in words."""

    code: str
    outcome: str
    words: str = ""


def check_in(event: Event, scans: Iterable[Scan], *, by: User) -> list[Result]:
    """Count people as arrived by their badges, and return what became of each scan, in order.

    Whoever keeps the door does it. A badge that was counted is counted no more, nor are its groups: a door that was
    offline may send the same scans again. Locks the event. Raises `PermissionDenied` or `Refused`.
    """
    scans = list(scans)
    if len(scans) > AT_ONCE:
        raise Refused(_("Five hundred scans at most are sent together."), "too_many")
    with transaction.atomic():
        row = lock_for(event.pk, by, "events.keep_door", RECORDED)
        if not row.has_door():
            raise Refused(_("The door is open from the day before the event until the day after it."), "no_door")
        return [_check_in(row, scan) for scan in scans]


def _check_in(row: Event, scan: Scan) -> Result:
    try:
        code = badges.read(row.pk, scan.text)
    except Refused as refusal:
        return Result(scan.text[:40], "refused", str(refusal))
    found: Registration | None = row.registrations.filter(code=code).first()
    if found is None or found.standing == Standing.GONE:
        return Result(code, "refused", str(_("This code is on no list of this event.")))
    if found.standing == Standing.WAITING:
        return Result(code, "refused", str(_("This person is on the waiting list: ask whoever leads the event.")))
    if found.arrived_at is not None:
        return Result(code, "again")
    at = scan.at or now()
    found.arrived_at = min(max(at, row.starts_at - datetime.timedelta(days=1)), now())
    found.save(update_fields=["arrived_at"])
    row.arrived_count += 1
    row.save(update_fields=["arrived_count"])
    for group in Group.values:
        if group in scan.groups:
            count, _made = Headcount.objects.get_or_create(event=row, group=group)
            Headcount.objects.filter(pk=count.pk).update(declared=F("declared") + 1)
    return Result(code, "arrived")


def enter_counts(event: Event, *, by: User, attended: int | None, groups: dict[str, int | None]) -> Event:
    """Keep how many people the organisers counted, in all and by group, in place of what the door counted; None: as the
    door counted. Raises `Unfit` when a group is larger than all people."""
    with transaction.atomic():
        row = lock_for(event.pk, by, states=RECORDED)
        people = row.arrived_count if attended is None else attended
        for name, number in {"attended": attended, **groups}.items():
            if number is not None and not 0 <= number <= PEOPLE_MAX:
                raise Unfit(_("Give a number of people from 0 to 100,000, or leave it empty."), name)
        row.attended = attended
        row.save(update_fields=["attended"])
        for group in Group.values:
            count, _made = Headcount.objects.get_or_create(event=row, group=group)
            count.entered = groups.get(group)
            if count.count > people:
                raise Unfit(_("A group cannot be larger than all the people who came."), group)
            count.save(update_fields=["entered"])
    return row
