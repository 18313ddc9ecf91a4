"""The wire to a browser under a server that frames by itself: everything goes through ASGI, in order."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

from core.live.frames import Parcel
from core.live.socket import CLOSE_SECONDS

Message = dict[str, Any]


class AsgiWire:
    """A wire (`core.live.socket.Wire`) made of ASGI's `receive` and `send`; made once the socket is accepted."""

    def __init__(self, receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]):
        self._receive, self._send = receive, send
        self._outgoing: deque[Message] = deque()
        self._size = 0
        self._more, self._empty, self._over = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self._empty.set()
        self._code: int | None = None
        self._writing = asyncio.get_running_loop().create_task(self._write())

    def push(self, parcel: Parcel) -> None:
        if self._code is None:
            self._outgoing.extend({"type": "websocket.send", "text": text} for text in parcel.texts)
            self._size += len(parcel.wire)
            self._empty.clear()
            self._more.set()

    def waiting(self) -> int:
        return self._size

    async def drained(self) -> None:
        await self._empty.wait()

    def end(self, code: int) -> None:
        if self._code is None:
            self._code = code
            self._outgoing.append({"type": "websocket.close", "code": int(code)})
            self._more.set()
            self._over.set()

    async def next_message(self) -> Message:
        receiving = asyncio.ensure_future(self._receive())
        over = asyncio.ensure_future(self._over.wait())
        try:
            await asyncio.wait({receiving, over}, return_when=asyncio.FIRST_COMPLETED)
            if receiving.done():
                return receiving.result()
            return {"type": "websocket.disconnect", "code": self._code}
        finally:
            receiving.cancel()
            over.cancel()

    async def finish(self) -> None:
        if self._code is not None:
            await asyncio.wait({self._writing}, timeout=CLOSE_SECONDS)
        self._writing.cancel()
        await asyncio.gather(self._writing, return_exceptions=True)

    async def _write(self) -> None:
        while True:
            await self._more.wait()
            self._more.clear()
            while self._outgoing:
                message = self._outgoing.popleft()
                await self._send(message)
                if message["type"] == "websocket.close":
                    return
            self._size = 0
            self._empty.set()
