"""Make the database and the static files ready, in one process."""

import hashlib
import io
import logging
import os
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
from django.core.management import call_command, get_commands  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.migrations.executor import MigrationExecutor  # noqa: E402


@contextmanager
def timed(words: str):
    began = time.monotonic()
    print(f"  {words} …", flush=True)
    yield
    print(f"  {words}: {time.monotonic() - began:.1f} s", flush=True)


def migrate() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        with timed("tables of the database"):
            call_command("migrate", interactive=False, verbosity=0)


def fill() -> None:
    """Bring in the law, and the territories and the demonstration where there are none; list who can sign in."""
    call_command("load_law", stdout=io.StringIO())
    if not apps.get_model("territories", "Territory").objects.exists():
        with timed("territories of Morocco"):
            call_command("import_territories")
    if "demo" not in get_commands():
        return
    if apps.get_model("spaces", "Space").objects.exists():
        call_command("demo", accounts=True)
    else:
        with timed("demonstration"):
            call_command("demo")


def collect() -> None:
    """Collect the static files when one of them, or the way they are stored, has changed."""
    seen = hashlib.sha256(repr(settings.STORAGES).encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = Path(storage.path(path)).stat()
            seen.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    stamp = settings.LOCAL_DIR / "stamps" / "static"
    if stamp.exists() and stamp.read_text() == seen.hexdigest() and settings.STATIC_ROOT.is_dir():
        return
    with timed("static files"):
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(seen.hexdigest())


if __name__ == "__main__":
    migrate()
    collect()
    fill()
