"""What /metrics says of the queue, the outbox, the clocks, the journal and the backup: computed, and true."""

import datetime
import math
import os
import shutil
import time

import pytest
from django.db import OperationalError, connection
from django.utils.timezone import localdate, now
from prometheus_client.parser import text_string_to_metric_families

from accounts.models import User
from config.installation import services
from config.watching import metrics
from core import journal, outbox
from core.enums import Channel
from core.models import Message
from core.queue import defer
from councils.models import Referral
from tests.factories.councils import ReferralFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _stays_open(monkeypatch):
    """The test's own connection stays open, with its transaction."""
    monkeypatch.setattr("config.watching.gauges.close_old_connections", lambda: None)


def told() -> dict:
    """Return what `/metrics` says, by name and label."""
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(metrics.text().decode())
        for sample in family.samples
        if sample.name.startswith("agraw_")
    }


def test_an_empty_house_has_no_worker_and_no_delay():
    found = told()
    assert found["agraw_database_up",] == 1
    assert math.isinf(found["agraw_worker_age_seconds",])
    assert (found["agraw_job_age_seconds",], found["agraw_outbox_age_seconds",]) == (0, 0)
    assert ("agraw_backup_age_seconds",) not in found


def test_what_waits_is_counted_with_its_age():
    row = Message.objects.create(key="k", channel=Channel.MAIL, to="a@example.org", body="b")
    Message.objects.filter(pk=row.pk).update(created_at=now() - datetime.timedelta(minutes=7))
    defer("core.sweep", timestamp=0)
    defer("core.blank", at=now() + datetime.timedelta(days=1), timestamp=0)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_events SET at = now() - interval '90 seconds'")
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '40 seconds')")
    found = told()
    assert found["agraw_outbox_messages", "waiting"] == 1
    assert 420 <= found["agraw_outbox_age_seconds",] < 450
    assert found["agraw_jobs", "todo"] == 2
    assert 90 <= found["agraw_job_age_seconds",] < 120
    assert 40 <= found["agraw_worker_age_seconds",] < 70


def test_a_text_message_that_the_daily_cap_holds_waits_for_nobody_until_tomorrow(settings, work, time_machine):
    """The alert and the operator's look are for a worker that is away, not for a cap that does what it is for."""
    settings.SMS_DAILY_CAP = 1
    evening = datetime.datetime(2026, 11, 20, 18, 0, tzinfo=datetime.UTC)  # 19:00 in Casablanca
    time_machine.move_to(evening, tick=False)
    for n in range(2):
        outbox.post(key=f"k{n}", channel=Channel.SMS, to="+212612345678", body="خبر")
    work()
    time_machine.move_to(evening + datetime.timedelta(hours=2), tick=False)
    assert told()["agraw_outbox_messages", "waiting"] == 1
    assert told()["agraw_outbox_age_seconds",] == 0
    assert [one.level for one in services.messages()] == ["ok"]
    # Tomorrow is five hours after the evening; what is not sent then is late.
    time_machine.move_to(evening + datetime.timedelta(hours=5, minutes=11), tick=False)
    assert told()["agraw_outbox_age_seconds",] == 11 * 60
    assert [one.level for one in services.messages()] == ["failing"]


def test_clocks_that_ran_out_and_the_head_of_the_journal_are_told():
    row = ReferralFactory()
    Referral.objects.filter(pk=row.pk).update(due_on=localdate() - datetime.timedelta(days=2))
    before = told()
    assert before["agraw_referrals_overdue",] == 1
    journal.record(row, "looked_at", by=User.objects.system())
    connection.check_constraints()  # the seal is written when the transaction ends
    assert told()["agraw_journal_head",] == before["agraw_journal_head",] + 1


def test_the_age_of_the_backup_is_that_of_its_stamp(settings, tmp_path):
    settings.BACKUP_STAMP = str(tmp_path / "last")
    assert math.isinf(told()["agraw_backup_age_seconds",])
    (tmp_path / "last").touch()
    os.utime(tmp_path / "last", (time.time() - 3600,) * 2)
    assert 3600 <= told()["agraw_backup_age_seconds",] < 3700


def test_room_connections_and_listeners_are_told(monkeypatch):
    monkeypatch.setattr("shutil.disk_usage", lambda folder: shutil._ntuple_diskusage(200, 150, 50))
    found = told()
    assert found["agraw_disk_free_ratio", "media"] == found["agraw_disk_free_ratio", "temporary"] == 0.25
    assert 0 < found["agraw_connections_ratio",] < 1
    assert found["agraw_live_heard",] == 0  # nobody listens in a test
    monkeypatch.setattr("core.live.bus.is_heard", lambda: True)
    assert told()["agraw_live_heard",] == 1


def test_what_there_is_not_is_not_told():
    """No log is kept here and nothing streams: no figure, so that no alert can be wrong."""
    names = {name for name, *_labels in told()}
    assert not {"agraw_archive_age_seconds", "agraw_archive_failing", "agraw_replica_behind_seconds"} & names


def test_a_database_that_is_away_is_told_and_the_rest_goes_on(monkeypatch):
    def away(*args, **kwargs):
        raise OperationalError("away")

    metrics.count("home", "GET", "200", 0.01)
    monkeypatch.setattr(connection, "cursor", away)
    found = told()
    assert found["agraw_database_up",] == 0
    assert found["agraw_requests_total", "GET", "home", "200"] >= 1


def test_processes_that_share_a_folder_answer_for_all(tmp_path):
    """Two processes count; a third tells the sum: the figures of a server with several workers."""
    import subprocess  # noqa: PLC0415 -- processes of this test alone
    import sys  # noqa: PLC0415

    environment = os.environ | {
        "PROMETHEUS_MULTIPROC_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "config.settings_test",
    }
    setup = "import django; django.setup(); from config.watching import metrics; "
    for _worker in range(2):
        one = f"{setup}metrics.count('home', 'GET', '200', 0.1)"
        subprocess.run([sys.executable, "-c", one], env=environment, check=True)
    all_of_them = f"{setup}print(metrics.text(with_house=False).decode())"
    said = subprocess.run(
        [sys.executable, "-c", all_of_them], env=environment, check=True, capture_output=True, text=True
    )
    assert 'agraw_requests_total{method="GET",route="home",status="200"} 2.0' in said.stdout
