"""The soak: mixed load and kills for as long as AGRAW_SOAK says (minutes), on the real servers; `script/soak` runs it.

Two of each: one is killed again and again, the other lives from the first minute to the last, and is watched. Held at
the end: accepted = stored, nothing twice; memory of those that lived grew by less than 5 % after a warm-up of a third;
connections to the database stayed within what the pools may open; no job is stuck, none failed.
"""

import asyncio
import json
import os
import random
import statistics
import time
from collections import Counter
from itertools import count
from pathlib import Path

import httpx
import psycopg
import pytest

from tests.clusters import Cluster
from tests.core.live.tools import run
from tests.faults.crowd import AGAIN, Crowd, Ground
from tests.faults.house import MODULE, Database, Worker, settle_jobs, standing
from tests.listeners import Listener
from tests.servers import Forks, Granian, Redis, Sockets

MINUTES = float(os.environ.get("AGRAW_SOAK", "30"))
PEOPLE, LISTENERS, HANDS = 120, 10, 4
EVERY = 15  # seconds between two kills, about
PACE = 0.5  # seconds between two acts of one hand
MOST_GROWTH = 1.05
# Each process that serves has a pool of eight and an ear or two; migrations and watching have the rest.
MOST_CONNECTIONS = 8 * (2 + 2 + 2) + 3 * 4
AGAIN.add(429)  # one person may not write for an hour without a pause: she waits, and sends again

pytestmark = pytest.mark.django_db(transaction=True)


class Soaked:
    """The house: granian with two processes, two of sockets and two workers, PostgreSQL and a bus of its own."""

    def __init__(self, cluster: Cluster, folder: Path, redis: Redis):
        self.cluster, self.redis = cluster, redis
        (folder / "media").mkdir()
        (folder / "paper").touch()
        self.mother = Forks(
            "agraw", folder, DJANGO_SETTINGS_MODULE=MODULE, DATABASE_URL=cluster.url(), REDIS_URL=redis.url,
            AGRAW_PAPER=str(folder / "paper"), AGRAW_MEDIA=str(folder / "media"),
        )  # fmt: skip
        self.pages = Granian(self.mother)
        self.sockets = [Sockets(self.mother) for _ in range(2)]
        self.workers = [Worker(self.mother) for _ in range(2)]
        self.database = Database(cluster)

    def kill(self, chance: random.Random) -> str:
        what = chance.choice(["pages", "pages", "sockets", "sockets", "worker", "worker", "redis", "database"])
        if what == "pages":
            self.pages.kill_one()
            return what
        target = {"sockets": self.sockets[1], "worker": self.workers[1]}.get(what) or getattr(self, what)
        target.kill()
        target.start()
        return what

    def watch(self) -> None:
        """Start the workers that ended with the database again, as systemd does."""
        for worker in self.workers:
            if not worker.is_alive():
                worker.start()

    def memory(self) -> dict[str, tuple[int, int]]:
        """Return the process and its resident memory (KB) of each kind that is not killed."""
        pids = {
            "pages": (self.pages.serving() or [0])[0],
            "sockets": self.sockets[0].pid,
            "worker": self.workers[0].pid,
        }
        return {kind: (pid, resident(pid)) for kind, pid in pids.items()}

    def close(self) -> None:
        self.pages.kill(15)
        for one in (*self.sockets, *self.workers):
            one.kill()
        self.mother.close()


def resident(pid: int) -> int:
    try:
        words = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in words.splitlines() if line.startswith("VmRSS")), 0)


@pytest.fixture
def house(tmp_path):
    ground = Ground(PEOPLE, required=PEOPLE - 5)
    settings = {"max_connections": "100", "shared_buffers": "64MB"}
    with standing(Soaked, tmp_path, Redis(tmp_path), ground, **settings) as house:
        yield house


class Soak:
    def __init__(self, house: Soaked, chance: random.Random):
        self.house, self.chance = house, chance
        self.crowd = Crowd(house.ground, lambda: house.pages.origin, chance)
        self.listeners = [Listener(house.ground.thread, house.sockets) for _ in range(LISTENERS)]
        self.end = time.monotonic() + 60 * MINUTES
        self.kills: Counter = Counter()
        self.samples: list[tuple[float, dict[str, tuple[int, int]]]] = []
        self.connections: list[int] = []
        self.read: Counter = Counter()

    def goes_on(self) -> bool:
        return time.monotonic() < self.end

    def acts(self):
        """Yield what people do, for as long as it goes on: most speak, some join, sign again or post."""
        crowd, needs = self.crowd, self.house.ground.needs
        for number in (turn % PEOPLE for turn in count()):
            if not self.goes_on():
                return
            what = self.chance.random()
            if what < 0.5:
                yield crowd.say, number
            elif what < 0.7:
                yield crowd.join, number, self.chance.choice(needs).pk
            elif what < 0.85:
                yield crowd.sign, number
            else:
                yield crowd.post, number

    async def read_pages(self) -> None:
        ground = self.house.ground
        paths = ["/ar/", f"/ar/spaces/{ground.slug}/", f"/ar/needs/{ground.needs[0].pk}/", "/ar/search/?q=الماء",
                 f"/ar/petitions/{ground.petition.pk}/", "/healthz"]  # fmt: skip
        async with httpx.AsyncClient(timeout=15, limits=httpx.Limits(max_keepalive_connections=0)) as client:
            while self.goes_on():
                try:
                    answer = await client.get(self.house.pages.origin + self.chance.choice(paths))
                    self.read[answer.status_code] += 1
                except httpx.HTTPError:
                    self.read["cut"] += 1
                await asyncio.sleep(0.2)

    async def kill(self) -> None:
        while self.goes_on():
            await asyncio.sleep(self.chance.uniform(0.5, 1.5) * EVERY)
            self.kills[await asyncio.to_thread(self.house.kill, self.chance)] += 1

    async def look(self) -> None:
        while self.goes_on():
            await asyncio.to_thread(self._look)
            await asyncio.sleep(2)

    def _look(self) -> None:
        self.samples.append((time.monotonic(), self.house.memory()))
        try:
            (held,) = self.house.cluster.ask("SELECT count(*) FROM pg_stat_activity WHERE datname = 'agraw'")[0]
            self.connections.append(held)
        except psycopg.Error:
            pass  # it was killed just now
        self.house.watch()

    async def run(self) -> None:
        listening = [asyncio.create_task(one.listen()) for one in self.listeners]
        beside = [self.read_pages(), self.kill(), self.look()]
        await asyncio.gather(*beside, self.crowd.work(self.acts(), while_true=self.goes_on, pause=PACE, hands=HANDS))
        said, patience = len(self.crowd.accepted.said), time.monotonic() + 90
        while any(len(one.shown) < said for one in self.listeners) and time.monotonic() < patience:
            await asyncio.sleep(0.1)
        for task in listening:
            task.cancel()
        await asyncio.gather(*listening, return_exceptions=True)

    def growth(self) -> dict[str, float]:
        """Return how many times the memory at the end is that after the warm-up, of each process that lived so long.

        Medians of the second third's beginning and of the last tenth: one sample may meet a large page.
        """
        found = {}
        for kind in ("pages", "sockets", "worker"):
            last = self.samples[-1][1][kind][0]
            lived = [kb for _at, sample in self.samples for pid, kb in [sample[kind]] if pid == last and kb]
            tenth = max(len(lived) // 10, 1)
            begin = len(lived) // 3
            found[kind] = statistics.median(lived[-tenth:]) / statistics.median(lived[begin : begin + tenth])
        return found


def test_it_goes_on_and_on(house):
    seed = int(os.environ.get("AGRAW_SEED") or random.randrange(10**6))
    soak = Soak(house, random.Random(seed))
    run(soak.run)
    ask, accepted = house.cluster.ask, soak.crowd.accepted
    house.watch()
    settle_jobs(house.cluster)
    growth = soak.growth()
    told = {
        "soak_minutes": MINUTES, "seed": seed, "kills": dict(soak.kills), "kills_total": soak.kills.total(),
        "said": len(accepted.said),
        "needs": len(accepted.needs), "joins": len(accepted.joins), "signed": len(accepted.signers),
        "read": {str(code): times for code, times in soak.read.items()}, "sent_again": dict(Counter(accepted.failed)),
        "memory_growth": {kind: round(times, 3) for kind, times in growth.items()},
        "memory_mb": {kind: round(kb / 1024) for kind, (_pid, kb) in soak.samples[-1][1].items()},
        "connections_most": max(soak.connections), "connections_bound": MOST_CONNECTIONS,
        "load": round(os.getloadavg()[0], 1),
    }  # fmt: skip
    print(json.dumps(told, ensure_ascii=False))  # noqa: T201 -- this is what it is for
    stored = ask("SELECT id, seq FROM debates_contribution WHERE thread_id = %s ORDER BY seq", house.ground.thread.pk)
    assert sorted(accepted.said) == sorted(pk for pk, _seq in stored)
    assert [seq for _pk, seq in stored] == list(range(1, len(stored) + 1))
    assert all(one.twice == [] for one in soak.listeners)
    posted = ask("SELECT id FROM needs_need WHERE client_key IS NOT NULL ORDER BY id")
    assert sorted(accepted.needs) == [pk for (pk,) in posted]
    pairs = ask("SELECT count(*) FROM needs_support WHERE need_id = ANY(%s)", [one.pk for one in house.ground.needs])
    assert pairs == [(len(set(accepted.joins)),)]
    signed = ask("SELECT count(*), count(DISTINCT person_key) FROM petitions_signature")
    assert signed == [(len(set(accepted.signers)),) * 2]
    assert ask("SELECT task_name, status FROM procrastinate_jobs WHERE status IN ('failed', 'doing')") == []
    assert max(soak.connections) <= MOST_CONNECTIONS
    assert max(growth.values()) < MOST_GROWTH or MINUTES < 20, growth  # a few minutes are all warm-up
