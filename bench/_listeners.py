"""Many listeners in one process: bench/live.py starts it on a core of its own and speaks to it line by line.

    _listeners.py URL COUNT [--resume]

It opens COUNT sockets, prints "ready", then for each line "report" on its standard input prints one JSON object and
starts counting anew. A message begins with `"type":"contribution","seq":N`; messages are counted where they come in,
without decoding the JSON, so that this process is not what is measured. With `--resume` a socket that falls comes back
with `?after=` the last number it has, after a random part of a second.
"""

import array
import asyncio
import base64
import json
import os
import random
import re
import resource
import sys
import time
from urllib.parse import urlsplit

SEQ = re.compile(rb'"type": ?"contribution", ?"seq": ?(\d+)')
BATCH = 100  # handshakes at a time


class Listener(asyncio.Protocol):
    """One socket: shakes hands, then notes when each number came."""

    def __init__(self, crowd: "Crowd"):
        self.crowd, self.last, self.rest, self.opened = crowd, crowd.first, b"", False
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport) -> None:
        self.transport = transport
        url = self.crowd.url
        query = f"?after={self.last}" if self.crowd.sends_after else ""
        key = base64.b64encode(os.urandom(16)).decode()
        transport.write(
            f"GET {url.path}{query} HTTP/1.1\r\nHost: {url.netloc}\r\nOrigin: http://{url.netloc}\r\n"
            f"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: {key}\r\n\r\n".encode()
        )

    def data_received(self, data: bytes) -> None:
        now = time.monotonic()
        if not self.opened:
            head, found, data = (self.rest + data).partition(b"\r\n\r\n")
            if not found:
                self.rest = head
                return
            if b" 101 " not in head.split(b"\r\n")[0]:
                self.transport.close()
                return
            self.opened, self.rest = True, b""
            self.crowd.opened(self)
        # A number cut in two by the network waits for its other half.
        data = self.rest + data
        cut = data.rfind(b"}")
        self.rest, data = data[cut + 1 :], data[: cut + 1]
        for number in SEQ.findall(data):
            self.crowd.heard(self, int(number), now)

    def connection_lost(self, error) -> None:
        self.crowd.fell(self, was_open=self.opened)


class Crowd:
    """All the listeners, and what they heard."""

    def __init__(self, url: str, count: int, *, resume: bool, first: int, sends_after: bool):
        self.url, self.count = urlsplit(url), count
        self.resume, self.first, self.sends_after = resume, first, sends_after
        self.open, self.falls, self.refused = 0, 0, 0
        self.everyone = asyncio.Event()
        self.listeners: list[Listener] = []
        self.reconnects: list[float] = []
        self.fallen_at: dict[int, float] = {}
        self.clear()

    def clear(self) -> None:
        self.numbers, self.times = array.array("Q"), array.array("d")
        self.lost = self.twice = 0

    def heard(self, listener: Listener, number: int, now: float) -> None:
        if number <= listener.last:
            self.twice += 1
            return
        self.lost += number - listener.last - 1
        listener.last = number
        self.numbers.append(number)
        self.times.append(now)

    def opened(self, listener: Listener) -> None:
        self.open += 1
        if fallen := self.fallen_at.pop(id(listener), None):
            self.reconnects.append(time.monotonic() - fallen)
        if self.open == self.count:
            self.everyone.set()

    def fell(self, listener: Listener, *, was_open: bool) -> None:
        self.open -= was_open
        self.falls += was_open
        self.refused += not was_open
        if self.resume:
            self.fallen_at.setdefault(id(listener), time.monotonic())
            listener.opened, listener.rest = False, b""
            asyncio.get_running_loop().call_later(random.uniform(0.2, 1.2), self._again, listener)  # noqa: S311

    def _again(self, listener: Listener) -> None:
        asyncio.get_running_loop().create_task(self._connect(listener))

    async def _connect(self, listener: Listener) -> None:
        try:
            await asyncio.get_running_loop().create_connection(lambda: listener, self.url.hostname, self.url.port)
        except OSError:
            if self.resume:
                asyncio.get_running_loop().call_later(0.5, self._again, listener)
            else:
                self.refused += 1

    async def gather(self) -> None:
        self.listeners = [Listener(self) for _ in range(self.count)]
        for start in range(0, self.count, BATCH):
            await asyncio.gather(*(self._connect(one) for one in self.listeners[start : start + BATCH]))
            while self.open + self.refused < min(start + BATCH, self.count):
                await asyncio.sleep(0.01)

    def report(self) -> dict:
        usage = resource.getrusage(resource.RUSAGE_SELF)
        told = {
            "open": self.open,
            "falls": self.falls,
            "refused": self.refused,
            "lost": self.lost,
            "twice": self.twice,
            "deliveries": len(self.numbers),
            "furthest": max((one.last for one in self.listeners), default=0),
            "nearest": min((one.last for one in self.listeners), default=0),
            "last_at": max(self.times, default=0.0),
            "reconnects": sorted(self.reconnects),
            "cpu_s": round(usage.ru_utime + usage.ru_stime, 2),
        }
        # Times of arrival by number, thinned to some thousands: enough for percentiles.
        step = max(1, len(self.numbers) // 50_000)
        told["arrivals"] = list(zip(self.numbers[::step], self.times[::step], strict=True))
        self.clear()
        return told


async def main(url: str, count: int, first: int, *, resume: bool, sends_after: bool) -> None:
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    crowd = Crowd(url, count, resume=resume, first=first, sends_after=sends_after)
    await crowd.gather()
    print("ready", crowd.open, flush=True)
    lines = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    while line := (await lines.readline()).decode().strip():
        if line == "state":
            print(json.dumps([crowd.open, min(one.last for one in crowd.listeners)]), flush=True)
        elif line == "report":
            print(json.dumps(crowd.report()), flush=True)


if __name__ == "__main__":
    import uvloop

    options = set(sys.argv[4:])
    uvloop.run(
        main(
            sys.argv[1],
            int(sys.argv[2]),
            int(sys.argv[3]),
            resume="--resume" in options,
            sends_after="--after" in options,
        )
    )
