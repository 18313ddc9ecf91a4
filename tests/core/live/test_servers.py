"""Real processes, real sockets: what is told, what is closed, what survives a kill."""

import asyncio
import contextlib
import signal
import socket
import struct
import time
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.utils.timezone import now
from websockets.exceptions import InvalidStatus
from websockets.frames import Frame, Opcode

from accounts.actions import suspend
from core.live import bus
from spaces.enums import Role
from tests.core.live.tools import PATIENCE, act, change, closed, run, say, signed_in, told, told_until
from tests.factories.accounts import UserFactory
from tests.factories.debates import ThreadFactory
from tests.factories.spaces import MembershipFactory
from tests.races import together
from tests.servers import Sockets, business

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture(scope="module")
def processes(forks, redis_server):
    """Two processes of sockets on each bus, by the bus's name."""
    urls = {bus.POSTGRESQL: "", bus.REDIS: redis_server.url}
    pairs = {kind: [Sockets(forks, LIVE_BUS=kind, REDIS_URL=url) for _ in range(2)] for kind, url in urls.items()}
    yield pairs
    words = [process.kill() for pair in pairs.values() for process in pair]
    assert not [said for said in words if "Traceback" in said], words


@pytest.fixture
def pair(processes, each_bus):
    return processes[each_bus["LIVE_BUS"]]


@pytest.fixture
def house(processes):
    return processes[bus.POSTGRESQL][0]


@pytest.fixture
def thread():
    return ThreadFactory()


def test_two_processes_tell_the_same(pair, thread):
    staff = UserFactory()
    MembershipFactory(space=thread.space, user=staff, role=Role.MODERATOR)
    session = signed_in(staff)

    async def story():
        async with (
            pair[0].connect(thread) as one,
            pair[1].connect(thread) as other,
            pair[1].connect(thread, session=session) as moderator,
        ):
            sockets = one, other, moderator
            for socket in sockets:
                assert [frame["type"] for frame in await told_until(socket, "beat")] == ["hello", "beat"]
            said = [await act(say, thread, f"كلمة {number}") for number in range(3)]
            for socket in sockets:
                frames = [await told(socket) for _ in said]
                assert [(frame["seq"], frame["id"], frame["text"]) for frame in frames] == [
                    (row.seq, row.pk, row.text) for row in said
                ]
            await act(change, said[1], visibility="held")
            for socket in sockets:
                gone = await told(socket)
                assert (gone["type"], gone["id"], gone["why"]) == ("gone", said[1].pk, "held")
            held = await told(moderator)
            assert (held["type"], held["text"]) == ("held", "كلمة 1")
            await act(say, thread)
            for socket in sockets:  # and nothing else was told to those who do not moderate
                assert (await told(socket))["seq"] == 4

    run(story)


def test_what_is_said_at_once_is_told_in_order_and_once(pair, thread):
    author = UserFactory()

    def crowd():
        together(*[lambda: [say(thread, author=author) for _ in range(8)]] * 6)

    async def story():
        async with pair[0].connect(thread) as one, pair[1].connect(thread) as other:
            saying = asyncio.ensure_future(act(crowd))
            for socket in (one, other):
                seen = []
                while len(seen) < 48:
                    frame = await told(socket)
                    if frame["type"] == "contribution":
                        seen.append(frame["seq"])
                assert seen == list(range(1, 49))
            await saying

    run(story)


def test_a_bus_that_is_away_loses_nothing(pair, thread, settings, redis_server):
    def cut():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND application_name = %s",
                [bus.CHANNEL],
            )

    async def story():
        async with pair[0].connect(thread) as one, pair[1].connect(thread) as other:
            for socket in (one, other):
                await told_until(socket, "beat")
            if settings.LIVE_BUS == bus.REDIS:
                await asyncio.to_thread(redis_server.kill)
            else:
                await act(cut)
            for number in (1, 2):
                await act(say, thread)
                for socket in (one, other):
                    assert (await told(socket))["seq"] == number
            if settings.LIVE_BUS == bus.REDIS:
                await asyncio.to_thread(redis_server.start)
            await act(say, thread)
            for socket in (one, other):
                assert (await told(socket))["seq"] == 3

    run(story)


def test_who_comes_back_to_another_process_misses_nothing(pair, thread):
    async def story():
        async with pair[0].connect(thread) as socket:
            await told_until(socket, "beat")
            first = await act(say, thread)
            second = await act(say, thread)
            known = [await told(socket), await told(socket)][-1]
        await act(change, first, text="أصلحت الكلمة")
        await act(change, second, visibility="hidden")
        await act(say, thread)
        async with pair[1].connect(thread, f"?after={known['seq']}&rev={known['rev']}") as socket:
            frames = await told_until(socket, "beat")
            assert [(frame["type"], frame.get("seq")) for frame in frames] == [
                ("hello", 3),
                ("contribution", 3),
                ("contribution", 1),
                ("gone", 2),
                ("beat", None),
            ]
            assert frames[2]["text"] == "أصلحت الكلمة"
            assert frames[-1]["rev"] == 5

    run(story)


def test_a_listener_who_does_not_read_is_sent_to_polling_and_harms_nobody(house, thread):
    long, author = "ا" * 4000, UserFactory()

    async def story():
        async with shake(house, thread, buffer=4096) as (reader, writer), house.connect(thread) as honest:
            writer.transport.pause_reading()
            await told_until(honest, "beat")
            for number in range(1, 91):
                await act(say, thread, long, author=author)
                assert (await told_until(honest, "contribution"))[-1]["seq"] == number
            writer.transport.resume_reading()
            code, size = await until_closed(reader)
            assert code in {4413, 1006}  # she is told to poll, and cut when she does not hear it in time
            assert size < 80 * 8_000  # what was held for her is bounded

    run(story)


@pytest.mark.parametrize(
    ("junk", "code"),
    [
        (Frame(Opcode.BINARY, b"\x00\x01"), 1003),
        (Frame(Opcode.TEXT, b"\xff\xfe"), 1007),
        (Frame(Opcode.TEXT, "ا".encode()[:1]), 1007),
        (Frame(Opcode.TEXT, b"x" * 4097), 1009),
        (Frame(Opcode.CONT, b"x"), 1002),
        (b"\x89\xfe\x00\x7emask" + b"x" * 126, 1002),  # a ping that is too long
        (b"\x81\xff" + struct.pack("!Q", 100_000_000) + b"mask" + b"x" * 1000, 1009),  # the head of 100 MB
        (b"\x83\x80mask", 1002),  # an opcode that does not exist
        (b"\xf1\x80mask", 1002),  # bits that mean nothing here
        (b"\x81\x01x", 1002),  # not masked
    ],
)
def test_junk_is_answered_with_its_code(house, thread, junk, code):
    async def story():
        async with shake(house, thread) as (reader, writer):
            writer.write(junk if isinstance(junk, bytes) else junk.serialize(mask=True))
            assert (await until_closed(reader))[0] == code

    run(story)


def test_ten_thousand_words_a_second_harm_nobody(house, thread):
    words = Frame(Opcode.TEXT, b"x").serialize(mask=True) * 10_000
    pings = Frame(Opcode.PING, b"x" * 125).serialize(mask=True) * 10_000

    async def flood(piece: bytes):
        with contextlib.suppress(OSError):
            async with shake(house, thread) as (_reader, writer):
                for _ in range(20):
                    writer.write(piece)
                    await writer.drain()

    async def story():
        async with house.connect(thread) as honest:
            await told_until(honest, "beat")
            floods = [asyncio.ensure_future(flood(piece)) for piece in [words, pings] * 3]
            for number in range(1, 6):
                await act(say, thread)
                assert (await told_until(honest, "contribution"))[-1]["seq"] == number
            for one in floods:
                one.cancel()
            await asyncio.gather(*floods, return_exceptions=True)

    run(story)


@pytest.mark.parametrize(
    ("path", "origin", "status"),
    [
        ("{thread}/", None, 403),
        ("{thread}/", "https://elsewhere.example", 403),
        ("{thread}/?after=-1", "own", 400),
        ("{thread}/?after=99999999999", "own", 400),
        ("{thread}/?rev=nothing", "own", 400),
        ("{none}/", "own", 404),
        ("{hidden}/", "own", 404),
        ("9999999999999999999999/", "own", 404),
        ("", "own", 404),
    ],
)
def test_a_handshake_is_refused_in_words(house, thread, path, origin, status):
    hidden = ThreadFactory(visibility="hidden", space=thread.space)
    address = path.format(thread=thread.pk, hidden=hidden.pk, none=hidden.pk + 1)

    async def story():
        with pytest.raises(InvalidStatus) as refused:
            async with house.connect_to(address, origin=house.origin if origin == "own" else origin):
                pass
        answer = refused.value.response
        assert answer.status_code == status
        assert answer.body.decode().endswith(".\n")

    run(story)


def test_rights_that_are_lost_close_within_two_seconds(house, thread):
    user = UserFactory()
    session = signed_in(user)

    def suspend():
        type(user).objects.filter(pk=user.pk).update(is_active=False)

    async def story():
        async with house.connect(thread, session=session) as socket, house.connect(thread) as stranger:
            await told_until(socket, "beat")
            await told_until(stranger, "beat")
            await act(suspend)
            begun = time.monotonic()
            assert await closed(socket) == (4403, [{"type": "bye", "why": "rights"}])
            assert time.monotonic() - begun < 2 * business()
            await act(say, thread)
            assert (await told(stranger))["seq"] == 1

    run(story)


def test_a_suspension_cuts_sockets_and_sessions_within_two_seconds(pair, thread):
    user, admin = UserFactory(), UserFactory(is_staff=True)
    session = signed_in(user)
    UserSession.objects.create(user=user, session_key=session, ip="127.0.0.1")

    async def story():
        async with (
            pair[0].connect(thread, session=session) as one,
            pair[1].connect(thread, session=session) as other,
            pair[1].connect(thread) as stranger,
        ):
            for socket in (one, other, stranger):
                await told_until(socket, "beat")
            begun = time.monotonic()
            await act(suspend, user, until=now() + timedelta(days=1), reason="إساءة", by=admin)
            for socket in (one, other):
                assert await closed(socket) == (4403, [{"type": "bye", "why": "rights"}])
            assert time.monotonic() - begun < 2 * business()
            assert not await act(SessionStore(session).exists, session)
            await act(say, thread)
            assert (await told(stranger))["seq"] == 1

    run(story)


def test_a_process_that_is_asked_to_stop_says_goodbye(forks, thread):
    process = Sockets(forks)

    async def story():
        async with process.connect(thread) as one, process.connect(thread) as other:
            await told_until(one, "beat")
            await told_until(other, "beat")
            words = await asyncio.to_thread(process.kill, signal.SIGTERM)
            for socket in (one, other):
                assert await closed(socket) == (1012, [{"type": "bye", "why": "restart"}])
            assert "Traceback" not in words

    run(story)


def test_a_database_that_was_away_is_no_reason_to_close(house, thread):
    ours = connection.connection.info.backend_pid

    def cut():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid NOT IN (%s, pg_backend_pid())",
                [ours],
            )

    async def story():
        async with house.connect(thread) as socket:
            await told_until(socket, "beat")
            for number in (1, 2, 3):
                await act(cut)
                await act(say, thread)
                assert (await told(socket))["seq"] == number

    run(story)


@contextlib.asynccontextmanager
async def shake(house, thread, buffer: int = 65_536):
    """Open a bare connection and shake hands; `buffer` is what the system takes in for one who does not read."""
    bare = socket.socket()
    bare.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
    bare.setblocking(False)
    await asyncio.get_running_loop().sock_connect(bare, ("127.0.0.1", house.port))
    reader, writer = await asyncio.open_connection(sock=bare)
    try:
        writer.write(
            f"GET /ws/threads/{thread.pk}/ HTTP/1.1\r\nHost: 127.0.0.1:{house.port}\r\nOrigin: {house.origin}\r\n"
            "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n".encode()
        )
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), PATIENCE)
        assert b" 101 " in head
        yield reader, writer
    finally:
        writer.transport.abort()
        with contextlib.suppress(OSError):
            await writer.wait_closed()


async def until_closed(reader) -> tuple[int, int]:
    """Read frames until the house closes; return its code (1006: cut), and how many bytes came before."""
    total = 0
    with contextlib.suppress(asyncio.IncompleteReadError, ConnectionResetError):
        while True:
            head = await asyncio.wait_for(reader.readexactly(2), PATIENCE)
            size = head[1]
            if size == 126:
                (size,) = struct.unpack("!H", await reader.readexactly(2))
            body = await asyncio.wait_for(reader.readexactly(size), PATIENCE)
            if head[0] == 0x88:
                return struct.unpack("!H", body[:2])[0], total
            total += size
    return 1006, total
