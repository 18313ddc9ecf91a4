"""What the tests of the live hub share: a feed in memory, a server in a process of its own, a bus of its own."""

import asyncio
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

from asgiref.testing import ApplicationCommunicator
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError, connection, transaction
from websockets.exceptions import ConnectionClosed

from core.live.door import Door
from core.live.feed import PUBLIC, STAFF, News, TooMuch
from core.live.hub import Hub
from debates.actions.numbering import lock, stamp
from debates.models import Contribution
from tests.factories.accounts import UserFactory

ORIGIN = "http://localhost"
PATIENCE = 10  # seconds


def run(story):
    """Run a story (a coroutine function) in a thread: in this one a browser of another test may keep its own loop."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(story())).result()


async def act(work, *args, **more):
    """Do something with the database from a story."""

    def alone():
        try:
            return work(*args, **more)
        finally:
            connection.close()

    return await asyncio.to_thread(alone)


def signed_in(user) -> str:
    """Sign a person in and return the key of her session."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return session.session_key


async def until(holds, seconds: float = PATIENCE):
    """Wait until `holds()` is true, and return it."""
    end = time.monotonic() + seconds
    while not (found := holds()):
        assert time.monotonic() < end, "it did not happen"
        await asyncio.sleep(0.005)
    return found


class Book:
    """A feed in memory: rooms of numbered lines. `staff` are ids of people; a line may be for them alone."""

    def __init__(self):
        self.lines: dict[int, list[dict]] = {}
        self.staff: set[int] = set()
        self.private: set[int] = set()
        self.reads: list[tuple[int, int]] = []
        self.most = 1000
        self.greetings = self.behind = self.fails = 0
        self.gate = threading.Event()  # a greeting waits for it, once it has read
        self.gate.set()
        self.read = threading.Event()

    def write(self, key: int, text: str = "", *, to=PUBLIC) -> int:
        lines = self.lines.setdefault(key, [])
        rev = len(lines) + 1
        lines.append({"type": "line", "rev": rev, "text": text or f"line {rev}", "to": to})
        return rev

    def admit(self, user, key):
        if key > 1000:
            return None
        if user.pk in self.staff:
            return STAFF
        return None if key in self.private else PUBLIC

    def greeting(self, key, user, *, after, rev):
        lines = list(self.lines.get(key, []))
        self.greetings += 1
        if len(lines) - after > self.most:
            raise TooMuch
        self.read.set()
        self.gate.wait(PATIENCE)
        audience = self.admit(user, key)
        known = after if rev is None else rev
        hello = {"type": "hello", "rev": len(lines)}
        return [hello, *(line for line in lines[known:] if line["to"] in {PUBLIC, audience})], len(lines)

    def since(self, key, rev):
        self.reads.append((key, rev))
        if self.fails:
            self.fails -= 1
            raise OperationalError
        lines = self.lines.get(key, [])
        news = News(len(lines) - self.behind, key not in self.private)
        for line in lines[rev:]:
            (news.public if line["to"] == PUBLIC else news.staff).append(line)
        return news

    def heads(self, keys):
        return {key: len(self.lines.get(key, [])) for key in keys if key not in self.private}


class Listener(ApplicationCommunicator):
    """A browser's socket, without a server: what the application sends, and what it is sent."""

    def __init__(self, application, path: str, headers: list):
        bare, _, query = path.partition("?")
        self.reads = asyncio.Event()
        self.reads.set()

        async def passing(scope, receive, send):
            async def sending(message):
                await self.reads.wait()
                await send(message)

            await application(scope, receive, sending)

        super().__init__(
            passing, {"type": "websocket", "path": bare, "query_string": query.encode(), "headers": headers}
        )

    async def connect(self) -> None:
        await self.send_input({"type": "websocket.connect"})
        answer = await self.receive_output(PATIENCE)
        self.is_open, self.code = answer["type"] == "websocket.accept", answer.get("code")

    async def next(self, kind: str = "") -> dict:
        """Return the next frame (of a kind)."""
        while True:
            frame = json.loads((await self.receive_output(PATIENCE))["text"])
            if not kind or frame["type"] == kind:
                return frame

    async def greeting(self) -> list[dict]:
        """Return the frames of the greeting, up to its beat."""
        told = [await self.next()]
        while told[-1]["type"] != "beat":
            told.append(await self.next())
        return told

    async def closed(self) -> tuple[int, list[dict]]:
        """Return the code with which the house closes, and what it tells before."""
        told = []
        while (message := await self.receive_output(PATIENCE))["type"] != "websocket.close":
            told.append(json.loads(message["text"]))
        return message["code"], told

    async def say(self, **message) -> None:
        await self.send_input({"type": "websocket.receive"} | message)

    async def leave(self) -> None:
        await self.send_input({"type": "websocket.disconnect", "code": 1001})
        await self.wait(PATIENCE)


@asynccontextmanager
async def listening(routes):
    """Yield a function that opens a socket to `routes` through the door; everything is closed at the end."""
    application, open_ones = Door(routes), []

    async def listen(path, *, session=None, origin=ORIGIN, host="localhost", headers=()):
        given = [(b"host", host.encode()), *headers]
        if origin is not None:
            given.append((b"origin", origin.encode()))
        if session:
            given.append((b"cookie", f"sessionid={session}".encode()))
        one = Listener(application, path, given)
        open_ones.append(one)
        await one.connect()
        return one

    try:
        yield listen
    finally:
        for one in open_ones:
            await one.leave()
        await Hub.here().stop()


# --- Real sockets ---


async def told(socket, *, seconds: float = PATIENCE) -> dict:
    """Return the next frame of a real socket."""
    async with asyncio.timeout(seconds):
        return json.loads(await socket.recv())


async def told_until(socket, kind: str) -> list[dict]:
    frames = [await told(socket)]
    while frames[-1]["type"] != kind:
        frames.append(await told(socket))
    return frames


async def closed(socket) -> tuple[int, list[dict]]:
    """Return the code with which a real socket is closed, and what it was told before."""
    frames = []
    try:
        while True:
            frames.append(await told(socket))
    except ConnectionClosed as end:
        return (end.rcvd.code if end.rcvd else 1006), frames


@transaction.atomic
def say(thread, text: str = "نعم", **columns) -> Contribution:
    """Store a contribution, numbered and rung for, as its action does."""
    row = lock(thread.pk)
    rev = stamp(row, last_seq=row.last_seq + 1, shown_count=row.shown_count + 1)
    author = columns.pop("author", None) or UserFactory()
    return Contribution.objects.create(thread=row, seq=row.last_seq, rev=rev, author=author, text=text, **columns)


@transaction.atomic
def change(contribution, **columns) -> int:
    """Change a contribution, numbered and rung for, as an action does; return the `rev`."""
    rev = stamp(lock(contribution.thread_id))
    Contribution.objects.filter(pk=contribution.pk).update(rev=rev, **columns)
    return rev
