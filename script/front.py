"""One origin in development: a router of connections in front of the two servers.

The head of a connection's first request decides: `Upgrade: websocket` goes to the ASGI server, anything else to the
WSGI server; from then on bytes are passed both ways untouched. A browser opens each socket on a connection of its own,
so a kept-alive connection never changes its kind. In production the reverse proxy does this.
"""

import asyncio
import contextlib

HEAD_BYTES = 64 * 1024
HEAD_SECONDS = 10
CHUNK = 64 * 1024


def wants_socket(head: bytes) -> bool:
    """Tell whether a request's head asks to become a WebSocket (RFC 6455 §4.1)."""
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"upgrade" and b"websocket" in value.lower():
            return True
    return False


def plain(status: str, words: str) -> bytes:
    """Return a whole answer in plain text that ends the connection."""
    body = f"{words}\n".encode()
    head = f"HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {len(body)}\r\n"
    return f"{head}Retry-After: 2\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n".encode() + body


async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Pass bytes on until the reader ends, as fast as the writer takes them; then end that direction alone."""
    while chunk := await reader.read(CHUNK):
        writer.write(chunk)
        await writer.drain()
    if writer.can_write_eof():
        writer.write_eof()


class Front:
    """Routes connections to `pages` and `sockets`, two (host, port) pairs."""

    def __init__(self, pages: tuple[str, int], sockets: tuple[str, int]):
        self.pages, self.sockets = pages, sockets

    async def serve(self, port: int) -> asyncio.Server:
        return await asyncio.start_server(self.connected, "localhost", port, limit=HEAD_BYTES)

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # A peer that goes away is an ordinary end.
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, TimeoutError):
            try:
                await self.route(reader, writer)
            except asyncio.LimitOverrunError:
                writer.write(plain("431 Request Header Fields Too Large", "The head of this request is too large."))
                await writer.drain()
        writer.close()

    async def route(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async with asyncio.timeout(HEAD_SECONDS):
            head = await reader.readuntil(b"\r\n\r\n")
        try:
            back_reader, back_writer = await asyncio.open_connection(
                *(self.sockets if wants_socket(head) else self.pages), limit=HEAD_BYTES
            )
        except OSError:
            writer.write(
                plain("502 Bad Gateway", "Agraw is starting, or one of its parts has stopped. Try again soon.")
            )
            await writer.drain()
            return
        back_writer.write(head)
        up = asyncio.create_task(pump(reader, back_writer))
        # A visitor who breaks off ends the server's side too; one who only stops talking still hears the answer.
        up.add_done_callback(lambda task: task.cancelled() or (task.exception() and back_writer.close()))
        try:
            await pump(back_reader, writer)
        finally:
            up.cancel()
            back_writer.close()
