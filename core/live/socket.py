"""One listener: who she is, and the wire to her."""

from typing import TYPE_CHECKING, Any, Protocol

from core.live.feed import STAFF
from core.live.frames import BYES, Close, Parcel, bye, parcel
from core.live.people import Holder

if TYPE_CHECKING:
    from core.live.room import Room

MOST_WAITING = 256 * 1024  # bytes that may wait for a slow listener before she is sent to polling
CLOSE_SECONDS = 5  # until a browser that does not answer a goodbye is cut
WIRE = "agraw.wire"  # the ASGI extension under which a server hands over a wire of its own


class Wire(Protocol):
    """The way to a browser: what is pushed waits there until it leaves, so what waits must be watched."""

    def push(self, parcel: Parcel) -> None:
        """Hand over frames; nothing once the wire has ended."""

    def waiting(self) -> int:
        """Return how many bytes have not left yet, when they are worth a look; else 0."""

    def end(self, code: int) -> None:
        """Close politely, and cut when the other end does not answer; once is enough."""

    async def drained(self) -> None:
        """Wait until little is left."""

    async def next_message(self) -> dict[str, Any]:
        """Return the next ASGI message of the browser; `websocket.disconnect` once the wire has ended."""

    async def finish(self) -> None:
        """Let what waits leave, when the application must see to it."""


class Socket:
    """`holder` and `wire` are known once she is admitted; `rev` is what she has been told of, once she is greeted."""

    __slots__ = ("__weakref__", "holder", "is_over", "rev", "room", "wire")

    wire: Wire

    def __init__(self) -> None:
        self.holder: Holder | None = None
        self.room: Room | None = None
        self.rev = 0
        self.is_over = False

    @property
    def audience(self) -> str:
        return self.holder.audience if self.holder else ""

    @property
    def is_staff(self) -> bool:
        return self.audience == STAFF

    @property
    def user_id(self) -> int | None:
        return self.holder and self.holder.user_id

    def push(self, parcel: Parcel) -> None:
        """Hand over frames; a listener behind whom too much waits is sent to polling."""
        self.wire.push(parcel)
        if self.wire.waiting() > MOST_WAITING:
            self.part("slow")

    def part(self, why: str) -> None:
        """Say goodbye (`why` is a key of `frames.BYES`) and close."""
        if not self.is_over:
            self.wire.push(GOODBYES[why])
            self.end(BYES[why])

    def end(self, code: Close) -> None:
        """Close without a word."""
        if not self.is_over:
            self.is_over = True
            self.wire.end(code)
            if self.room is not None:
                self.room.forget(self)


GOODBYES = {why: parcel([bye(why)]) for why in BYES}
