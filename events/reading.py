"""What pages and papers read of an event: its programme by day, what runs now and next, counts that may be shown."""

import datetime
from collections import Counter
from dataclasses import dataclass

from django.utils.timezone import localtime, now

from core.hiding import hide_share
from events.enums import Access, Group
from events.models import Event, Slot


@dataclass
class Hour:
    """Slots that begin at the same moment, beside each other."""

    at: datetime.datetime
    slots: list[Slot]


@dataclass
class Day:
    """One day of a programme."""

    date: datetime.date
    hours: list[Hour]

    @property
    def anchor(self) -> str:
        return f"day-{self.date.isoformat()}"


def slots_of(event: Event) -> list[Slot]:
    """Return the slots of an event in order, with their rooms and debates. One query."""
    slots = list(event.slots.for_programme())
    for slot in slots:
        slot.event = event
    return slots


def days_of(event: Event, slots: list[Slot] | None = None) -> list[Day]:
    """Return the programme by day and by hour."""
    days: dict[datetime.date, dict[datetime.datetime, list[Slot]]] = {}
    for slot in slots_of(event) if slots is None else slots:
        days.setdefault(localtime(slot.starts_at).date(), {}).setdefault(slot.starts_at, []).append(slot)
    return [Day(date, [Hour(at, rows) for at, rows in hours.items()]) for date, hours in days.items()]


def running(slots: list[Slot]) -> tuple[list[Slot], list[Slot]]:
    """Return what runs now, and what comes next (all that begins at the same moment)."""
    current = [slot for slot in slots if slot.is_now]
    coming = [slot for slot in slots if slot.starts_at > now()]
    first = min((slot.starts_at for slot in coming), default=None)
    return current, [slot for slot in coming if slot.starts_at == first]


@dataclass(frozen=True)
class Count:
    """A group and how many of it came; `count` is None when it is not shown."""

    group: Group
    count: int | None


def counts_of(event: Event) -> list[Count]:
    """Return the groups of which something was counted, small counts hidden. One query."""
    rows = {row.group: row for row in event.headcounts.all()}
    return [
        Count(group, hide_share(rows[group].count, event.people))
        for group in Group
        if group in rows and (rows[group].entered is not None or rows[group].declared)
    ]


def requests_of(event: Event) -> list[tuple[Access, int]]:
    """Return what people with a place asked for in order to come, as counts. One query."""
    asked = Counter(one for row in event.registrations.placed().values_list("access", flat=True) for one in row)
    return [(access, asked[access]) for access in Access if asked[access]]
