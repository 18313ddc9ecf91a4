"""The worker as it is run, in a process of its own: many messages, two at once, killed at the worst moment."""

import datetime
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.utils.timezone import now

from core import outbox
from core.enums import Channel, Delivery
from core.models import Message
from core.queue import defer

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def start(tmp_path):
    """Start `manage.py procrastinate worker` until no job is left; the mails it sends are lines of `start.paper`."""
    processes = []

    def start(**more) -> subprocess.Popen:
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.core.worker_settings",
            "AGRAW_WORKER_DB": connection.settings_dict["NAME"],
            "AGRAW_PAPER": str(start.paper),
            **more,
        }
        command = [sys.executable, "manage.py", "procrastinate", "worker", "--one-shot"]
        processes.append(subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE))
        return processes[-1]

    start.paper = tmp_path / "paper"
    start.paper.touch()
    yield start
    for process in processes:
        process.kill()
        process.communicate()


def post(key: str) -> Message:
    return outbox.post(key=key, channel=Channel.MAIL, to="lalla@example.org", subject="s", body="b")


def test_two_workers_deliver_two_hundred_messages_once_each(start):
    messages = [post(f"k{n}") for n in range(200)]
    for message in messages:  # a second job for each: the workers meet over the same rows
        defer(outbox.SEND, message_id=message.pk)
    workers = [start(), start()]
    for worker in workers:
        worker.communicate(timeout=600)
        assert worker.returncode == 0
    lines = start.paper.read_text().splitlines()
    assert (len(lines), len(set(lines))) == (200, 200)
    assert Message.objects.filter(state=Delivery.SENT).count() == 200


def test_a_worker_killed_between_sending_and_marking_sends_nothing_twice(start):
    message = post("k")
    worker = start(AGRAW_DIES="1")
    worker.communicate(timeout=600)
    assert worker.returncode == -9
    assert (Message.objects.get().state, len(start.paper.read_text().splitlines())) == (Delivery.SENDING, 1)

    # The next worker is given the dead one's job, and finds that the message may have left.
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '1 hour'")
    defer("core.rescue", timestamp=0)
    start().communicate(timeout=600)
    start().communicate(timeout=600)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing') AND task_name = 'core.send'"
        )  # a job of each minute may have been put there meanwhile
        assert cursor.fetchone() == (0,)
    assert Message.objects.get().state == Delivery.SENDING

    Message.objects.update(claimed_at=now() - datetime.timedelta(minutes=11))
    defer("core.sweep", timestamp=0)
    start().communicate(timeout=600)
    message.refresh_from_db()
    assert message.state == Delivery.UNCERTAIN
    assert len(start.paper.read_text().splitlines()) == 1
