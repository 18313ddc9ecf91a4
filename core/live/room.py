"""A room: sockets that are told the same things. One task reads the news and hands them over, in order."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import Error

from core.live.feed import PUBLIC, STAFF, Feed
from core.live.frames import Frame, Parcel, beat, encode, parcel
from core.live.people import Holder, misplaced
from core.live.socket import Socket

TICK = 0.02  # seconds between two readings at the least: what comes in between is told together
HANDFUL = 250  # sockets written to before others have their turn
KEPT = 64  # readings kept for those who are being greeted
AWAY = 0.5  # seconds until the next try when the database is away

log = logging.getLogger(__name__)
Ask = Callable[..., Awaitable[Any]]


@dataclass(slots=True)
class Batch:
    """What one reading brought, encoded: what changed after `since`, up to `rev`."""

    since: int
    rev: int
    is_public: bool
    public: list[Frame]
    staff: list[Frame]  # with what everyone is told
    misplaced: set[Holder] = field(default_factory=set)  # who is staff no longer

    def frames(self, audience: str) -> list[Frame]:
        return self.staff if audience == STAFF else self.public


def read(feed: Feed, key: int, rev: int, staff: Iterable[Holder]) -> Batch:
    """Read and encode what changed after `rev`; runs in a thread.

    When something is for staff alone, the rights of those who would be told are asked again first.
    """
    news = feed.since(key, rev)
    public = [encode(frame) for frame in news.public if frame["rev"] <= news.rev]
    more = [encode(frame) for frame in news.staff if frame["rev"] <= news.rev]
    batch = Batch(rev, news.rev, news.is_public, public, sorted([*public, *more], key=lambda frame: frame.rev))
    if more or not news.is_public:
        batch.misplaced = misplaced(feed, key, staff)
    return batch


class Room:
    """`rev` is the last change that the room was told of; None until its first socket is greeted.

    `level` are the sockets told of everything up to `rev`, by audience; `ahead` the few whose greeting was newer.
    """

    def __init__(self, name: str, feed: Feed, key: int, ask: Ask):
        self.name, self.feed, self.key, self.ask = name, feed, key, ask
        self.rev: int | None = None
        self.is_public = True
        self.sockets: set[Socket] = set()
        self.level: dict[str, set[Socket]] = {PUBLIC: set(), STAFF: set()}
        self.ahead: set[Socket] = set()
        self.recent: deque[Batch] = deque(maxlen=KEPT)
        self.has_news = self.owes_beat = False
        self.next_at = self.beat_at = 0.0
        self.task: asyncio.Task | None = None
        self._greetings: dict[Any, asyncio.Future] = {}

    async def shared(self, question: Any, ask: Callable[[], Coroutine]) -> Any:
        """Return the answer to a question, asked once for all who ask it while it is being answered."""
        if question not in self._greetings:
            self._greetings[question] = asyncio.ensure_future(ask())
            self._greetings[question].add_done_callback(lambda _: self._greetings.pop(question))
        return await asyncio.shield(self._greetings[question])

    def forget(self, socket: Socket) -> None:
        for some in (self.sockets, self.ahead, *self.level.values()):
            some.discard(socket)

    def wake(self) -> None:
        """The bell rang: read soon."""
        self.has_news = True
        self._start()

    def beat(self) -> None:
        """Send a heartbeat, after what is being handed over."""
        self.owes_beat = True
        self._start()

    def _start(self) -> None:
        if self.task is None and self.rev is not None:
            self.task = asyncio.get_running_loop().create_task(self._tell())

    async def _tell(self) -> None:
        """Read and hand over until nothing is left; the only writer to sockets that are level."""
        loop = asyncio.get_running_loop()
        try:
            while self.sockets and (self.has_news or self.owes_beat):
                if self.owes_beat:
                    self.owes_beat = False
                    everyone = [socket for sockets in self.level.values() for socket in sockets]
                    await self._hand(everyone, parcel([beat(self.rev)]))
                if not self.has_news:
                    continue
                await asyncio.sleep(max(self.next_at - loop.time(), 0))
                self.has_news = False
                try:
                    batch = await self.ask(read, self.feed, self.key, self.rev, self.staff())
                except Error as error:
                    log.warning("The room %s could not be read (%s); trying again", self.name, type(error).__name__)
                    self.has_news, self.next_at = True, loop.time() + AWAY
                    continue
                begun = loop.time()
                await self._deliver(batch)
                # At most half of the time goes to one room, whatever its size.
                self.next_at = loop.time() + max(TICK, loop.time() - begun)
        except Exception:
            log.exception("The room %s could not be told", self.name)
        finally:
            self.task = None

    def staff(self) -> set[Holder]:
        return {socket.holder for socket in self.sockets if socket.is_staff}

    async def _deliver(self, batch: Batch) -> None:
        self.is_public = batch.is_public
        for socket in list(self.sockets) if batch.misplaced or not batch.is_public else ():
            if socket.holder in batch.misplaced:
                socket.part("rights")
            elif not batch.is_public and socket.audience == PUBLIC:
                socket.part("gone")
        if batch.rev <= self.rev:
            return
        self.rev = batch.rev
        self.recent.append(batch)
        level = {audience: list(sockets) for audience, sockets in self.level.items()}
        for socket in list(self.ahead):
            if frames := [frame for frame in batch.frames(socket.audience) if frame.rev > socket.rev]:
                socket.push(parcel(frames))
            if socket.rev <= batch.rev and not socket.is_over:
                self.ahead.discard(socket)
                self.level[socket.audience].add(socket)
        for audience, sockets in level.items():
            if frames := batch.frames(audience):
                await self._hand(sockets, parcel(frames))

    async def _hand(self, sockets: list[Socket], parcel: Parcel) -> None:
        for number, socket in enumerate(sockets, 1):
            if not socket.is_over:
                socket.push(parcel)
            if number % HANDFUL == 0:
                await asyncio.sleep(0)

    async def place(self, socket: Socket, rev: int) -> None:
        """Let a socket in that was told of everything up to `rev`: what it missed while it was greeted comes first."""
        if self.rev is None:
            self.rev = rev
        while rev < self.rev:
            frames = self._missed(socket, rev)
            if frames is None:
                batch = await self.ask(read, self.feed, self.key, rev, ())
                frames, rev = batch.frames(socket.audience), batch.rev
            else:
                rev = self.rev
            if frames:
                socket.push(parcel(frames))
        if not self.is_public and socket.audience == PUBLIC:
            socket.part("gone")
        if socket.is_over:
            return
        socket.rev = rev
        (self.level[socket.audience] if rev == self.rev else self.ahead).add(socket)
        if self.has_news or rev > self.rev:
            self.wake()

    def _missed(self, socket: Socket, rev: int) -> list[Frame] | None:
        """Return what was told after `rev`, or None when that is not kept any more."""
        if not self.recent or self.recent[0].since > rev:
            return None
        return [
            frame
            for batch in self.recent
            if batch.rev > rev
            for frame in batch.frames(socket.audience)
            if frame.rev > rev
        ]
