"""Start the parts of Agraw, keep them together, and stop them together: `script/server` ends by becoming this."""

import argparse
import asyncio
import contextlib
import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

from front import Front

ROOT = Path(__file__).resolve().parent.parent
LOCAL = Path(os.environ.get("AGRAW_LOCAL_DIR", ROOT / ".local"))
PATIENCE = 60  # seconds until /healthz must have answered
GRACE = 8  # seconds a part has to stop by itself


def say(*words: str) -> None:
    print(*words, flush=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def die_with_parent() -> None:
    """Ask Linux to stop this process when its parent is killed outright; elsewhere nothing is asked."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


class Part:
    """A process with a log of its own. It gets its own group, so that Ctrl-C reaches this program alone."""

    def __init__(self, name: str, *command: str):
        self.name = name
        self.command = [sys.executable, *command]
        self.log = LOCAL / "log" / f"{name}.log"

    async def start(self) -> None:
        with self.log.open("wb") as log:
            self.process = await asyncio.create_subprocess_exec(
                *self.command,
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=die_with_parent,
            )

    async def ended(self) -> str:
        code = await self.process.wait()
        tail = "\n    ".join(self.log.read_text(errors="replace").splitlines()[-20:])
        return f"The part “{self.name}” ended with code {code}. The end of {self.log}:\n    {tail}"

    async def stop(self) -> None:
        for sign in (signal.SIGTERM, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, sign)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.process.wait(), GRACE)
                return


def healthy(url: str) -> bool:
    try:
        with urlopen(f"{url}/healthz", timeout=5) as answer:  # noqa: S310 -- our own address
            return json.load(answer)["live"] == "ok"
    except OSError:
        return False


async def until_healthy(url: str) -> bool:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if await asyncio.to_thread(healthy, url):
            return True
        await asyncio.sleep(0.1)
    return False


async def run(port: int, began: float) -> int:
    pages, sockets = free_port(), free_port()
    url = f"http://localhost:{port}"
    os.environ.setdefault("MALLOC_ARENA_MAX", "2")  # as deploy/systemd has it
    parts = [
        Part("pages", "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(pages), "--no-ws",
             "--blocking-threads", "24", "--backpressure", "64", "config.wsgi:application"),
        Part("sockets", "-m", "config.sockets", "--port", str(sockets)),
        Part("worker", "manage.py", "procrastinate", "worker"),
    ]  # fmt: skip
    asked = asyncio.Event()
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(sign, asked.set)
    try:
        front = await Front(("127.0.0.1", pages), ("127.0.0.1", sockets)).serve(port)
    except OSError as error:
        say(f"agraw: port {port} cannot be used ({error.strerror}). Choose another: script/server --port {port + 1}")
        return 1
    stopping = asyncio.create_task(asked.wait())
    watches = []
    try:
        for part in parts:
            await part.start()
            watches.append(asyncio.create_task(part.ended()))
        ready = asyncio.create_task(until_healthy(url))
        await asyncio.wait({ready, stopping, *watches}, return_when=asyncio.FIRST_COMPLETED)
        if ready.done() and ready.result():
            say(f"\nAgraw is open: {url}/   (ready after {time.time() - began:.1f} s; Ctrl-C stops everything)")
            say(f"Codes to sign in: {LOCAL}/mail/ and {LOCAL}/sms.log   What the parts say: {LOCAL}/log/\n")
            await asyncio.wait({stopping, *watches}, return_when=asyncio.FIRST_COMPLETED)
        elif ready.done():
            say(f"agraw: {url}/healthz did not answer within {PATIENCE} s. See {LOCAL}/log/.")
        fallen = [watch.result() for watch in watches if watch.done()]
        say(*fallen)
        return 0 if stopping.done() and not fallen else 1
    finally:
        say("Stopping …")
        for watch in watches:
            watch.cancel()
        front.close()
        await asyncio.gather(*(part.stop() for part in parts if hasattr(part, "process")))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--began", type=float, default=time.time(), help="when the start began, as a Unix time")
    parser.add_argument("--stop-database", action="store_true", help="stop the private database at the end")
    options = parser.parse_args()
    try:
        try:
            import uvloop  # noqa: PLC0415 -- optional
        except ImportError:
            return asyncio.run(run(options.port, options.began))
        return uvloop.run(run(options.port, options.began))
    finally:
        if options.stop_database:
            subprocess.run([ROOT / "script" / "database", "stop"], check=False)
        (LOCAL / "server.pid").unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main())
