"""PostgreSQL clusters of a test's own, beside the one of the tests: to be destroyed, restored, copied."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
from django.db import connection

OWNER = "postgres"  # PostgreSQL refuses to run as root
SETTINGS = {"listen_addresses": "''", "shared_buffers": "32MB", "max_connections": "40", "jit": "off"}


class Cluster:
    """A cluster in `folder`: its files, its socket beside them, one superuser `agraw`, one database `agraw`."""

    def __init__(self, folder: Path, programs: Path, name: str = "main"):
        self.folder, self.programs = folder, programs
        self.data, self.socket, self.log = folder / name, folder / f"{name}-run", folder / f"{name}.log"
        self.environment = os.environ | {
            "PGDATA": str(self.data), "PGHOST": str(self.socket), "PGUSER": "agraw", "PGDATABASE": "agraw",
        }  # fmt: skip

    def run(self, *command: str | Path, check: bool = True, **environment: str) -> subprocess.CompletedProcess:
        """Run a program as the owner of the files; raise with what it said when it fails."""
        words = [str(word) for word in command]
        if os.geteuid() == 0:
            words = ["runuser", "-u", OWNER, "--", *words]
        done = subprocess.run(
            words, env=self.environment | environment, capture_output=True, text=True, errors="replace", cwd="/"
        )
        if check and done.returncode:
            raise AssertionError(f"{' '.join(words)}:\n{done.stdout}\n{done.stderr}")
        return done

    def make(self, **settings: str) -> None:
        """Make the cluster, with these settings beside the house's."""
        self.run(
            self.programs / "initdb", "-D", self.data, "-U", "agraw", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8",
            "--locale-provider=icu", "--icu-locale=und",
        )  # fmt: skip
        self.configure(**SETTINGS | settings)

    def configure(self, **settings: str) -> None:
        lines = "".join(f"{name} = {value}\n" for name, value in settings.items())
        self.run("sh", "-c", f"cat >>{self.data}/postgresql.conf <<'END'\n{lines}END\n")

    def start(self) -> None:
        self.run("mkdir", "-p", "-m", "0700", self.socket)
        self.run(
            self.programs / "pg_ctl", "-D", self.data, "-l", self.log, "-o", f"-k {self.socket}", "-w", "-t", "60",
            "-s", "start",
        )  # fmt: skip

    def stop(self, how: str = "fast") -> None:
        if (self.data / "postmaster.pid").exists():
            self.run(self.programs / "pg_ctl", "-D", self.data, "-m", how, "-w", "-s", "stop", check=False)

    def destroy(self) -> None:
        self.stop("immediate")
        shutil.rmtree(self.data)

    def url(self, user: str = "agraw") -> str:
        """Return the address of the database, as `DATABASE_URL` is written."""
        return f"postgis://{user}@{quote(str(self.socket), safe='')}/agraw"

    def connect(self, dbname: str = "agraw") -> psycopg.Connection:
        return psycopg.connect(host=str(self.socket), user="agraw", dbname=dbname, autocommit=True)

    def ask(self, sql: str, *values) -> list[tuple]:
        """Run one statement; return its rows, if it has any."""
        with self.connect() as line:
            cursor = line.execute(sql, values or None)
            return cursor.fetchall() if cursor.description else []

    def until(self, sql: str, patience: float = 60) -> None:
        """Wait until a question is answered with true, at most `patience` seconds."""
        end = time.monotonic() + patience
        while True:
            try:
                if self.ask(sql)[0][0]:
                    return
            except psycopg.Error:
                pass
            assert time.monotonic() < end, f"never: {sql}"
            time.sleep(0.1)

    def fill(self) -> None:
        """Make the database, with the tables and the rows of the tests' own."""
        told = connection.get_connection_params()
        line = [f"--host={told['host']}", f"--username={told['user']}", told["dbname"]]
        self.run(self.programs / "createdb", "--maintenance-db=postgres", "agraw")
        dump = subprocess.run([self.programs / "pg_dump", *line], env=os.environ, capture_output=True, check=True)
        file = self.folder / "dump.sql"
        file.write_bytes(dump.stdout)
        file.chmod(0o644)
        self.run(self.programs / "psql", "-q", "-v", "ON_ERROR_STOP=1", "-o", "/dev/null", "-f", file)

    def sums(self) -> dict[str, str]:
        """Return a checksum of all rows of each table."""
        with self.connect() as line:
            tables = line.execute(
                "SELECT quote_ident(relname) FROM pg_class WHERE relkind IN ('r', 'p') AND NOT relispartition "
                "AND relnamespace = 'public'::regnamespace ORDER BY 1"
            ).fetchall()
            return {
                table: line.execute(
                    f"SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') FROM {table} t"  # noqa: E501
                ).fetchone()[0]
                for (table,) in tables
            }


@contextmanager
def own_folder() -> Iterator[Path]:
    """Give a folder that the owner of a cluster can write in; it is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="agraw-"))
    if os.geteuid() == 0:
        try:
            owner = pwd.getpwnam(OWNER)
        except KeyError:
            raise AssertionError("a cluster of its own needs the user postgres, or not to be root") from None
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def programs() -> Path:
    """Return the folder of PostgreSQL's programs, as the tests' own server has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT setting FROM pg_config WHERE name = 'BINDIR'")
        return Path(cursor.fetchone()[0])
