"""Which pages are explained by voice, kept in the memory of each process: a page asks the database for none of it.

The memory is read again after `FRESH` seconds, and at once in the process where something was put in or taken away: a
recording that is gone elsewhere is no longer heard (404), its button stands a minute at most.
"""

import time
from dataclasses import dataclass, field

from django.conf import settings

from plain.enums import FIRST, Tongue
from plain.models import HelpRecording
from spaces.enums import SpaceState

FRESH = 60.0  # seconds


@dataclass
class Shelf:
    """Recordings by commune (a territory's key; None for the Lab) and page: the key of each language's."""

    help: dict[tuple[int | None, str], dict[str, int]] = field(default_factory=dict)
    read_at: float = -FRESH


_shelf = Shelf()


def read() -> None:
    """Read the shelf from the database: one query."""
    found: dict[tuple[int | None, str], dict[str, int]] = {}
    rows = HelpRecording.objects.exclude(space__state=SpaceState.DRAFT)
    for pk, commune, key, tongue in rows.values_list("pk", "space__commune", "key", "tongue"):
        found.setdefault((commune, key), {})[tongue] = pk
    _shelf.help, _shelf.read_at = found, time.monotonic()


def forget() -> None:
    """Forget what was read: the next page reads it again."""
    _shelf.help, _shelf.read_at = {}, -FRESH


def heard(commune: int | None, key: str) -> dict[str, int]:
    """Return the recordings of a page, `{tongue: key of the recording}`: the commune's, and the Lab's for the rest."""
    if getattr(settings, "READ_SHELF", True) and time.monotonic() - _shelf.read_at >= FRESH:
        read()
    return _shelf.help.get((None, key), {}) | _shelf.help.get((commune, key), {})


def chosen(found: dict[str, int], wanted: str, language: str) -> tuple[str, int] | None:
    """Return the language to be heard first and its recording: the one she chose, else by the language of the page."""
    order = [wanted, *FIRST.get(language, ()), *Tongue.values]
    tongue = next((one for one in order if one in found), None)
    return (tongue, found[tongue]) if tongue else None
