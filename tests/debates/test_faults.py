"""Under load, processes and the bus are killed at random: what was accepted is stored, and shown once, in order.

People write by HTTP and send again, with the same key, what was not answered. Listeners come back where they were, as
docs/live.md tells clients to. Every process is really killed (SIGKILL), in the middle of whatever it does.
"""

import asyncio
import random
import statistics
import time
from uuid import uuid4

import httpx
import pytest
from django.db import connection

from accounts.actions import make_token
from accounts.enums import Scope
from core.live import bus
from debates.models import Contribution
from tests.core.live.tools import act, run
from tests.factories.accounts import UserFactory
from tests.factories.debates import ThreadFactory
from tests.listeners import Listener
from tests.servers import Pages, Sockets, business, each_bus, forks, redis_server  # noqa: F401 -- three are fixtures

KILLS, LISTENERS, WRITERS, EACH = 20, 24, 40, 5
LAST = 180  # seconds that everything may take once nothing is killed any more

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


class Writer:
    """Someone who writes, and sends again what was not answered."""

    def __init__(self, key: str, url: str):
        self.key, self.url = key, url
        self.accepted: list[int] = []

    async def write(self, client: httpx.AsyncClient) -> None:
        body = {"text": "نريد الماء هنا.", "client_key": str(uuid4())}
        while True:
            try:
                answer = await client.post(self.url, json=body, headers={"Authorization": f"Bearer {self.key}"})
            except httpx.HTTPError:
                await asyncio.sleep(random.uniform(0.05, 0.2))
                continue
            assert answer.status_code in {200, 201}, answer.text
            self.accepted.append(answer.json()["id"])
            return


def cut() -> None:
    """Cut the connections by which processes hear PostgreSQL's bell."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND application_name = %s",
            [bus.CHANNEL],
        )


class Drill:
    """Two processes of sockets and one of pages, many who write and listen, and someone who kills."""

    def __init__(self, mother, settings, redis):
        self.thread, self.redis = ThreadFactory(), redis
        self.houses, self.pages = [Sockets(mother, **settings) for _ in range(2)], Pages(mother, **settings)
        url = f"http://127.0.0.1:{self.pages.port}/api/v1/threads/{self.thread.pk}/contributions/"
        people = UserFactory.create_batch(WRITERS)
        keys = [make_token(one, name="test", scopes=[Scope.READ, Scope.DEBATES], by=one)[1] for one in people]
        self.writers = [Writer(key, url) for key in keys]
        self.listeners = [Listener(self.thread, self.houses) for _ in range(LISTENERS)]
        self.words: list[str] = []  # what the processes said

    def kill(self, what) -> None:
        self.words.append(what.kill() or "")
        what.start()

    async def kill_at_random(self) -> None:
        targets = [*self.houses, self.pages, self.redis] * (KILLS // 4)
        random.shuffle(targets)
        for target in targets:
            await asyncio.sleep(random.uniform(0.05, 0.6))  # at any moment of what the others do
            await (asyncio.to_thread(self.kill, target) if target else act(cut))

    async def write_all(self) -> None:
        """Write for as long as anything is killed, and then, at full speed, what is left."""
        killing, few = asyncio.create_task(self.kill_at_random()), asyncio.Semaphore(4)

        async def write(writer, client):
            async with few:
                await writer.write(client)
                if not killing.done():
                    await asyncio.sleep(0.1)

        async with httpx.AsyncClient(timeout=10, limits=httpx.Limits(max_keepalive_connections=0)) as client:
            await asyncio.gather(killing, *(write(writer, client) for writer in self.writers * EACH))

    async def run(self) -> None:
        listening = [asyncio.create_task(one.listen()) for one in self.listeners]
        await self.write_all()
        end = time.monotonic() + LAST
        while any(len(one.shown) < WRITERS * EACH for one in self.listeners) and time.monotonic() < end:
            failed = [task.exception() for task in listening if task.done()]
            assert not failed, failed
            await asyncio.sleep(0.05)
        for task in listening:
            task.cancel()
        await asyncio.gather(*listening, return_exceptions=True)

    def end(self) -> None:
        self.words += [one.kill() for one in (*self.houses, self.pages)]


def test_what_is_accepted_is_stored_and_shown_once_in_order(forks, each_bus, request):  # noqa: F811
    is_redis = each_bus["LIVE_BUS"] == bus.REDIS
    drill = Drill(forks, each_bus, request.getfixturevalue("redis_server") if is_redis else None)
    try:
        run(drill.run)
    finally:
        drill.end()
    stored = list(Contribution.objects.filter(thread=drill.thread).order_by("seq").values_list("pk", "seq"))
    assert [seq for _pk, seq in stored] == list(range(1, WRITERS * EACH + 1))
    assert sorted(pk for writer in drill.writers for pk in writer.accepted) == sorted(pk for pk, _seq in stored)
    for one in drill.listeners:
        assert list(one.shown.items()) == stored
        assert one.twice == []
    absences = [seconds for one in drill.listeners for seconds in one.absences[1:]]
    assert len(absences) >= LISTENERS
    assert statistics.median(absences) < 5 * business()
    assert not [words for words in drill.words if "Traceback" in words], drill.words
