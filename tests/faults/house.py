"""A house that may be killed: its own PostgreSQL, a bus, and processes that serve pages, sockets and jobs."""

import contextlib
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.clusters import Cluster, own_folder, programs
from tests.servers import Forks, Pages, Redis, Served, Sockets

PATIENCE = 180  # seconds that everything may take once nothing is killed any more
ASK_FOR = """INSERT INTO procrastinate_jobs (queue_name, task_name, args) VALUES ('default', %s, '{"timestamp": 0}')"""
MODULE = "tests.faults.served_settings"


class Worker(Served):
    """The worker: nothing can connect to it, and it ends by itself when its database is lost; it is started again."""

    kind = "worker"

    def __init__(self, forks: Forks, **settings):
        self.forks, self.settings = forks, settings
        self.start()

    def start(self) -> None:
        self.pid, self.words = self.forks.fork(self.kind, 0, **self.settings)

    def last_words(self) -> str:
        return self.words.read_text()[-3000:] if self.words.exists() else "nothing said"

    def is_alive(self) -> bool:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, 0)
            return True
        return False


class Database:
    """PostgreSQL as something to be killed: its first process, and whatever it had begun."""

    def __init__(self, cluster: Cluster):
        self.cluster = cluster

    def kill(self) -> str:
        pid = int((self.cluster.data / "postmaster.pid").read_text().split("\n", 1)[0])
        os.kill(pid, signal.SIGKILL)
        return ""

    def start(self) -> None:
        """Start it again, as whoever watches over it does: it refuses while a process of before is still there."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                self.cluster.start()
            except AssertionError:
                assert time.monotonic() < end
                time.sleep(0.1)  # nothing tells when the last process of before has ended
            else:
                return


class House:
    """The processes on the database of `cluster`, hearing each other by `redis` or, without one, by NOTIFY."""

    def __init__(self, cluster: Cluster, folder: Path, redis: Redis | None = None):
        self.cluster, self.redis, self.paper = cluster, redis, folder / "paper"
        self.paper.touch()
        media = folder / "media"
        media.mkdir()
        self.mother = Forks(
            "agraw", folder, DJANGO_SETTINGS_MODULE=MODULE, DATABASE_URL=cluster.url(), AGRAW_PAPER=str(self.paper),
            AGRAW_MEDIA=str(media), REDIS_URL=redis.url if redis else "",
        )  # fmt: skip
        self.pages, self.sockets = Pages(self.mother), [Sockets(self.mother) for _ in range(2)]
        self.worker, self.database = Worker(self.mother), Database(cluster)
        self.lock, self.is_over = threading.Lock(), threading.Event()
        self.watch = threading.Thread(target=self._watch)
        self.watch.start()

    def targets(self) -> list:
        """Return what may be killed."""
        return [self.pages, *self.sockets, self.worker, self.database, *([self.redis] if self.redis else [])]

    def kill(self, what) -> None:
        """Kill it outright, and start it again."""
        with self.lock:
            what.kill()
            what.start()

    def _watch(self) -> None:
        """Start a worker that has ended by itself again, as systemd and Docker do."""
        while not self.is_over.wait(0.2):
            with self.lock:
                if not self.worker.is_alive():
                    self.worker.start()

    def close(self) -> None:
        self.is_over.set()
        self.watch.join()
        for one in (self.pages, *self.sockets, self.worker):
            one.kill()
        self.mother.close()


def settle_jobs(cluster: Cluster, words: Callable[[], str] = str) -> None:
    """Let the jobs of dead workers be found at once, and wait until no job is left. A living one beats each second.

    `words` returns what the worker said last: shown with the jobs that are left.
    """
    time.sleep(6)
    for statement in (
        "UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '1 hour' "
        "WHERE last_heartbeat < now() - interval '6 s'",
        "UPDATE core_message SET claimed_at = claimed_at - interval '1 hour' WHERE state = 'sending'",
        "UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'",
    ):
        cluster.ask(statement)
    for name in ("core.rescue", "core.sweep"):
        cluster.ask(ASK_FOR, name)
    left = (
        "FROM procrastinate_jobs WHERE status = 'doing' OR status = 'todo' AND coalesce(scheduled_at, now()) <= now()"
    )
    try:
        cluster.until(f"SELECT NOT EXISTS (SELECT {left})", PATIENCE)
    except AssertionError:  # which ones, and who was to do them: the lot will not fall the same way again
        jobs = cluster.ask(f"SELECT id, task_name, status, attempts, worker_id, scheduled_at {left} LIMIT 20")
        workers = cluster.ask("SELECT id, now() - last_heartbeat FROM procrastinate_workers")
        queries = cluster.ask("SELECT pid, state, wait_event, query FROM pg_stat_activity WHERE state <> 'idle'")
        raise AssertionError(f"jobs left: {jobs}\nworkers: {workers}\nqueries: {queries}\n{words()}") from None


@contextlib.contextmanager
def standing(make: Callable, folder: Path, redis: Redis | None, ground: Any, **settings: str) -> Iterator[Any]:
    """Yield what `make` builds on a PostgreSQL of its own, whose `settings` are given; everything ends afterwards."""
    with own_folder() as place:
        cluster = Cluster(place, programs())
        cluster.make(fsync="off", **settings)
        cluster.start()
        try:
            cluster.fill()
            house = make(cluster, folder, redis)
            house.ground = ground
            try:
                yield house
            finally:
                house.close()
        finally:
            cluster.stop("immediate")
            if redis:
                redis.kill()
