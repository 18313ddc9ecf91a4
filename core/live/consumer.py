"""A socket's life: the handshake, the greeting, then listening until one of the two leaves."""

import asyncio
import logging
from typing import Any, ClassVar

from django.db import Error

from core.live import people
from core.live.door import Refusal, place_of, refuse, session_of
from core.live.feed import Feed, TooMuch
from core.live.frames import Close, Frame, beat, encode, parcel
from core.live.hub import Hub
from core.live.people import Holder
from core.live.room import Room
from core.live.socket import WIRE, Socket
from core.live.wire import AsgiWire

MOST_TEXTS = 5  # what a listener may say in a socket's life; nothing of it is heard
GREETING_SECONDS = 20  # to take a piece of the greeting in
PIECE = 50  # frames of a greeting handed over at once
HIGHEST_KEY = 2**63 - 1

log = logging.getLogger(__name__)
Greeting = tuple[Holder, list[Frame] | None, int]


class LiveConsumer:
    """An ASGI application, as `path("ws/threads/<int:key>/", ThreadConsumer())`.

    `name` and the address's `key` make the name of the room: `thread.12`. Nothing that a browser says is heard.
    """

    name: ClassVar[str]
    feed: ClassVar[Feed]

    async def __call__(self, scope, receive, send) -> None:
        await receive()  # websocket.connect
        socket = Socket()
        try:
            try:
                room, greeting = await self._enter(scope, socket)
            except Refusal as refusal:
                await refuse(scope, send, refusal.status)
                return
            await send({"type": "websocket.accept"})
            socket.wire = scope.get("extensions", {}).get(WIRE) or AsgiWire(receive, send)
            try:
                await _greet(room, socket, greeting)
                await _listen(socket)
            finally:
                await socket.wire.finish()
        except OSError:  # the browser left in the middle of a word
            pass
        finally:
            Hub.here().leave(socket)

    async def _enter(self, scope: dict[str, Any], socket: Socket) -> tuple[Room, Greeting]:
        """Join the room, then read the greeting; raises `Refusal`."""
        hub, key = Hub.here(), scope["url_route"]["kwargs"]["key"]
        after, rev = place_of(scope)
        if key > HIGHEST_KEY:
            raise Refusal(404)
        room = hub.join(f"{self.name}.{key}", self.feed, key, socket)
        session = session_of(scope)
        try:
            if session is None:  # strangers who ask the same thing at the same time are told the same
                return room, await room.shared((after, rev), lambda: hub.greet(_read, room, None, after, rev))
            return room, await hub.greet(_read, room, session, after, rev)
        except Error as error:
            log.warning("A socket could not be greeted (%s)", type(error).__name__)
            raise Refusal(503) from error


def _read(room: Room, session: str | None, after: int, rev: int | None) -> Greeting:
    """Read who listens and what she is told first (None: too much for a socket); raises `Refusal`. In a thread."""
    user = people.person(session)
    audience = room.feed.admit(user, room.key)
    if audience is None:
        raise Refusal(404)
    holder = Holder(session, user.pk, audience)
    try:
        frames, told = room.feed.greeting(room.key, user, after=after, rev=rev)
    except TooMuch:
        return holder, None, 0
    if not frames:  # it was taken from her in between
        raise Refusal(404)
    # What is newer than `told` comes again with the next reading.
    return holder, [encode(frame) for frame in frames if frame["rev"] <= told] + [beat(told)], told


async def _greet(room: Room, socket: Socket, greeting: Greeting) -> None:
    socket.holder, frames, rev = greeting
    if frames is None:
        socket.part("slow")
        return
    try:
        for start in range(0, len(frames), PIECE):
            socket.wire.push(parcel(frames[start : start + PIECE]))
            async with asyncio.timeout(GREETING_SECONDS):
                await socket.wire.drained()
    except TimeoutError:
        socket.part("slow")
        return
    try:
        await room.place(socket, rev)
    except Error as error:
        log.warning("A socket could not be brought up to date (%s)", type(error).__name__)
        socket.end(Close.ERROR)


async def _listen(socket: Socket) -> None:
    texts = 0
    while (message := await socket.wire.next_message())["type"] == "websocket.receive":
        texts += 1
        if message.get("bytes") is not None:
            socket.end(Close.BINARY)
        elif texts > MOST_TEXTS:
            socket.end(Close.TALKS)
