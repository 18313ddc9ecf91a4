"""The events of the small world (`tests.world`): a draft, a forum that runs, one that is over, one with its minutes.

With them, how to fill their addresses, and which of these name a secret.
"""

import datetime
from types import SimpleNamespace

from events import actions, badges
from events.actions import minutes, stands
from events.actions.door import Scan
from events.enums import NoteKind
from events.models import Event
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory, ahead
from tests.factories.spaces import AssociationFactory

# The API's names for the things of events.
OF_EVENTS = ("event-", "events-csv")
LEADING = {"facilitator", "coordinator", "superuser"}
SECRETS = {
    "canarydraftevent": LEADING | {"moderator", "desk"},
    "canarybackevent": LEADING | {"moderator", "desk"},
    "canarydraftminutes": LEADING,
    # What a person needs in order to come: herself, and the door.
    "canaryaccessnote": LEADING | {"desk", "supporter"},
    "canarystandasked": LEADING | {"author"},
}


def make(world) -> SimpleNamespace:
    """Make the events; `secret` are those that strangers may not see."""
    who, made = world.who, SimpleNamespace()
    by, association = who["facilitator"], world.petitions.association
    made.draft = written(world, "canarydraftevent")
    made.held = actions.hold(announced(world, "canarybackevent"), by=by, note="held")
    made.open = announced(world, "forum", with_stands=True)
    made.running = begun(announced(world, "running"))
    made.closed = begun(announced(world, "closed"))
    # Of three addresses beside each other every stranger looks at one: the desk reads it at one of three doors.
    for event in (made.open, made.running, made.closed):
        actions.register(event, by=who["supporter"], access=["ramp"], note="canaryaccessnote")
    actions.take_seat(made.open.slots.get(), by=who["supporter"])
    made.stand = stands.ask(made.open, association, by=who["author"], title="canarystandasked", about="about")
    made.shown = stands.ask(made.open, AssociationFactory(), by=who["superuser"], title="stand shown")
    stands.move(made.shown, "accept", by=by)
    made.note = noted(world, made.running)
    made.over = minutes.write(made.running, by=by, text="canarydraftminutes")
    row = made.running.registrations.get()
    actions.check_in(made.running, [Scan(badges.held_by_qr(row.event_id, row.code), groups=("women",))], by=by)
    made.closed = actions.finish(made.closed, by=by)
    minutes.write(made.closed, by=by, text="closed minutes")
    made.closed = actions.close(made.closed, by=by)
    minutes.print_minutes(made.closed.pk, "fr")
    made.secret = {made.draft.pk, made.held.pk}
    return made


def written(world, word: str, **more) -> Event:
    """Write a draft whose every word tells which one it is: a room, a workshop with a list."""
    by = world.who["facilitator"]
    said = {f"{name}_{language}": f"{word} {name}" for name in ("title", "slogan") for language in ("ar", "fr")}
    said |= {name: f"{word} {name}" for name in ("about", "organisers", "venue")}
    event = actions.create(
        world.space, by=by, kind="forum", theme="water", starts_at=ahead(days=9), ends_at=ahead(days=10), **said, **more
    )
    room = actions.add_room(event, by=by, name=f"{word} room")
    actions.add_slot(
        event, by=by, title_ar=f"{word} slot", speakers=f"{word} speaker", room=room, is_listed=True,
        starts_at=event.starts_at, ends_at=event.starts_at + datetime.timedelta(hours=1),
    )  # fmt: skip
    return event


def announced(world, word: str, **more) -> Event:
    return actions.publish(written(world, word, **more), by=world.who["facilitator"])


def begun(event: Event) -> Event:
    """Let an event have begun an hour ago, with its programme."""
    start = ahead(hours=-1)
    Event.objects.filter(pk=event.pk).update(starts_at=start, ends_at=ahead(hours=8), closes_at=ahead(hours=1))
    event.slots.update(starts_at=start, ends_at=ahead(hours=1))
    return Event.objects.get(pk=event.pk)


def noted(world, event: Event, word: str = "note"):
    """Write a chain, and return its first step."""
    by, made = world.who["facilitator"], []
    for kind in NoteKind.values:
        slot = event.slots.first() if kind == "note" else None
        said = {"text": f"{word} {kind}", "slot": slot, "sources": made[-1:]}
        made.append(actions.add_note(event, by=by, kind=kind, **said))
    return made[0]


def values(world, turn: int) -> dict:
    """Return what to fill the addresses of events with, as `tests.doors.values` does."""
    made, association = world.events, world.petitions.association
    every = [made.open, made.running, made.closed, [made.draft, made.held][turn % 2]]
    keys = [{"pk": event.pk} for event in every]
    rooms = [{"pk": event.pk, "key": event.rooms.get().pk} for event in every]
    slots = [{"pk": event.pk, "key": event.slots.get().pk} for event in every]
    notes = [{"pk": made.running.pk, "key": made.note.pk}, {"pk": made.draft.pk, "key": made.note.pk}]
    exhibited = [{"pk": made.open.pk, "key": stand.pk} for stand in (made.stand, made.shown)]
    languages = [{"pk": event.pk, "language": language} for event in every for language in ("fr", "xx")]
    return {
        ("events", ("pk",)): keys,
        ("events", ("slug",)): [{"slug": space.commune.slug} for space in (world.space, world.draft_space)],
        ("events:room", ("key", "pk")): rooms,
        ("events:room-remove", ("key", "pk")): rooms,
        ("events:slot", ("key", "pk")): slots,
        ("events:slot-remove", ("key", "pk")): slots,
        ("events:take-seat", ("key", "pk")): slots,
        ("events:leave-seat", ("key", "pk")): slots,
        ("events:note", ("key", "pk")): notes,
        ("events:note-remove", ("key", "pk")): notes,
        ("events:stand", ("key", "pk")): exhibited,
        ("events:stand-move", ("action", "key", "pk")): [
            one | {"action": action} for one in exhibited for action in ("accept", "decline", "withdraw", "fly")
        ],
        ("events:members", ("association", "pk")): [
            {"pk": event.pk, "association": association.pk} for event in (made.open, made.draft)
        ],
        ("events:move", ("action", "pk")): [
            one | {"action": action} for one in keys for action in (*Event.MOVES, "fly")
        ],
        ("events:note-write", ("kind", "pk")): [
            {"pk": event.pk, "kind": kind} for event in (made.running, made.draft) for kind in ("note", "issue", "x")
        ],
        ("events", ("language", "pk")): languages,
        ("event", ("pk",)): keys,
        ("event-move", ("move", "pk")): [one | {"move": move} for one in keys for move in ("publish", "hide", "fly")],
    }


def is_secret(world, role: str, name: str, kwargs: dict) -> bool | None:
    """Tell whether an address of events names what a stranger may not see; None for no such one."""
    if not name.startswith(("events:", *OF_EVENTS)):
        return None
    if name in {"events:stand", "events:stand-move"}:
        return kwargs["key"] == world.events.stand.pk
    if "pk" in kwargs:
        return kwargs["pk"] in world.events.secret and role != "desk"  # who prepares it with the others
    return kwargs.get("slug") == world.draft_space.commune.slug


def grow(world, number: int) -> None:
    """Make one more of everything that the pages of events list."""
    made, who = world.events, world.who
    by = who["facilitator"]
    written(world, f"more {number}")
    more = announced(world, f"more {number} open")
    for role in ("author", "facilitator"):
        actions.register(more, by=who[role])
    for event in (made.open, made.running):
        actions.register(event, by=UserFactory(), access=["sign"], note="note")
        room = actions.add_room(event, by=by, name=f"more {number}")
        actions.add_slot(
            event, by=by, title_fr=f"more {number}", room=room, starts_at=event.starts_at,
            ends_at=event.starts_at + datetime.timedelta(hours=1),
        )  # fmt: skip
    noted(world, made.running, f"more {number}")
    stand = stands.ask(made.open, AssociationFactory(), by=who["superuser"], title=f"more {number}")
    stands.move(stand, "accept", by=by)
    EventFactory(space=world.space, closed=True)
