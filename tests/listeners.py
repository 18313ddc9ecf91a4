"""A listener of the sockets who comes back where she was, as docs/live.md tells clients to."""

import asyncio
import json
import random
import time

from websockets.exceptions import ConnectionClosed, InvalidHandshake


class Listener:
    """A client of docs/live.md. `shown` are the contributions on its page, in the order in which they came there."""

    def __init__(self, thread, houses):
        self.thread, self.houses = thread, houses
        self.after, self.rev, self.greeting = 0, None, 0
        self.is_whole = True  # the last greeting was heard to its end
        self.shown: dict[int, int] = {}
        self.told: set[tuple[int, int]] = set()
        self.twice: list[dict] = []
        self.absences: list[float] = []

    async def listen(self) -> None:
        left_at = time.monotonic()
        while True:
            where = f"?after={self.after}" + (f"&rev={self.rev}" if self.rev is not None else "")
            was_whole, self.is_whole = self.is_whole, False
            try:
                async with random.choice(self.houses).connect(self.thread, where) as socket:
                    async for message in socket:
                        frame = json.loads(message)
                        self.take(frame, was_whole or self.is_whole)
                        if frame["type"] == "beat" and not self.is_whole:
                            self.is_whole = True
                            self.absences.append(time.monotonic() - left_at)
            except (OSError, ConnectionClosed, InvalidHandshake):
                pass
            if self.is_whole:
                left_at = time.monotonic()
            await asyncio.sleep(random.uniform(0, 0.3))  # a client waits a little, each her own while

    def take(self, frame: dict, is_exact: bool) -> None:
        """Take a frame in. A greeting that was cut in the middle is told again in part; else nothing is, ever."""
        if frame["type"] == "hello":
            self.greeting = frame["rev"]
        elif frame["type"] == "contribution":
            change = frame["id"], frame["rev"]
            if change in self.told and is_exact:
                self.twice.append(frame)
            self.told.add(change)
            self.shown.setdefault(frame["id"], frame["seq"])
            self.after = max(self.after, frame["seq"])
        if frame["type"] == "beat" or frame.get("rev", 0) > self.greeting:
            self.rev = max(self.rev or 0, frame["rev"])
