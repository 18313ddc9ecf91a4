"""The events of the demonstration, told by the real actions: a forum that was held, and a workshop that is coming."""

import datetime
import json
from pathlib import Path
from typing import Any

import time_machine
from django.utils import timezone

from accounts.models import User
from config.demo import people
from events import actions as events
from events.actions import minutes, stands
from events.actions.door import Scan
from events.enums import Group
from events.models import Event, Slot
from spaces.models import Association, Space

CONTENT = json.loads((Path(__file__).parent / "events.json").read_text(encoding="utf-8"))
OPENS, CLOSES = 9, 17  # hours of a day


def at(moment: datetime.datetime) -> time_machine.travel:
    return time_machine.travel(moment, tick=True)


def day(days: int, hour: int = OPENS) -> datetime.datetime:
    """Return an hour of a day so many days from now, of Morocco."""
    return timezone.localtime().replace(hour=hour, minute=0, second=0, microsecond=0) + datetime.timedelta(days=days)


def tell(spaces: dict[str, Space], staff: dict[str, dict[str, User]], inhabitants: list[User]) -> None:
    """Tell the forum and the workshop in the first commune of the demonstration."""
    commune = CONTENT["commune"]
    if commune in spaces:
        by = staff[commune]["facilitator"]
        Forum(spaces[commune], by, inhabitants, CONTENT["forum"]).tell()
        coming(spaces[commune], by, inhabitants, CONTENT["workshop"])


class Forum:
    """Tells one edition from its preparation to its minutes."""

    def __init__(self, space: Space, facilitator: User, inhabitants: list[User], item: dict[str, Any]):
        self.space, self.facilitator, self.inhabitants, self.item = space, facilitator, inhabitants, item
        self.starts_at = day(-item["days_ago"])

    @property
    def by(self) -> User:
        return people.fresh(self.facilitator)

    def tell(self) -> None:
        with at(self.starts_at - datetime.timedelta(days=self.item["prepared_days_ago"] - self.item["days_ago"])):
            event, slots = self._prepare()
            self._stands(event)
            for number, person in enumerate(self.inhabitants):
                access = [["ramp"], ["childcare"], ["print"]][number % 3] if number % 5 == 0 else []
                events.register(event, by=people.fresh(person), access=access)
                if number % 2:
                    events.take_seat(slots[1 + number % 4 // 2], by=people.fresh(person))
        with at(self.starts_at + datetime.timedelta(hours=1)):
            self._let_in(event)
            self._notes(event, slots)
        with at(event.ends_at + datetime.timedelta(hours=1)):
            events.finish(event, by=self.by)
            events.enter_counts(event, by=self.by, attended=self.item["attended"], groups=self.item["groups"])
            minutes.write(event, by=self.by, text=self.item["minutes"])
        with at(event.ends_at + datetime.timedelta(days=3)):
            events.close(event, by=self.by)

    def _prepare(self) -> tuple[Event, list[Slot]]:
        ends_at = self.starts_at.replace(hour=CLOSES) + datetime.timedelta(days=1)
        said = self.item["said"] | {"starts_at": self.starts_at, "ends_at": ends_at}
        event = events.create(self.space, by=self.by, is_demo=True, **said)
        rooms = [events.add_room(event, by=self.by, name=name, capacity=seats) for name, seats in self.item["rooms"]]
        slots = []
        for days, after, lasts, kind, room, title_ar, title_fr, speakers, seats in self.item["slots"]:
            start = self.starts_at + datetime.timedelta(days=days, minutes=after)
            slots.append(
                events.add_slot(
                    event, by=self.by, kind=kind, room=rooms[room], title_ar=title_ar, title_fr=title_fr,
                    speakers=speakers, starts_at=start, ends_at=start + datetime.timedelta(minutes=lasts),
                    is_listed=bool(seats), capacity=seats or None,
                )
            )  # fmt: skip
        return events.publish(event, by=self.by), slots

    def _stands(self, event: Event) -> None:
        rows = Association.objects.filter(seat=self.space.commune_id, is_demo=True).order_by("pk")
        for association, (title, about, equipment) in zip(rows, self.item["stands"], strict=False):
            by = people.fresh(association.representative)
            stand = stands.ask(event, association, by=by, title=title, about=about, equipment=equipment)
            stands.move(stand, "accept", by=self.by)

    def _let_in(self, event: Event) -> None:
        rows = list(event.registrations.placed())
        scans = [
            Scan(row.code, groups=tuple(group for place, group in enumerate(Group.values) if number % (place + 2) == 0))
            for number, row in enumerate(rows)
            if number % 7
        ]
        events.check_in(event, scans, by=self.by)

    def _notes(self, event: Event, slots: list[Slot]) -> None:
        made = {}
        for kind, slot, text, sources in self.item["notes"]:
            note = events.add_note(
                event, by=self.by, kind=kind, text=text, slot=slots[slot] if slot else None,
                sources=[made[name] for name in sources],
            )  # fmt: skip
            made[f"{kind} {note.number}"] = note


def coming(space: Space, facilitator: User, inhabitants: list[User], item: dict[str, Any]) -> None:
    """Announce a workshop in which all places but the last ones are taken."""
    by = people.fresh(facilitator)
    starts_at = day(item["in_days"], 15)
    ends_at = starts_at + datetime.timedelta(hours=2)
    event = events.create(space, by=by, is_demo=True, starts_at=starts_at, ends_at=ends_at, **item["said"])
    event = events.publish(event, by=by)
    for person in inhabitants[: item["said"]["capacity"] - 3]:
        events.register(event, by=people.fresh(person))
