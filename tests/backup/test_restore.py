"""The drill: write, lose the machine, bring it back as it was at a moment; and that the drill itself can fail.

pgBackRest and restic are asked for real, against a folder; so is PostgreSQL, in a cluster of its own.
"""

import datetime
import os
import pwd
import shlex
import shutil
import subprocess
from pathlib import Path

import psycopg
import pytest

from config.watching import gauges
from tests.backup.drill import STRANGER, Drill
from tests.clusters import OWNER, own_folder

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture(scope="module")
def drill(django_db_setup, django_db_blocker):
    """A machine that was lost and brought back as it was at `drill.at`, with the sums of that moment."""
    with django_db_blocker.unblock(), own_folder() as folder:
        drill = Drill(folder)
        drill.begin()
        drill.give_away()
        try:
            drill.write("before-", 300)
            drill.backup("all")
            drill.write("after-", 200)
            drill.write_file("of-this-minute.jpg", "sent after the nightly backup")
            drill.sums, drill.at = drill.cluster.sums(), drill.moment()
            drill.kept = []
            for _time in range(2):
                drill.backup("changes")
                drill.kept.append(drill.snapshots())
            drill.write("too-late-", 100)
            drill.write_file("late.jpg", "later")
            drill.backup("all")
            drill.checked = drill.backup("check").stdout
            drill.kinds = drill.kinds_of_backups()
            drill.lose_everything()
            drill.by_another = drill.backup("restore", check=False, MEDIA_ROOT="/proc/media")
            drill.without_key = drill.restore(check=False, BACKUP_PASSPHRASE="another passphrase altogether")
            drill.cluster.run("sh", "-c", f"rm -rf {drill.cluster.data} {drill.media}")
            drill.restore(drill.at)
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
    assert drill.keys.stat().st_mode & 0o007 == 0


def test_a_file_is_kept_within_the_minute_and_comes_back_as_of_the_moment(drill):
    """`changes` keeps what is new, once; what came after the moment is not there."""
    assert drill.kept == [2, 2]
    assert (drill.media / "of-this-minute.jpg").exists()
    assert not (drill.media / "late.jpg").exists()


def test_each_change_of_the_files_is_seen_and_two_backups_do_not_meet(drill):
    """Another file, one in its place, one gone, other keys. The store is one of its own."""
    store = {"BACKUP_TARGET": f"{drill.cluster.folder}/store-of-files", "BACKUP_DIR": f"{drill.cluster.folder}/home"}
    drill.cluster.run("mkdir", *store.values())
    drill.restic("init", "--quiet", **store)
    photo = drill.media / "photo-2.jpg"
    acts = (
        "true",
        f"echo 1 >{photo}",
        f"echo 2 >{photo}.new; mv {photo}.new {photo}",
        f"rm {photo}",
        f"echo A=1 >>{drill.keys}",
    )
    for number, act in enumerate(acts, start=1):
        subprocess.run(["sh", "-c", act], check=True)
        drill.backup("changes", **store)
        assert drill.snapshots(**store) == number, act
    photo.write_text("while another keeps the files")
    held = f"flock {store['BACKUP_DIR']}/files.lock {drill.script} changes"
    drill.cluster.run("sh", "-c", held, **(drill.environment | store))
    assert drill.snapshots(**store) == len(acts)
    photo.unlink()
    drill.keys.write_text("SIGNATURE_KEY=x\n")


def test_each_file_has_its_owner_again_and_postgresql_reads_its_log(drill):
    """Restored by root, where cluster, media and keys are of two users; as one user, that one owns all."""
    is_root = os.geteuid() == 0
    for path in (drill.media, drill.media / "photo.jpg", drill.keys):
        assert path.stat().st_uid == (STRANGER if is_root else os.geteuid()), path
    owner = drill.cluster.data.stat().st_uid
    assert owner == (pwd.getpwnam(OWNER).pw_uid if is_root else os.geteuid())
    home = Path(drill.environment["BACKUP_DIR"])
    assert {path.stat().st_uid for path in (home, *home.rglob("*"))} == {owner}
    assert (home / "pgbackrest.conf").stat().st_mode & 0o077 == 0


def test_who_cannot_write_everywhere_is_told_before_anything_is_done(drill):
    assert drill.by_another.returncode == 1
    assert "Run it as root" in drill.by_another.stderr


def test_the_first_is_a_full_one_and_the_next_what_changed(drill):
    assert drill.kinds == ["full", "diff"]


def test_a_week_after_the_last_full_one_comes_another(drill, tmp_path):
    """Without one nothing would ever be let go. pgBackRest is asked through a program that makes its answer older."""
    folder = drill.cluster.folder / "older"
    drill.cluster.run("mkdir", folder)
    shift = (
        "import re, sys; print(re.sub(r'\"stop\":(\\d+)', "
        "lambda found: '\"stop\":%d' % (int(found[1]) - 6 * 86400 - 60), sys.stdin.read()))"
    )
    program = f"""#!/bin/sh
case " $* " in
*" info "*) {shutil.which("pgbackrest")} "$@" | python3 -c {shlex.quote(shift)} ;;
*) echo "$@" ;;
esac
"""
    drill.cluster.run("sh", "-c", f"cat >{folder}/pgbackrest <<'END'\n{program}END\nchmod +x {folder}/pgbackrest")
    said = drill.backup("database", PATH=f"{folder}:{os.environ['PATH']}").stdout
    assert "--type=full" in said


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


def test_a_log_that_is_not_kept_is_told(drill):
    """What /metrics and check_installation ask, asked here of a database that keeps its log, and then cannot."""
    cluster = drill.cluster
    cluster.ask("CREATE ROLE who_owns_nothing LOGIN")
    with psycopg.connect(host=str(cluster.socket), user="who_owns_nothing", dbname="agraw", autocommit=True) as line:
        drill.write("kept-", 1)
        drill.send_the_log()
        assert 0 <= line.execute(gauges.ARCHIVE_AGE).fetchone()[1] < 60
        assert line.execute(gauges.ARCHIVE_FAILING).fetchone()[1] == 0
        cluster.ask("ALTER SYSTEM SET archive_command = 'false'")
        cluster.ask("SELECT pg_reload_conf()")
        drill.write("not-kept-", 1)
        cluster.ask("SELECT pg_switch_wal()")
        cluster.until(f"SELECT is_failing = 1 FROM ({gauges.ARCHIVE_FAILING}) asked (label, is_failing)")
        assert line.execute(gauges.ARCHIVE_FAILING).fetchone()[1] == 1
    cluster.ask("ALTER SYSTEM RESET archive_command")
    cluster.ask("SELECT pg_reload_conf()")
    cluster.ask("DELETE FROM core_message WHERE key LIKE '%kept-%'")


def test_nothing_is_written_over(drill):
    refused = drill.restore(check=False)
    assert refused.returncode == 1
    assert "is not empty" in refused.stderr
    elsewhere = drill.cluster.folder / "elsewhere"
    refused = drill.restore(check=False, PGDATA=f"{elsewhere}/data", MEDIA_ROOT=f"{elsewhere}/media")
    assert refused.returncode == 1
    assert f"{drill.keys} is there already" in refused.stderr
