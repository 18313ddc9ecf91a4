"""What a room tells, and to whom: an app writes a feed, the hub calls it in a thread of its own.

A feed only reads. Every change that a listener could see has a number (`rev`), given under a lock so that numbers are
committed in order; whoever knows a number can be told what has changed since. What a feed reads after its `rev` may be
newer than it: the hub keeps such frames for the next reading, so a feed needs no snapshot.
"""

from dataclasses import dataclass, field
from typing import Any, Protocol

PUBLIC, STAFF = "public", "staff"  # audiences: staff is told what everyone is told, and more


class TooMuch(Exception):  # noqa: N818 -- an expected no, not an error
    """The listener is too far behind to be told everything at once: she reads by pages instead."""


@dataclass(frozen=True)
class News:
    """What changed in a room: each frame carries the `rev` of its change, and lists are in the order of `rev`.

    `rev` was read first, before the rest. `is_public` tells whether everyone may still listen.
    """

    rev: int
    is_public: bool
    public: list[dict[str, Any]] = field(default_factory=list)
    staff: list[dict[str, Any]] = field(default_factory=list)


class Feed(Protocol):
    """A module or an object with these four functions; `key` is the number in the room's name (12 in `thread.12`)."""

    def admit(self, user: Any, key: int) -> str | None:
        """Return the audience of `user`, or None when she may not listen, or when there is no such room."""

    def greeting(self, key: int, user: Any, *, after: int, rev: int | None) -> tuple[list[dict[str, Any]], int]:
        """Return what a socket is told first, beginning with `hello`, and the `rev` it is then told of.

        `after` and `rev` are the last number and the last change she knows. Raises `TooMuch`.
        """

    def since(self, key: int, rev: int) -> News:
        """Return what has changed after `rev`."""

    def heads(self, keys: list[int]) -> dict[int, int]:
        """Return the present `rev` of each of the rooms that everyone may listen to, in one query."""
