"""A machine that is backed up, lost, and brought back: the tools of the drill and of `script/bench restore`."""

import json
import os
import pwd
import shutil
import subprocess
from pathlib import Path

from tests.clusters import OWNER, Cluster, programs

STRANGER = 10001  # the number of the user that the application runs as, in containers
BACKUP = Path(__file__).resolve().parents[2] / "deploy/backup/agraw-backup"
WRITE = """INSERT INTO core_message
    (key, channel, "to", subject, body, state, attempts, error, created_at, html, stop_url)
SELECT %s || n, 'mail', 'x@example.org', '', 'نص', 'sent', 1, '', now(), '', '' FROM generate_series(1, %s) n"""


class Drill:
    """A machine with a database, files and keys, and the store that they are backed up to."""

    def __init__(self, folder: Path):
        self.cluster = Cluster(folder, programs())
        self.media, self.keys = folder / "media", folder / "agraw.env"
        self.script = folder / "agraw-backup"  # where the owner of the cluster can read it
        shutil.copy(BACKUP, self.script)
        self.script.chmod(0o755)
        self.environment = {
            "BACKUP_TARGET": str(folder / "store"), "BACKUP_PASSPHRASE": "a passphrase of some length",
            "MEDIA_ROOT": str(self.media), "BACKUP_KEYS": str(self.keys), "BACKUP_DIR": str(folder / "backup"),
            "HOME": str(folder),
        }  # fmt: skip

    def backup(self, *words: str, check: bool = True, **changed: str):
        return self.cluster.run(self.script, *words, check=check, **(self.environment | changed))

    def restore(self, *words: str, check: bool = True, **changed: str):
        """Bring it back as the handbook says: as root, where the files have several owners."""
        command = [str(self.script), "restore", *words]
        environment = self.cluster.environment | self.environment | changed
        done = subprocess.run(command, env=environment, capture_output=True, text=True, errors="replace", cwd="/")
        if check and done.returncode:
            raise AssertionError(f"{' '.join(command)}:\n{done.stdout}\n{done.stderr}")
        return done

    def give_away(self) -> None:
        """Let media and keys be another user's, as in service, whom root alone can be: the cluster's owner may read."""
        if os.geteuid() == 0:
            group = pwd.getpwnam(OWNER).pw_gid
            for path, mode in ((self.media, 0o770), (self.media / "photo.jpg", 0o640), (self.keys, 0o640)):
                os.chown(path, STRANGER, group)
                path.chmod(mode)

    def begin(self, fsync: str = "off") -> None:
        conf = f"{self.environment['BACKUP_DIR']}/pgbackrest.conf"
        archive = f"'pgbackrest --config={conf} --stanza=agraw archive-push %p'"
        self.cluster.make(
            archive_mode="on", archive_timeout="50s", wal_level="replica", fsync=fsync, archive_command=archive
        )  # fmt: skip
        self.cluster.start()
        self.cluster.fill()
        self.write_file("photo.jpg", "a photo")
        self.cluster.run("sh", "-c", f"umask 077; echo SIGNATURE_KEY=x >{self.keys}")
        self.backup("setup")

    def kinds_of_backups(self) -> list[str]:
        """Return the kinds of the base backups in the store, oldest first."""
        conf = f"{self.environment['BACKUP_DIR']}/pgbackrest.conf"
        said = self.cluster.run("pgbackrest", f"--config={conf}", "--stanza=agraw", "info", "--output=json").stdout
        return [one["type"] for stanza in json.loads(said) for one in stanza["backup"]]

    def restic(self, *words: str, **changed: str) -> str:
        """Ask the store of the files and return what is said."""
        told = self.environment | changed
        store = {"RESTIC_REPOSITORY": f"{told['BACKUP_TARGET']}/files", "RESTIC_PASSWORD": told["BACKUP_PASSPHRASE"]}
        return self.cluster.run("restic", *words, HOME=told["HOME"], **store).stdout

    def snapshots(self, **changed: str) -> int:
        """Return how many times the files stand in the store."""
        return len(json.loads(self.restic("snapshots", "--json", **changed)))

    def write(self, key: str, count: int) -> None:
        self.cluster.ask(WRITE, key, count)

    def write_file(self, name: str, words: str) -> None:
        self.cluster.run("sh", "-c", f"mkdir -p {self.media}; echo {words} >{self.media}/{name}")

    def moment(self) -> str:
        """Return the moment of the database, as people write it."""
        return self.cluster.ask("SELECT clock_timestamp()::text")[0][0]

    def send_the_log(self) -> None:
        """Have what was written so far sent to the store, as happens by itself within a minute."""
        self.cluster.ask("SELECT pg_switch_wal()")
        self.cluster.until(
            "SELECT last_archived_wal >= pg_walfile_name(pg_current_wal_lsn() - 1) FROM pg_stat_archiver"
        )

    def lose_everything(self) -> None:
        """Lose the machine, all but the store: as when its disk burns, a minute after its log was last sent."""
        self.send_the_log()
        self.cluster.destroy()
        for path in (self.media, Path(self.environment["BACKUP_DIR"])):
            shutil.rmtree(path)
        self.keys.unlink()
