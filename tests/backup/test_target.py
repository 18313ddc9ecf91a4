"""Where the backup goes: a bucket is asked for under the same names at each command, restoring too.

pgBackRest and restic are programs of our own here, which write down how they were called; against a folder they are
asked for real in `test_restore.py`.
"""

import os
import subprocess

import pytest

from tests.backup.drill import BACKUP

S3 = {
    "BACKUP_TARGET": "s3://commune/backups/agraw", "BACKUP_S3_ENDPOINT": "s3.example.org", "AWS_ACCESS_KEY_ID": "key",
    "AWS_SECRET_ACCESS_KEY": "secret", "BACKUP_PASSPHRASE": "a passphrase of some length",
}  # fmt: skip


@pytest.fixture
def backup(tmp_path):
    """Run the backup's program; `told` are the lines of its configuration, `asked` what restic was asked for."""
    programs = {
        "pgbackrest": 'mkdir -p "$PGDATA"; touch "$PGDATA/PG_VERSION"',
        "restic": f'echo "$RESTIC_REPOSITORY $1" >>{tmp_path}/asked',
    }
    for name, does in programs.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{does}\n")
        (tmp_path / name).chmod(0o755)
    place = {"PGDATA": "data", "MEDIA_ROOT": "media", "BACKUP_DIR": "home", "BACKUP_KEYS": "keys/env"}
    environment = os.environ | S3 | {name: str(tmp_path / folder) for name, folder in place.items()}
    environment["PATH"] = f"{tmp_path}:{os.environ['PATH']}"

    def run(command, **changed):
        done = subprocess.run([BACKUP, command], env=environment | changed, capture_output=True, text=True, check=False)
        conf, asked = tmp_path / "home/pgbackrest.conf", tmp_path / "asked"
        done.told = conf.read_text().splitlines() if conf.exists() else []
        done.asked = asked.read_text().splitlines() if asked.exists() else []
        return done

    return run


@pytest.mark.parametrize("command", ["setup", "restore"])
def test_a_bucket_has_the_same_names_whatever_is_asked_of_it(backup, command):
    done = backup(command)
    assert "repo1-s3-bucket=commune" in done.told, done.stderr
    assert "repo1-path=/backups/agraw/database" in done.told
    assert {line.split()[0] for line in done.asked} == {"s3:https://s3.example.org/commune/backups/agraw/files"}


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("s3://commune", "names a bucket and a path"),
        ("backups", "is a folder"),
        ("s3:/commune/x", "is a folder"),
    ],
)
def test_a_target_that_cannot_be_is_said_before_anything_is_done(backup, target, said):
    done = backup("setup", BACKUP_TARGET=target)
    assert done.returncode == 1
    assert said in done.stderr
    assert done.told == []


def test_a_volume_that_is_not_there_is_not_taken_for_one_where_nothing_changed(backup, tmp_path):
    for folder in ("media", "keys"):
        (tmp_path / folder).mkdir()
    (tmp_path / "keys/env").touch()
    assert backup("setup").returncode == 0
    assert backup("changes").asked[-1].endswith("backup")
    (tmp_path / "media").rmdir()
    done = backup("changes")
    assert done.returncode != 0
    assert "media" in done.stderr
