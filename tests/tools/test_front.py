"""The router of connections that joins pages and sockets in development."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

import pytest

from script import front as module
from script.front import Front, wants_socket

HOST = "127.0.0.1"


def run(story) -> None:
    """Run a story in a thread: in this one the browser of another test may keep its own loop running."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(story())).result()


@pytest.mark.parametrize(
    ("head", "socket"),
    [
        (b"GET / HTTP/1.1\r\nHost: a\r\n\r\n", False),
        (b"GET /ws/ HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n", True),
        (b"GET /ws/ HTTP/1.1\r\nhost: a\r\nupgrade:WebSocket\r\n\r\n", True),
        (b"GET / HTTP/1.1\r\nUpgrade: h2c\r\n\r\n", False),
        (b"GET /?upgrade:websocket HTTP/1.1\r\nHost: a\r\n\r\n", False),
        (b"GET / HTTP/1.1\r\nX-Upgrade: websocket\r\n\r\n", False),
    ],
)
def test_only_an_upgrade_to_websocket_is_a_socket(head, socket):
    assert wants_socket(head) is socket


@asynccontextmanager
async def back_end(name: bytes, seen: list):
    """A server that notes what it was sent and answers with its name, then echoes until the end."""

    async def answer(reader, writer):
        seen.append((name, await reader.readuntil(b"\r\n\r\n")))
        writer.write(name)
        while chunk := await reader.read(1 << 16):
            writer.write(chunk)
            await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, HOST, 0) as server:
        yield server.sockets[0].getsockname()[:2]


@asynccontextmanager
async def house(*, pages=True):
    """A front with its two back ends; yields a function that opens a connection, and what the back ends saw."""
    seen: list = []
    async with back_end(b"pages", seen) as page_address, back_end(b"sockets", seen) as socket_address:
        front = Front(page_address if pages else (HOST, 1), socket_address)
        async with await asyncio.start_server(front.connected, HOST, 0, limit=module.HEAD_BYTES) as server:
            yield (lambda: asyncio.open_connection(*server.sockets[0].getsockname()[:2])), seen


async def exchange(connect, *sent: bytes) -> bytes:
    reader, writer = await connect()
    for piece in sent:
        writer.write(piece)
        await writer.drain()
    if writer.can_write_eof():
        writer.write_eof()
    got = await asyncio.wait_for(reader.read(), 10)
    writer.close()
    return got


def test_pages_and_sockets_go_to_their_own_server_untouched():
    async def story():
        async with house() as (connect, seen):
            page = b"GET /ar/ HTTP/1.1\r\nHost: a\r\n\r\n"
            socket = b"GET /ws/ HTTP/1.1\r\nUpgrade: websocket\r\n\r\n"
            assert await exchange(connect, page[:9], page[9:]) == b"pages"
            assert await exchange(connect, socket, b"\x81\x02hi") == b"sockets\x81\x02hi"
            assert seen == [(b"pages", page), (b"sockets", socket)]

    run(story)


def test_megabytes_pass_both_ways_unchanged():
    async def story():
        async with house() as (connect, _seen):
            body = bytes(range(256)) * 16_384  # 4 MB
            reader, writer = await connect()
            writer.write(b"POST / HTTP/1.1\r\n\r\n" + body)
            got = await asyncio.wait_for(reader.readexactly(5 + len(body)), 20)
            assert got == b"pages" + body
            writer.close()

    run(story)


def test_a_server_that_is_not_there_yet_is_answered_502():
    async def story():
        async with house(pages=False) as (connect, _seen):
            got = await exchange(connect, b"GET / HTTP/1.1\r\n\r\n")
            assert got.startswith(b"HTTP/1.1 502 Bad Gateway\r\n")

    run(story)


def test_a_head_without_end_is_refused():
    async def story():
        async with house() as (connect, seen):
            got = await exchange(connect, b"GET / HTTP/1.1\r\nX: " + b"x" * (module.HEAD_BYTES + 10))
            assert got.startswith(b"HTTP/1.1 431 ")
            assert seen == []

    run(story)


def test_a_silent_visitor_is_let_go(monkeypatch):
    monkeypatch.setattr(module, "HEAD_SECONDS", 0.05)

    async def story():
        async with house() as (connect, seen):
            reader, writer = await connect()
            writer.write(b"GET / HT")
            assert await asyncio.wait_for(reader.read(), 5) == b""
            writer.close()
            assert seen == []

    run(story)
