"""Making the files of open data: one dataset at a time, each new file in place of the one before it."""

import datetime
from collections.abc import Iterable
from contextlib import ExitStack

from django.core.files.base import File
from django.core.files.storage import Storage
from django.db import connection, transaction
from django.utils.timezone import localtime, now

from core import queue
from opendata.models import Dump
from opendata.tables import DATASETS
from opendata.writing import Written, write

MAKE = "opendata.make"  # the job that makes one dataset


def ask_for_all() -> int:
    """Ask the worker for every dataset, one job each, so that one that fails keeps no other; return how many."""
    return sum(_ask_for(slug) for slug in DATASETS)


def _ask_for(slug: str) -> bool:
    # One at a time: what was read before something was hidden may not come after what was read since.
    return queue.defer(MAKE, lock=f"{MAKE}:{slug}", alone=f"{MAKE}:{slug}", slug=slug)


def take_down(slugs: Iterable[str], *, since: datetime.datetime | None = None) -> None:
    """Take the files of these datasets away that show a moment after `since`, all of them without it, and ask for new
    ones; those that were never written are not asked for.
    """
    rows = Dump.objects.filter(dataset__in=list(slugs))
    rows = list(rows.filter(read_at__gte=since) if since else rows)
    _remove(rows)
    for slug in {row.dataset for row in rows}:
        _ask_for(slug)


def _remove(rows: list[Dump]) -> None:
    files: list[tuple[Storage, str]] = [(row.file.storage, row.file.name) for row in rows if row.file]
    Dump.objects.filter(pk__in=[row.pk for row in rows]).delete()
    transaction.on_commit(lambda: [storage.delete(name) for storage, name in files])


def make(slug: str) -> list[Dump]:
    """Write every format of a dataset and put the new files in place of the old ones, all of them or none.

    The rows are read in one transaction that sees one moment: all formats say the same. Memory holds a few hundred
    rows. Who is fetching the file before it gets it whole. Raises `KeyError` for a dataset that there is not.
    """
    dataset, moment = DATASETS[slug], now()
    with ExitStack() as stack:
        with transaction.atomic():
            _see_one_moment()
            files = list(write(dataset, stack))
        saved: list[tuple[Storage, str]] = []
        try:
            with transaction.atomic():
                return [_replace(slug, kind, written, moment, saved) for kind, written in files]
        except BaseException:
            for storage, name in saved:
                storage.delete(name)
            raise


def _see_one_moment() -> None:
    """Have this transaction read the state of one moment; inside another one (a test's) that is not ours to say."""
    if len(connection.savepoint_ids) == 0 and not connection.needs_rollback:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")


def _replace(slug: str, kind: str, written: Written, moment: datetime.datetime, saved: list) -> Dump:
    before = Dump.objects.select_for_update(of=("self",)).filter(dataset=slug, format=kind).first()
    row = before or Dump(dataset=slug, format=kind)
    storage, old = row.file.storage, row.file.name
    name = f"open-data/{slug}-{localtime(moment):%Y%m%d%H%M%S}.{kind}"
    row.file.name = storage.save(name, File(written.file))
    saved.append((storage, row.file.name))
    row.rows, row.size, row.sha256, row.read_at = written.rows, written.size, written.digest.hexdigest(), moment
    row.save()
    if old:
        transaction.on_commit(lambda: storage.delete(old))
    return row


def tidy() -> int:
    """Remove the files of datasets that there are no more; return how many."""
    known = {(slug, kind) for slug, dataset in DATASETS.items() for kind in dataset.formats}
    gone = [row for row in Dump.objects.all() if (row.dataset, row.format) not in known]
    _remove(gone)
    return len(gone)
