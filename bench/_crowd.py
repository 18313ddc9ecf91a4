"""A crowd of clients in a process of its own: people who sign, people who refresh a page. bench/surge.py starts it.

Reads one plan (JSON) from its input, waits for a line "go", and prints one JSON line of what it met. It speaks plain
HTTP over sockets that stay open, so that it costs the machine as little as it can.
"""

import json
import random
import socket
import sys
import threading
import time
from pathlib import Path

SECRET = "c" * 32  # of the cross-site check: cookie and form hold the same
PATIENCE = 30  # seconds for one answer


class Connection:
    """One connection that stays open, and is opened anew when the server closes it."""

    def __init__(self, port: int):
        self.port, self.socket = port, None

    def ask(self, request: bytes) -> tuple[int, bytes]:
        """Send one request and return the status and the head of the answer; (0, b"") when the connection broke."""
        try:
            if self.socket is None:
                self.socket = socket.create_connection(("127.0.0.1", self.port), PATIENCE)
                self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.socket.sendall(request)
            data = b""
            while (end := data.find(b"\r\n\r\n")) < 0:
                data += self._more()
            head = data[:end].lower()
            at = head.find(b"content-length:")
            length = int(head[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
            missing = end + 4 + length - len(data)
            while missing > 0:
                missing -= len(self._more())
            return int(data[9:12]), data[:end]
        except OSError:
            if self.socket is not None:
                self.socket.close()
            self.socket = None
            return 0, b""

    def _more(self) -> bytes:
        data = self.socket.recv(65536)
        if not data:
            raise ConnectionResetError
        return data


class Crowd:
    """The clients of one plan, sharing one list of things to do."""

    def __init__(self, plan: dict):
        self.plan, self.lock = plan, threading.Lock()
        self.people = Path(plan["people"]).read_text().split("\n") if plan.get("people") else []
        self.next, self.number = plan.get("first", 0), 0
        self.chance = random.Random(plan.get("first", 0))  # noqa: S311 -- the same repeats each time
        self.taken: list[float] = []
        self.codes: dict[int, int] = {}
        self.acknowledged: set[int] = set()
        self.repeats = 0

    def _job(self) -> tuple[int, float, bytes] | None:
        """Return the next person, the moment when her request is due, and the request; None when the time is over."""
        plan = self.plan
        with self.lock:
            number = self.number
            self.number += 1
            due = self.start + number / plan["rate"] if plan["rate"] else 0.0
            if max(due, time.monotonic()) > self.start + plan["seconds"]:
                return None
            if not self.people:
                return number, due, self._plain(number)
            begun = self.next - plan.get("first", 0)
            if begun > 50 and self.chance.random() < plan["repeats"]:
                who = plan.get("first", 0) + self.chance.randrange(begun - 40)
            else:
                who, self.next = self.next, self.next + 1
            if who >= len(self.people):
                return None
        return who, due, self._signing(*self.people[who].split())

    def _plain(self, number: int) -> bytes:
        plan = self.plan
        head = f"{plan['method']} {plan['path']} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n"
        if plan["method"] == "GET":
            return f"{head}\r\n".encode()
        body = f"key={plan.get('first', 0) + number}"
        form = "Content-Type: application/x-www-form-urlencoded"
        return f"{head}{form}\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()

    def _signing(self, session: str, network: str) -> bytes:
        body = f"csrfmiddlewaretoken={SECRET}&attests=on&telling=inbox&name=%D9%81%D8%A7%D8%B7%D9%85%D8%A9"
        return (
            f"POST {self.plan['path']} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n"
            f"X-Forwarded-For: {network}\r\nCookie: sessionid={session}; csrftoken={SECRET}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n{body}"
        ).encode()

    def _client(self) -> None:
        connection = Connection(self.plan["port"])
        while job := self._job():
            who, due, request = job
            if due and (wait := due - time.monotonic()) > 0:
                time.sleep(wait)
            began = due or time.monotonic()
            code, head = connection.ask(request)
            taken = time.monotonic() - began
            with self.lock:
                self.taken.append(taken)
                self.codes[code] = self.codes.get(code, 0) + 1
                if self.people and code == 302 and b"/signed/" in head:
                    self.repeats += who in self.acknowledged
                    self.acknowledged.add(who)

    def run(self) -> dict:
        self.start = time.monotonic()
        clients = [threading.Thread(target=self._client) for _ in range(self.plan["connections"])]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
        seconds = time.monotonic() - self.start
        taken = sorted(self.taken) or [0.0]
        return {
            "answers": len(self.taken),
            "seconds": round(seconds, 2),
            "per_second": round(len(self.taken) / seconds, 1),
            "p50_ms": round(1000 * taken[len(taken) // 2], 1),
            "p95_ms": round(1000 * taken[int(len(taken) * 0.95)], 1),
            "p99_ms": round(1000 * taken[int(len(taken) * 0.99)], 1),
            "codes": self.codes,
            "accepted": len(self.acknowledged),
            "repeats": self.repeats,
            "next": self.next,
        }


if __name__ == "__main__":
    crowd = Crowd(json.loads(sys.stdin.readline()))
    print("ready", flush=True)
    sys.stdin.readline()
    print(json.dumps(crowd.run()), flush=True)
