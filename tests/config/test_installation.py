"""check_installation: each thing is broken, and the operator is told of it in words."""

import datetime
import io
import json
import os
import socket
import threading
import time
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils.timezone import now
from django.utils.translation import override

from config.installation import contents, database, look_at_everything, machine, services
from config.installation.findings import Level
from core.enums import Channel, Delivery
from core.models import LegalRule, Message
from core.queue import defer

pytestmark = pytest.mark.django_db
GOOD = "k7Qz0pLw3nVb8sXy2mRt6uJh1dGf4aCe9oIqEWTYPASDHKZXNMlj5rvB"


def levels(look) -> set[str]:
    """Return how bad what a look finds is; each finding that is not well has words."""
    with override("en"):
        found = list(look())
    assert found
    assert all(bool(one.words) == (one.level != Level.WELL) for one in found)
    return {str(one.level) for one in found}


def words(look) -> str:
    with override("en"):
        return " ".join(one.words for one in look())


@pytest.fixture
def production(settings, tmp_path):
    """An installation where all is set as it should be."""
    settings.SECRET_KEY, settings.SIGNATURE_KEY = GOOD, GOOD[::-1]
    settings.SITE_URL, settings.ALLOWED_HOSTS, settings.TRUSTED_PROXIES = "https://agraw.ma", ["agraw.ma"], 1
    settings.MEDIA_ROOT = tmp_path
    settings.BACKUP_STAMP = str(tmp_path / "last")
    (tmp_path / "last").touch()
    settings.VAPID_PRIVATE_KEY = "a key"
    settings.SMS_BACKEND, settings.SMS_HTTP_URL, settings.SMS_HTTP_TOKEN = "http", "https://sms.example.ma", "token"
    return settings


def test_what_is_set_well_is_well(production):
    for look in (machine.secrets, machine.address, machine.zone, machine.media, services.backup, services.push):
        assert levels(look) == {"ok"}, look
    assert levels(services.text_messages) == {"ok"}
    for look in (database.version, database.extensions, database.migrations, database.clock):
        assert levels(look) == {"ok"}, look


def test_secrets_that_are_short_known_or_the_same(production, monkeypatch):
    for wrong in ("", "short", "a" * 60, "django-insecure-" + GOOD, "at-least-50-random-characters" * 2):
        monkeypatch.setattr(machine, "_set", lambda name, value=wrong: value)
        assert levels(machine.secrets) == {"failing"}, wrong
    monkeypatch.undo()
    production.SECRET_KEY = production.SIGNATURE_KEY
    assert "SIGNATURE_KEY is SECRET_KEY" in words(machine.secrets)


@pytest.mark.parametrize(
    ("name", "value", "level"),
    [
        ("SITE_URL", "http://agraw.ma", "failing"),
        ("ALLOWED_HOSTS", ["other.ma"], "failing"),
        ("ALLOWED_HOSTS", ["*"], "failing"),
        ("TRUSTED_PROXIES", 0, "doubtful"),
    ],
)
def test_an_address_that_does_not_lead_here(production, name, value, level):
    setattr(production, name, value)
    assert levels(machine.address) == {level}


def test_a_time_zone_that_is_unknown_or_old(settings):
    settings.TIME_ZONE = "Africa/Nowhere"
    assert "tzdata" in words(machine.zone)
    settings.TIME_ZONE = "Africa/Accra"  # as an old file has Morocco: at UTC
    assert levels(machine.zone) == {"failing"}


def test_media_that_cannot_be_written(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "nothing"
    assert str(tmp_path / "nothing") in words(machine.media)
    assert levels(machine.media) == {"failing"}


@pytest.mark.parametrize(("free", "level"), [(1, "failing"), (5, "doubtful"), (50, "ok")])
def test_a_disk_that_fills(monkeypatch, free, level):
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda folder: (100, 100 - free, free))
    assert levels(machine.room) == {level}


def test_a_release_that_was_not_made_ready(settings, tmp_path):
    settings.STATIC_ROOT = settings.LOCAL_DIR = settings.BASE_DIR = tmp_path
    said = words(machine.files)
    assert all(what in said for what in ("static files", "translations", "fonts"))


def test_a_machine_without_pango(monkeypatch):
    monkeypatch.setattr(machine.pdf, "is_here", lambda: False)
    assert levels(machine.printing) == {"doubtful"}


def test_a_database_that_is_away(monkeypatch):
    def away(*args):
        raise OperationalError("connection refused\nmore")

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(connection, "cursor", away)
        assert "connection refused. Check DATABASE_URL" in words(database.reachable)
        names = {one.name: one.level for one in look_at_everything()}
    assert names["database"] == "failing"
    assert "migrations" not in names


def answers(monkeypatch, rows):
    monkeypatch.setattr(database, "_ask", lambda sql: rows)


def test_a_database_that_is_old_or_lacks_something(monkeypatch):
    answers(monkeypatch, [("140009",)])
    assert levels(database.version) == {"failing"}
    answers(monkeypatch, [("postgis",), ("unaccent",)])
    assert "btree_gin, pg_trgm" in words(database.extensions)
    answers(monkeypatch, [(time.time() + 90,)])
    assert "90 seconds" in words(database.clock) or "89 seconds" in words(database.clock)


def test_tables_of_another_release():
    ((app, newest),) = MigrationLoader(connection).graph.leaf_nodes("core")
    MigrationRecorder.Migration.objects.filter(app=app, name=newest).delete()
    assert f"{app}.{newest}" in words(database.migrations)


def test_a_journal_that_can_be_rewritten():
    with connection.cursor() as cursor:
        for table, trigger in (("core_entry", "core_entry_no_truncate"), ("core_seal", "core_seal_no_truncate")):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {trigger}")
        assert levels(database.journal) == {"doubtful"}  # the owner of the tables
        cursor.execute("CREATE ROLE agraw_app_of_a_test")
        call_command("grant_app", "agraw_app_of_a_test", stdout=io.StringIO())
        cursor.execute("SET LOCAL ROLE agraw_app_of_a_test")
        assert levels(database.journal) == {"ok"}
        cursor.execute("SELECT has_table_privilege('core_entry', 'INSERT'), has_table_privilege('core_seal', 'INSERT')")
        assert cursor.fetchone() == (True, False)
        cursor.execute("RESET ROLE")
        cursor.execute("ALTER TABLE core_entry DISABLE TRIGGER core_entry_append_only")
        assert "core_entry_append_only" in words(database.journal)


def test_a_journal_that_outgrows_its_table_or_its_parts(monkeypatch):
    assert levels(database.journal_size) == {"ok"}
    monkeypatch.setattr(database, "LARGE_JOURNAL", -1)
    assert "cut it into parts" in words(database.journal_size)
    monkeypatch.setattr(database.journal_parts, "STEP", 10)
    call_command("cut_journal", stdout=io.StringIO())
    assert levels(database.journal_size) == {"ok"}
    monkeypatch.setattr(database.journal_parts, "STEP", 100)  # as if most of the parts were full
    assert "soon be full" in words(database.journal_size)


@pytest.fixture
def postman():
    """A mail server that says yes to everything; gives its port."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve():
            one, _address = server.accept()
            with one, one.makefile("rwb", buffering=0) as wire:
                wire.write(b"220 here\r\n")
                for line in wire:
                    wire.write(b"221 bye\r\n" if line.lower().startswith(b"quit") else b"250 yes\r\n")

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        thread.join(5)


def test_a_mail_server_that_answers_and_one_that_does_not(settings, postman):
    def mailers(port):
        options = {"host": "127.0.0.1", "port": port, "use_tls": False, "username": "", "password": ""}
        return {"default": {"BACKEND": "-", "OPTIONS": options}}

    settings.MAILERS = mailers(postman)
    assert levels(services.mail) == {"ok"}
    settings.MAILERS = mailers(1)
    assert "127.0.0.1:1" in words(services.mail)
    assert levels(services.mail) == {"failing"}


def test_text_messages_and_notifications_that_nobody_gets(production):
    production.SMS_BACKEND = "console"
    assert levels(services.text_messages) == {"doubtful"}
    production.SMS_BACKEND, production.SMS_HTTP_TOKEN = "http", ""
    assert levels(services.text_messages) == {"failing"}
    production.VAPID_PRIVATE_KEY = ""
    assert "make_push_keys" in words(services.push)


def test_a_backup_that_is_old_or_unknown(production, tmp_path):
    os.utime(tmp_path / "last", (time.time() - 30 * 3600,) * 2)
    assert levels(services.backup) == {"failing"}
    production.BACKUP_STAMP = ""
    assert levels(services.backup) == {"doubtful"}


@pytest.mark.parametrize(
    ("age", "is_failing", "level"),
    [({}, {}, "doubtful"), ({"": 40}, {"": 0}, "ok"), ({"": 200}, {"": 0}, "failing"), ({"": 40}, {"": 1}, "failing")],
)
def test_a_log_of_changes_that_does_not_leave_the_machine(monkeypatch, age, is_failing, level):
    monkeypatch.setattr(services.gauges, "archive_age", lambda: age)
    monkeypatch.setattr(services.gauges, "archive_failing", lambda: is_failing)
    assert levels(services.log_kept) == {level}


@pytest.mark.parametrize(("behind", "level"), [({}, "ok"), ({"": 2}, "ok"), ({"": float("inf")}, "doubtful")])
def test_a_replica_that_is_away(monkeypatch, behind, level):
    monkeypatch.setattr(database.gauges, "replica_behind", lambda: behind)
    assert levels(database.replica) == {level}


def test_a_bus_that_is_away(settings):
    assert levels(services.live) == {"doubtful"}  # nobody listens in a test
    settings.LIVE_BUS, settings.REDIS_URL = "redis", "redis://127.0.0.1:1/0"
    assert levels(services.live) == {"failing"}


def test_a_worker_that_died_and_what_waits_for_it():
    assert levels(services.worker) == {"failing"}
    assert levels(services.jobs) == levels(services.messages) == {"ok"}
    defer("core.sweep", timestamp=0)
    row = Message.objects.create(key="k", channel=Channel.MAIL, to="a@example.org", body="b")
    Message.objects.filter(pk=row.pk).update(created_at=now() - datetime.timedelta(hours=1))
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
        cursor.execute("UPDATE procrastinate_events SET at = now() - interval '20 minutes'")
    assert levels(services.worker) == {"ok"}
    assert "20 minutes" in words(services.jobs)
    assert "60 minutes" in words(services.messages)
    Message.objects.update(state=Delivery.UNCERTAIN)
    assert "manage.py outbox" in words(services.messages)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed'")
    assert levels(services.jobs) == {"doubtful"}


def test_a_law_and_territories_that_are_missing():
    LegalRule.objects.all().delete()
    assert "load_law" in words(contents.law)
    assert "Only 0 of 1503" in words(contents.territories)


@pytest.mark.parametrize(("lang", "said"), [("en_US.UTF-8", "Only 0 of 1503"), ("fr_MA.UTF-8", ""), ("ar_MA", "")])
def test_the_command_speaks_the_terminals_language_and_json(monkeypatch, capsys, lang, said):
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", lang)
    found = SimpleNamespace(name="territories", level=Level.FAILING, words="Only 0 of 1503 communes")
    if lang.startswith("en"):
        with pytest.raises(SystemExit) as ended:
            call_command("check_installation")
        assert ended.value.code == 1
        assert said in capsys.readouterr().out
    place = "config.management.commands.check_installation.look_at_everything"
    monkeypatch.setattr(place, lambda: [found])
    with pytest.raises(SystemExit):
        call_command("check_installation", "--json")
    assert json.loads(capsys.readouterr().out) == [{"name": "territories", "level": "failing", "words": found.words}]
    found.level = Level.DOUBTFUL
    call_command("check_installation")
    with pytest.raises(SystemExit):
        call_command("check_installation", "--strict")
