"""Tools of these tests: what docker-compose.yml and the units say, and parts that run as they say."""

import http.client
import os
import re
import shlex
import signal
import socket
import subprocess
import time
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120  # seconds: a busy machine is no fault of the code
ENV = {
    "SITE_HOST": "agraw.example.ma",
    "MAIL_HOST": "mail.example.ma",
    "SECRET_KEY": "s" * 60,
    "SIGNATURE_KEY": "k" * 44,
    "DATABASE_PASSWORD": "p" * 32,
    "BACKUP_PASSPHRASE": "b" * 44,
}
VARIABLE = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")


def filled(text: str) -> str:
    """Put the six values of .env in, as Compose does; refuse a name that nobody gives."""

    def value(found: re.Match) -> str:
        name, kind, other = found.groups()
        if name in ENV:
            return ENV[name]
        assert kind == "-", f"{name} is neither among the six lines of .env nor has it a default"
        return other

    return VARIABLE.sub(value, text)


def compose() -> dict:
    return yaml.safe_load(filled((ROOT / "docker-compose.yml").read_text()))


def unit(path: Path) -> dict[str, list[str]]:
    """Return the settings of a unit by name, each as often as it is written."""
    found: dict[str, list[str]] = {}
    for line in path.read_text().splitlines():
        name, is_setting, value = line.partition("=")
        if is_setting and not line.startswith("#"):
            found.setdefault(name, []).append(value)
    return found


def environment_of(path: Path) -> dict[str, str]:
    """Return what a unit's process finds in its environment."""
    settings = unit(path)
    told = dict(
        line.split("=", 1) for file in settings["EnvironmentFile"] for line in Path(file).read_text().splitlines()
    )
    return told | dict(word.split("=", 1) for line in settings.get("Environment", []) for word in shlex.split(line))


class Unix(http.client.HTTPConnection):
    def __init__(self, path: str):
        super().__init__("localhost", timeout=PATIENCE)
        self.path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


def reach(where: str | int) -> http.client.HTTPConnection:
    return Unix(where) if isinstance(where, str) else http.client.HTTPConnection("127.0.0.1", where, timeout=PATIENCE)


def ask(where: str | int, path: str = "/healthz", **headers: str) -> tuple[int, str]:
    """Ask a part by its port, or its socket's path; (0, words) when it cannot be reached."""
    one = reach(where)
    try:
        one.request("GET", path, headers={"Host": ENV["SITE_HOST"], "X-Forwarded-Proto": "https"} | headers)
        answer = one.getresponse()
        return answer.status, answer.read().decode()
    except (OSError, http.client.HTTPException) as error:
        return 0, repr(error)
    finally:
        one.close()


class Part:
    """A process of the installation, in a group of its own, its words in a file."""

    def __init__(self, command: list[str], *, env: dict[str, str], cwd: Path, words: Path):
        self.words = words
        base = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        with words.open("ab") as out:
            self.process = subprocess.Popen(
                command, env=base | env, cwd=cwd, stdout=out, stderr=out, start_new_session=True
            )

    def until(self, well, seconds: float = PATIENCE) -> None:
        end = time.monotonic() + seconds
        while not well():
            assert self.process.poll() is None, self.words.read_text()[-3000:]
            assert time.monotonic() < end, self.words.read_text()[-3000:]
            time.sleep(0.05)  # nothing tells when another process is ready

    def end(self) -> int:
        """Ask it to end, as systemd and Docker do, and return its code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            raise
