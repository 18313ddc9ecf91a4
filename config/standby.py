"""A process that has loaded everything stands by while its child serves: when the child dies another serves at once,
where loading takes seconds (decision 0025). Who comes in between waits in the socket's queue, and is not refused.
"""

import gc
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

STOPS = (signal.SIGTERM, signal.SIGINT)
QUEUE = 2048  # connections that wait while nobody serves
YOUNG = 5.0  # seconds: a child that dies before may not be able to live
TRIES = 3  # such children, one after the other: then whoever watches over the parent is to see it


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that takes connections at `host` and `port`; raises `OSError` when another process has them."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=QUEUE)


def stand_by(serve: Callable[[], None], door: socket.socket) -> int:
    """Run `serve` in a child, and in a new one whenever it dies; once asked to stop, close `door`, where people come
    in, stop the child and return 0.

    Returns 1 when three children died young. In the child this never returns: it exits when `serve` does. A child
    whose parent is killed is gone with it. Raises `RuntimeError` when this process has threads: a fork copies none.
    """
    if threading.active_count() > 1:
        raise RuntimeError("Threads are running already: a child would have none of them.")
    gc.collect()
    gc.freeze()  # what was loaded stays shared: the collector writes into what it looks at
    child, young, is_stopping = 0, 0, False

    def stop(_number: int, _frame: FrameType | None) -> None:
        nonlocal is_stopping
        is_stopping = True
        door.close()
        if child:
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGTERM)

    told, held = os.pipe()  # its end is read by the child when the parent, who holds it, is gone
    for one in STOPS:
        signal.signal(one, stop)
    while young < TRIES:
        signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)  # nobody is asked to stop before his number is known
        if is_stopping:
            break
        born = time.monotonic()
        child = os.fork()
        if not child:
            os.close(held)
            _live(serve, told)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
        os.waitpid(child, 0)
        child = 0
        young = young + 1 if time.monotonic() - born < YOUNG else 0
    return 0 if is_stopping else 1


def _live(serve: Callable[[], None], told: int) -> None:
    for one in STOPS:
        signal.signal(one, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
    threading.Thread(target=_die_with_parent, args=[told], daemon=True).start()
    serve()
    sys.exit()


def _die_with_parent(told: int) -> None:
    os.read(told, 1)
    os._exit(1)
