"""The seam with uvicorn: its WebSocket protocol, which hands itself to the application as the wire to a browser.

`uvicorn --ws core.live.protocol:LiveProtocol`. A frame encoded once is written to each transport as it is: that is what
makes a crowded room cheap. Under another server everything works through ASGI (`wire.AsgiWire`), at a higher price.
"""

import socket
from asyncio.transports import BaseTransport
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.protocol import State

from core.live.frames import Close, Parcel
from core.live.socket import CLOSE_SECONDS, GOODBYES, MOST_WAITING, WIRE

KERNEL_BYTES = 64 * 1024  # what the system may hold for a listener, beside our own buffer; else it holds megabytes


class LiveProtocol(WebSocketsSansIOProtocol):
    """A wire (`core.live.socket.Wire`), too."""

    def connection_made(self, transport: BaseTransport) -> None:
        super().connection_made(transport)
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, KERNEL_BYTES)

    async def run_asgi(self) -> None:
        self.scope["extensions"][WIRE] = self
        try:
            await super().run_asgi()
        finally:
            self.scope["extensions"].pop(WIRE, None)  # else the two keep each other in memory

    # --- The wire ---

    def push(self, parcel: Parcel) -> None:
        if not self.close_sent and not self.transport.is_closing():
            self.transport.write(parcel.wire)

    def waiting(self) -> int:
        return 0 if self.writable.is_set() else self.transport.get_write_buffer_size()

    async def drained(self) -> None:
        await self.writable.wait()

    async def next_message(self) -> dict[str, Any]:
        return await self.receive()

    async def finish(self) -> None:
        pass  # uvicorn sees to it

    def end(self, code: int) -> None:
        if self.close_sent or self.disconnected or self.transport.is_closing() or self.conn.state is not State.OPEN:
            return
        self.stop_keepalive()
        self.conn.send_close(code)
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        self.queue.put_nowait({"type": "websocket.disconnect", "code": int(code)})
        if self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()
        self.close_timer = self.loop.call_later(CLOSE_SECONDS, self.transport.abort)

    # --- What uvicorn leaves open ---

    def send_receive_event_to_app(self) -> None:
        """Answer bad UTF-8 with its code and no traceback in the log; keep no heap of messages that nobody reads."""
        if self.queue.qsize() > self.config.ws_max_queue:
            self.end(Close.TALKS)
        elif self.curr_msg_data_type == "text":
            try:
                b"".join(self.frames).decode()
            except UnicodeDecodeError:
                self.end(Close.NOT_TEXT)
                return
        super().send_receive_event_to_app()

    def handle_ping(self) -> None:
        """Answer a ping, but keep no answers for someone who asks and does not read."""
        super().handle_ping()
        if self.waiting() > MOST_WAITING:
            self.transport.abort()

    def shutdown(self) -> None:
        """Say that the house restarts, before uvicorn closes with 1012."""
        if self.handshake_complete:
            self.push(GOODBYES["restart"])
        super().shutdown()
