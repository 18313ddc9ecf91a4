"""Processes for tests that kill them: everything is loaded once, and each order forks one that serves.

Orders are lines of JSON on the standard input: {"serve": "sockets" | "pages" | "granian" | "worker", "port": 8000,
"words": "/tmp/file", "settings": {…}}. The answer is the number of the process.
"""

import contextlib
import json
import os
import signal
import sys
from importlib import import_module
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.conf import settings
from django.core.management import execute_from_command_line
from django.urls import get_resolver

import config.asgi  # noqa: F401 -- loaded before the fork
from config import sockets
from config.wsgi import application


class Threads(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = 128


class Quiet(WSGIRequestHandler):
    def log_message(self, *_words):
        pass


def serve_pages(port: int) -> None:
    with make_server("127.0.0.1", port, application, server_class=Threads, handler_class=Quiet) as server:
        server.serve_forever()


def serve_sockets(port: int) -> None:
    sys.argv = ["sockets", "--port", str(port)]
    sockets.main()


def serve_worker(_port: int) -> None:
    execute_from_command_line(["manage.py", "procrastinate", "worker"])


def serve_granian(port: int) -> None:
    """As the recipes serve pages (deploy/systemd/agraw-web.service.in): a process that looks after two that serve."""
    command = "granian", "--interface", "wsgi", "--workers", "2", "--blocking-threads", "8", "--backpressure", "64"
    more = "--no-ws", "--respawn-failed-workers", "--respawn-interval", "1", "--port", str(port)
    os.execv(sys.executable, [sys.executable, "-m", *command, *more, "config.wsgi:application"])


SERVE = {"sockets": serve_sockets, "pages": serve_pages, "granian": serve_granian, "worker": serve_worker}


def fork(order: dict) -> int:
    if pid := os.fork():
        return pid
    words = os.open(order["words"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((nothing, 0), (words, 1), (words, 2)):
        os.dup2(source, target)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for name, value in order["settings"].items():
        setattr(settings, name, value)
    try:
        SERVE[order["serve"]](order["port"])
    finally:
        os._exit(1)


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the dead
    import_module(settings.ROOT_URLCONF)
    get_resolver().url_patterns  # noqa: B018 -- loaded before the fork
    children = []
    print("ready", flush=True)  # noqa: T201
    for line in sys.stdin:
        children.append(fork(json.loads(line)))
        print(children[-1], flush=True)  # noqa: T201
    for pid in children:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


if __name__ == "__main__":
    main()
