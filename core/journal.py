"""The append-only journal: who moved what, when and why.

The database refuses to change or delete a row, and closes each row into a hash chain when its transaction commits
(`core.models.Seal`, migration `0003_journal_seals`). `manage.py verify_journal` recomputes the chain.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, models, transaction

from core.composed import Composed
from core.text import clean_text

# The canonical text of an entry, written out here too: whoever changed the database's own function would be found out.
CANONICAL = """jsonb_build_array(
    e.id, (extract(epoch FROM e.at) * 1000000)::bigint, e.subject, e.action, e.axis, e.source, e.target, e.by_id,
    e.note, e.data
)::text"""
FIRST = bytes(32)
BATCH = 5_000  # rows
COPY_OF = "copy_of"  # in `data`: the number of the entry whose words the note repeats


def subject_of(obj: models.Model) -> str:
    """Return the journal's name for a thing, as `needs.need:12`."""
    return f"{obj._meta.label_lower}:{obj.pk}"


def record(
    obj: models.Model,
    action: str,
    *,
    by: Any,
    axis: str = "",
    source: str = "",
    target: str = "",
    note: str = "",
    data: dict | None = None,
) -> "models.Model":
    """Write one entry about `obj` and return it.

    `by` is a User (a named system account for what time does). `note` is public: whoever shows it reads `entry.said`,
    which leaves out what moderators hid. `data` holds facts that a reader of the history needs (ids, counts), never
    personal data: a row here can never be erased. A note that repeats the words of another thing's entry names that
    entry there (`COPY_OF`), and is hidden with it.
    """
    from core.models import Entry  # noqa: PLC0415 -- app ready

    return Entry.objects.create(
        subject=subject_of(obj),
        action=action,
        axis=axis,
        source=source,
        target=target,
        by=by,
        note=clean_text(note),
        data=data or {},
    )


def history(obj: models.Model) -> models.QuerySet:
    """Return the entries about `obj`, oldest first, with their people."""
    return _entries(subject_of(obj))


def last_of(obj: models.Model) -> int:
    """Return the number of the last entry about `obj`, for an act that repeats its words elsewhere (`COPY_OF`)."""
    return _entries(subject_of(obj)).values_list("pk", flat=True).last()


def entries_of(obj: models.Model) -> list:
    """Return all of `history(obj)`, for a page that is often opened: the read is composed once."""
    return _ENTRIES(subject_of(obj))


def _entries(subject: str) -> models.QuerySet:
    from core.models import Entry  # noqa: PLC0415 -- app ready

    return Entry.objects.filter(subject=subject).select_related("by", "mark").order_by("id")


_ENTRIES = Composed(_entries, str)


@dataclass(frozen=True)
class Head:
    """The last seal: its number (also the count of entries) and its SHA-256 in hexadecimal."""

    number: int
    digest: str


@dataclass
class Check:
    """One reading of the whole chain: iterate over it for the faults, in words for the operator, then ask `head`.

    `expected` is a head noted earlier (printed, published): a chain that no longer holds it was cut or rewritten.
    """

    expected: Head | None = None
    head: Head = Head(0, FIRST.hex())

    def __iter__(self) -> Iterator[str]:
        with transaction.atomic():
            yield from self._faults_of_the_chain()
            yield from self._unsealed()

    def _faults_of_the_chain(self) -> Iterator[str]:
        previous, number, seen = FIRST, 0, self.expected is None
        with connection.chunked_cursor() as cursor:
            cursor.execute(
                f"SELECT s.number, s.entry_id, s.digest, CASE WHEN e.id IS NULL THEN NULL ELSE {CANONICAL} END "  # noqa: S608 -- a constant
                "FROM core_seal s LEFT JOIN core_entry e ON e.id = s.entry_id ORDER BY s.number"
            )
            while rows := cursor.fetchmany(BATCH):
                for number_now, entry, digest, text in rows:
                    if number_now != number + 1:
                        yield f"Seals {number + 1} to {number_now - 1} are missing."
                    number, digest = number_now, bytes(digest)
                    if text is None:
                        yield f"Entry {entry} (seal {number}) was deleted."
                    elif hashlib.sha256(previous + text.encode()).digest() != digest:
                        yield f"Entry {entry} (seal {number}) was changed, or its place in the chain was."
                    # Going on from the stored digest names each tampered row once, not every row after it.
                    previous = digest
                    seen = seen or self.expected == Head(number, digest.hex())
        self.head = Head(number, previous.hex())
        if not seen:
            yield f"The chain no longer holds seal {self.expected.number} as it was noted."

    def _unsealed(self) -> Iterator[str]:
        with connection.chunked_cursor() as cursor:
            cursor.execute(
                "SELECT e.id FROM core_entry e WHERE NOT EXISTS "
                "(SELECT FROM core_seal s WHERE s.entry_id = e.id) ORDER BY e.id"
            )
            while rows := cursor.fetchmany(BATCH):
                for (entry,) in rows:
                    yield f"Entry {entry} has no seal: it was written with the triggers switched off."
