"""/healthz: the parts that answer, and the failing one named."""

import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.conf import settings
from django.db import OperationalError, connection

from tests.servers import free_port


def test_all_is_well(client, db):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (
        200,
        {"status": "ok", "database": "ok", "live": "absent", "worker": "absent"},
    )
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


def test_a_worker_that_breathes_is_told(client, db):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    assert client.get("/healthz").json()["worker"] == "ok"


@pytest.mark.parametrize("bus", ["postgresql", "redis"])
def test_a_database_that_is_away_is_named(client, settings, monkeypatch, bus):
    def away(*args, **kwargs):
        raise OperationalError("the server is away")

    settings.LIVE_BUS, settings.REDIS_URL = bus, "redis://127.0.0.1:1/0"
    monkeypatch.setattr(connection, "cursor", away)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (
        503,
        {"status": "failing", "database": "failing", "live": "failing", "worker": "absent"},
    )
    assert "away" not in answer.text


def test_a_bus_that_is_away_is_named_and_takes_no_process_out(client, db, settings):
    """Pages are answered without Redis: a proxy that asks here must go on sending people (docs/operations.md)."""
    settings.LIVE_BUS, settings.REDIS_URL = "redis", "redis://127.0.0.1:1/0"
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["database"], answer.json()["live"]) == (200, "ok", "failing")


class Said(BaseHTTPRequestHandler):
    """Answers as a part whose database is away, or as something that is not ours."""

    words = b""

    def do_GET(self):
        self.send_response(503)
        self.end_headers()
        self.wfile.write(self.words)

    def log_message(self, *_words):
        pass


@pytest.mark.parametrize(("words", "code"), [(b'{"status": "failing"}', 0), (b"Bad Gateway", 1)])
def test_a_start_waits_for_an_answer_of_ours_and_not_for_a_good_one(words, code):
    """A start that waits for 200 would end, and begin anew, for as long as the database is away."""
    with HTTPServer(("127.0.0.1", 0), type("Answers", (Said,), {"words": words})) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            wait = [sys.executable, str(settings.BASE_DIR / "deploy/wait.py"), str(server.server_port), "0.5"]
            done = subprocess.run(wait, capture_output=True, text=True, check=False)
        finally:
            server.shutdown()
            thread.join()
    assert done.returncode == code, done.stderr


def test_a_start_waits_in_vain_for_nobody():
    wait = [sys.executable, str(settings.BASE_DIR / "deploy/wait.py"), str(free_port()), "0.2"]
    assert subprocess.run(wait, capture_output=True, check=False).returncode == 1
