"""Switches that shed load without a release: what costs most and is needed least can rest for an hour.

Each process keeps their state in memory and reads it again every two seconds (`look`, asked by each request before
anything else), so asking costs nothing: a thing that is turned off rests everywhere within two seconds. While the
database is away the last known state holds.
"""

import logging
import threading
import time
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import Error, close_old_connections, transaction
from django.utils.translation import gettext_lazy as _

from core.enums import Load
from core.journal import record
from core.pool import patience

FRESH = 2.0  # seconds
PATIENCE = 0.5  # seconds that a page waits for them

# What people are told while it rests.
RESTING = {
    Load.COUNTS: _("The number of people present is not shown for the moment."),
    Load.SUGGESTIONS: _("The search proposes no other spelling for the moment, and no commune while one types."),
    Load.MAP: _("The map rests for the moment; the list holds the same."),
    Load.LIKENESS: _("What is alike is not looked for while one writes, for the moment."),
}

logger = logging.getLogger(__name__)


class _Memory:
    def __init__(self) -> None:
        self.off: frozenset[str] = frozenset()
        self.read_at = float("-inf")
        self.lock = threading.Lock()


_memory = _Memory()


def is_on(load: Load) -> bool:
    """Tell whether the house does this work now. Asks nobody: what `look` last read holds."""
    return load not in _memory.off


def resting() -> list[Load]:
    """Return what is turned off, as last read."""
    return [load for load in Load if load in _memory.off]


def look() -> None:
    """Read the switches again when they were read more than two seconds ago. One thread reads, the others go on."""
    if time.monotonic() - _memory.read_at < FRESH or not _memory.lock.acquire(blocking=False):
        return
    try:
        _memory.read_at = time.monotonic()
        with patience(PATIENCE):
            read()
    except Error as error:
        logger.warning("The switches could not be read (%s): the last known hold", type(error).__name__)
    finally:
        close_old_connections()
        _memory.lock.release()


def read() -> None:
    """Read the switches now. One query."""
    from core.models import Switch  # noqa: PLC0415 -- app ready

    _memory.off = frozenset(Switch.objects.filter(is_on=False).values_list("load", flat=True))


@transaction.atomic
def turn(load: Load, *, on: bool, by: Any) -> None:
    """Turn a piece of work on or off, and write it in the journal; turned as it is already, nothing happens.

    `by` holds the right to change a switch, or is the account of the system (a command of the operator). Raises
    `PermissionDenied`.
    """
    from core.models import Switch  # noqa: PLC0415 -- app ready

    if not (by.is_system or by.has_perm("core.change_switch")):
        raise PermissionDenied
    Switch.objects.get_or_create(load=load)
    row = Switch.objects.select_for_update(no_key=True).get(load=load)
    if row.is_on != on:
        row.is_on = on
        row.save(update_fields=["is_on", "changed_at"])
        record(row, "turned_on" if on else "turned_off", by=by)
    transaction.on_commit(read)
