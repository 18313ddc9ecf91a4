"""Make the database and the static files ready, in one process; with `--no-demonstration`, without what it made up."""

import hashlib
import io
import logging
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings_dev")

import django  # noqa: E402 -- the path and the settings come first

logging.disable(logging.INFO)
django.setup()

from django.apps import apps  # noqa: E402
from django.conf import settings  # noqa: E402
from django.contrib.staticfiles.finders import get_finders  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.migrations.executor import MigrationExecutor  # noqa: E402

from core.checks import migrations_are_known  # noqa: E402


@contextmanager
def timed(words: str):
    began = time.monotonic()
    print(f"  {words} …", flush=True)
    yield
    print(f"  {words}: {time.monotonic() - began:.1f} s", flush=True)


def migrate() -> None:
    for error in migrations_are_known(databases=["default"]):
        sys.exit(f"agraw: {error.msg} {error.hint}")
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        with timed("tables of the database"):
            call_command("migrate", interactive=False, verbosity=0)


def fill(*, demonstration: bool) -> None:
    """Bring in the law, the information bank's own letters and guides, the territories where there are none, and the
    demonstration; list who can sign in.
    """
    call_command("load_law", stdout=io.StringIO())
    call_command("load_answer_texts", stdout=io.StringIO())
    call_command("load_resources", stdout=io.StringIO())
    if not apps.get_model("territories", "Territory").objects.exists():
        with timed("territories of Morocco"):
            call_command("import_territories")
    if not demonstration:
        call_command("load_courses", stdout=io.StringIO())
        return
    if apps.get_model("spaces", "Space").objects.exists():
        call_command("demo", accounts=True)
    else:
        with timed("demonstration"):
            call_command("demo")


def static_stamp() -> str:
    """Return a hash of the static files' names, sizes and times, and of the way they are stored."""
    seen = hashlib.sha256(repr(settings.STORAGES).encode())
    for finder in get_finders():
        for path, storage in finder.list(apps.get_app_config("staticfiles").ignore_patterns):
            stat = Path(storage.path(path)).stat()
            seen.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return seen.hexdigest()


@contextmanager
def collecting():
    """Collect the static files beside the rest, in a process of their own, when something of them has changed."""
    stamp, now = settings.LOCAL_DIR / "stamps" / "static", static_stamp()
    if stamp.exists() and stamp.read_text() == now and (settings.STATIC_ROOT / "staticfiles.json").exists():
        yield
        return
    command = [sys.executable, "manage.py", "collectstatic", "--no-input", "--clear", "--verbosity", "0"]
    with subprocess.Popen(command, cwd=ROOT) as process:
        try:
            yield
        except BaseException:
            process.terminate()
            raise
        with timed("static files, what is left of them"):
            code = process.wait()
    if code:
        sys.exit("agraw: the static files could not be collected.")
    stamp.write_text(now)


if __name__ == "__main__":
    with collecting():
        migrate()
        fill(demonstration="--no-demonstration" not in sys.argv[1:])
