"""The drill: write, lose the machine, bring it back as it was at a moment; and that the drill itself can fail.

pgBackRest and restic are asked for real, against a folder; so is PostgreSQL, in a cluster of its own.
"""

import datetime
from pathlib import Path

import pytest

from tests.backup.drill import Drill
from tests.clusters import own_folder

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture(scope="module")
def drill(django_db_setup, django_db_blocker):
    """A machine that was lost and brought back as it was at `drill.at`, with the sums of that moment."""
    with django_db_blocker.unblock(), own_folder() as folder:
        drill = Drill(folder)
        drill.begin()
        try:
            drill.write("before-", 300)
            drill.backup("all", "full")
            drill.write("after-", 200)
            drill.sums, drill.at = drill.cluster.sums(), drill.moment()
            drill.write("too-late-", 100)
            drill.write_file("late.jpg", "later")
            drill.backup("all")
            drill.checked = drill.backup("check").stdout
            drill.lose_everything()
            drill.without_key = drill.backup("restore", check=False, BACKUP_PASSPHRASE="another passphrase altogether")
            drill.cluster.run("sh", "-c", f"rm -rf {drill.cluster.data} {drill.media}")
            drill.backup("restore", drill.at)
            drill.cluster.start()
            drill.cluster.until("SELECT NOT pg_is_in_recovery()")
            yield drill
        finally:
            drill.cluster.stop("immediate")


def test_every_table_is_as_it_was_at_the_moment(drill):
    assert drill.cluster.sums() == drill.sums
    (count,) = drill.cluster.ask("SELECT count(*) FROM core_message WHERE key LIKE 'after-%'")[0]
    assert count == 200  # written after the base backup: the log has them


def test_files_and_keys_come_back(drill):
    assert (drill.media / "photo.jpg").read_text() == "a photo\n"
    assert drill.keys.read_text() == "SIGNATURE_KEY=x\n"
    assert drill.keys.stat().st_mode & 0o077 == 0


def test_the_drill_sees_a_changed_row(drill):
    drill.cluster.ask("UPDATE core_message SET body = 'آخر' WHERE key = 'before-7'")
    changed = drill.cluster.sums()
    assert [table for table in drill.sums if changed[table] != drill.sums[table]] == ["core_message"]
    drill.cluster.ask("UPDATE core_message SET body = 'نص' WHERE key = 'before-7'")
    assert drill.cluster.sums() == drill.sums


def test_without_the_passphrase_nothing_is_read(drill):
    assert drill.without_key.returncode
    store = Path(drill.environment["BACKUP_TARGET"])
    assert not any(b"before-7" in path.read_bytes() for path in store.rglob("*") if path.is_file())


def test_the_store_is_whole_and_fresh(drill):
    assert "The stores are whole" in drill.checked
    assert str(datetime.date.today().year) in drill.checked  # noqa: DTZ011 -- said in the machine's own time


def test_nothing_is_written_over(drill):
    refused = drill.backup("restore", check=False)
    assert refused.returncode == 1
    assert "is not empty" in refused.stderr
