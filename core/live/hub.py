"""The hub of a process: one subscription to the bell, the rooms, and a look at everything every second."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from weakref import WeakKeyDictionary

from django.db import Error, close_old_connections

from core.live import bus, ear, people
from core.live.feed import Feed
from core.live.people import Holder, misplaced
from core.live.room import Room
from core.live.socket import Socket

LOOK = 1.0  # seconds: rights lost without a bell are seen, and lost bells made up for
BEAT = 30.0  # seconds between two heartbeats of a room
READERS, GREETERS = 2, 2  # threads, each with a connection to the database while it reads

log = logging.getLogger(__name__)


class Hub:
    """Everything that listens in this process. `Hub.here()` is the hub of the running loop."""

    _hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, "Hub"] = WeakKeyDictionary()

    def __init__(self) -> None:
        self.rooms: dict[str, Room] = {}
        self._readers = ThreadPoolExecutor(READERS, "live-read")
        self._greeters = ThreadPoolExecutor(GREETERS, "live-greet")
        self._tasks: set[asyncio.Task] = set()
        self._look_now = asyncio.Event()

    @classmethod
    def here(cls) -> "Hub":
        loop = asyncio.get_running_loop()
        if loop not in cls._hubs:
            cls._hubs[loop] = cls()
        return cls._hubs[loop]

    def start(self) -> None:
        """Begin to listen; once is enough."""
        if not self._tasks:
            self._begin(ear.listen(self.heard, self.opened))
            self._begin(self._look())

    def _begin(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        """End every task and thread; the hub is not used afterwards."""
        tasks = [*self._tasks, *(room.task for room in self.rooms.values() if room.task)]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for pool in (self._readers, self._greeters):
            await asyncio.to_thread(pool.shutdown)
        self._hubs.pop(asyncio.get_running_loop(), None)

    async def read(self, work: Callable[..., Any], *args: Any) -> Any:
        """Do a piece of reading for a room, in a thread."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, _alone, work, *args)

    async def greet(self, work: Callable[..., Any], *args: Any) -> Any:
        """Do a piece of reading for a newcomer: a crowd of them keeps no room waiting."""
        return await asyncio.get_running_loop().run_in_executor(self._greeters, _alone, work, *args)

    # --- Who is here ---

    def join(self, name: str, feed: Feed, key: int, socket: Socket) -> Room:
        """Put a socket into the room called `name`, before its greeting is read: nothing falls in between."""
        self.start()
        room = self.rooms.get(name)
        if room is None:
            room = self.rooms[name] = Room(name, feed, key, self.read)
            room.beat_at = asyncio.get_running_loop().time() + BEAT
        room.sockets.add(socket)
        socket.room = room
        return room

    def leave(self, socket: Socket) -> None:
        room = socket.room
        if room is None:
            return
        room.forget(socket)
        if not room.sockets and self.rooms.get(room.name) is room:
            del self.rooms[room.name]

    # --- The bell ---

    def heard(self, bell: str) -> None:
        """Take a bell: `thread.12` wakes that room; `recheck.7` has the sockets of person 7 checked."""
        kind, _, number = bell.partition(".")
        if kind == bus.RECHECK:
            self._begin(self._recheck(number))
        elif room := self.rooms.get(bell):
            room.wake()

    def opened(self) -> None:
        """The bus is heard, perhaps again: bells may have been missed."""
        self._look_now.set()

    async def _recheck(self, number: str) -> None:
        for room in list(self.rooms.values()):
            theirs = [socket for socket in room.sockets if str(socket.user_id) == number]
            holders = {socket.holder for socket in theirs}
            if holders:
                with contextlib.suppress(Error):  # the look comes back to it
                    lost = await self.read(misplaced, room.feed, room.key, holders)
                    _part(theirs, lost)

    # --- The look at everything ---

    async def _look(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LOOK):
                    await self._look_now.wait()
            self._look_now.clear()
            try:
                await self._look_round()
            except Error as error:
                log.warning("The rooms could not be looked at (%s)", type(error).__name__)
            except Exception:
                log.exception("The rooms could not be looked at")

    async def _look_round(self) -> None:
        rooms, now = list(self.rooms.values()), asyncio.get_running_loop().time()
        if not rooms:
            return
        keys: dict[Feed, list[int]] = {}
        for room in rooms:
            keys.setdefault(room.feed, []).append(room.key)
            if now >= room.beat_at:
                room.beat_at = now + BEAT
                room.beat()
        signed_in = {socket.holder for room in rooms for socket in room.sockets if socket.user_id is not None}
        staff = [(room.feed, room.key, holders) for room in rooms if (holders := room.staff())]
        heads, lost = await self.read(_seen, keys, signed_in, staff)
        for room in rooms:
            _part(room.sockets, lost)
            head = heads[room.feed].get(room.key)
            if room.rev is not None and (head is None or head > room.rev or not room.is_public):
                room.wake()


def _alone(work: Callable[..., Any], *args: Any) -> Any:
    """Do a piece of work in a thread, and leave it without a connection."""
    close_old_connections()
    try:
        return work(*args)
    finally:
        close_old_connections()


def _seen(
    keys: dict[Feed, list[int]], signed_in: set[Holder], staff: list[tuple[Feed, int, set[Holder]]]
) -> tuple[dict[Feed, dict[int, int]], set[Holder]]:
    """Return where every room stands, and the holders of sockets who must be parted with; runs in a thread."""
    lost = people.lost(signed_in)
    for feed, key, holders in staff:
        lost |= misplaced(feed, key, holders - lost)
    return {feed: feed.heads(numbers) for feed, numbers in keys.items()}, lost


def _part(sockets: Iterable[Socket], lost: set[Holder]) -> None:
    for socket in [socket for socket in sockets if socket.holder in lost]:
        socket.part("rights")
