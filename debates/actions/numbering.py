"""The order of everything that a reader of a thread could see change."""

from typing import Any

from core.live import bus
from debates.models import Thread


def lock(thread_id: int, **besides: Any) -> Thread:
    """Return the thread locked, inside a transaction: taken before any other row of its debate, sittings, or itself.

    `besides` are expressions that the same query answers. Raises `Thread.DoesNotExist`.
    """
    return Thread.objects.locked().annotate(**besides).get(pk=thread_id)


def room_of(thread_id: int) -> str:
    """Return the name of the live room of a thread."""
    return f"thread.{thread_id}"


def stamp(thread: Thread, *, room: bool = False, **columns: Any) -> int:
    """Take the next `rev` of a thread that `lock` gave, and return it; write `columns` with it, and ring the bell.

    `room` says that what changed stands around the contributions (floor, queue, poll, agenda, states).
    """
    columns["rev"] = thread.rev + 1
    if room:
        columns["room_rev"] = columns["rev"]
    for name, value in columns.items():
        setattr(thread, name, value)
    Thread.objects.filter(pk=thread.pk).update(**columns)
    bus.ring(room_of(thread.pk))
    return thread.rev
