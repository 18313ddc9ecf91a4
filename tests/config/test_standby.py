"""Who stands by: a child that dies is followed by another, and leaves with its parent."""

import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from bench._live import until
from config.standby import STOPS, TRIES, YOUNG, listening, stand_by
from tests.servers import free_port

ROOT = Path(__file__).parents[2]
# Answers each connection with the number of its process; told to, dies at once.
SERVE = """
import os, socket, sys
from config import standby
door = standby.listening("127.0.0.1", int(sys.argv[1]))
standby.YOUNG = float(sys.argv[2])
def serve():
    print(os.getpid(), flush=True)
    while sys.argv[3] == "lives":
        with door.accept()[0] as one:
            one.sendall(str(os.getpid()).encode())
sys.exit(standby.stand_by(serve, door))
"""


@pytest.fixture
def standing():
    """Return a function that starts such a process; what still runs is killed at the end."""
    started = []

    def start(how: str = "lives", young: float = 0.0):
        port = free_port()
        process = subprocess.Popen(
            [sys.executable, "-c", SERVE, str(port), str(young), how], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        started.append(process)
        return process, port

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()


def ask(port: int) -> int:
    """Return the number of the process that answers; wait for one that is being born."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as asked:
        return int(asked.recv(100))


def is_gone(pid: int) -> bool:
    """Tell whether a process is gone: whoever adopted it has buried it, or nobody has yet."""
    try:
        return " Z " in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return True


def test_whoever_comes_while_nobody_serves_is_answered_by_the_next_child(standing):
    process, port = standing()
    seen = [int(process.stdout.readline())]
    assert ask(port) == seen[0] != process.pid
    for _ in range(TRIES + 2):  # any number of times, when each had lived
        os.kill(seen[-1], signal.SIGKILL)
        assert until(lambda: is_gone(seen[-1]), 20)
        seen.append(ask(port))
    assert len(set(seen)) == len(seen)
    assert process.poll() is None


@pytest.mark.parametrize("number", STOPS)
def test_asked_to_stop_it_leaves_nobody_behind(standing, number):
    process, port = standing()
    child = int(process.stdout.readline())
    process.send_signal(number)
    assert process.wait(20) == 0
    assert is_gone(child)
    with pytest.raises(ConnectionRefusedError):
        ask(port)


def test_a_child_does_not_outlive_its_parent(standing):
    process, port = standing()
    child = int(process.stdout.readline())
    process.kill()
    process.wait()
    assert until(lambda: is_gone(child), 20)
    with listening("127.0.0.1", port):  # the address is free for whoever is started next
        pass


def test_children_that_cannot_live_are_told_to_whoever_watches(standing):
    process, _port = standing("dies", YOUNG)
    assert process.wait(20) == 1
    assert len(process.stdout.read().split()) == TRIES


def test_with_threads_nobody_is_born():
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        with listening("127.0.0.1", free_port()) as door, pytest.raises(RuntimeError, match="Threads"):
            stand_by(lambda: None, door)
    finally:
        done.set()
        thread.join()
