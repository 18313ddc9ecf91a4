"""The journal is cut into parts while entries are written: how long a writer waits, and whether one is refused or lost.

The yardstick is the longest that the same writer waits before, while nothing else goes on. Reading the table through
(the check of the first part, the foreign keys) is most of the seconds, and stops nobody.
"""

import argparse
import threading
import time

import django

django.setup()

from django.db import connection, transaction  # noqa: E402

from accounts.models import User  # noqa: E402
from bench._clock import say  # noqa: E402
from bench._world import own_database  # noqa: E402
from core import journal, journal_parts  # noqa: E402
from core.models import Entry  # noqa: E402

PAUSE = 0.002  # seconds between two entries of the writer
CALM = 5.0  # seconds that she writes before the cut
FILL = """
INSERT INTO core_entry (at, subject, action, axis, source, target, by_id, note, data)
SELECT now(), 'needs.need:' || n %% (%s / 5 + 1), 'support', '', 'voiced', 'heard', %s, '', '{"round": 1}'
FROM generate_series(1, %s::bigint) n
"""
SEAL = """
INSERT INTO core_seal (number, entry_id, digest) SELECT id, id, sha256(id::text::bytea) FROM core_entry
"""


class Writer(threading.Thread):
    """One who writes entries, each in its transaction, until told to stop; notes how long each took (seconds)."""

    def __init__(self, by: User):
        super().__init__()
        self.by, self.stop = by, threading.Event()
        self.took: list[tuple[float, float]] = []  # when it began, how long
        self.refused: list[str] = []

    def run(self) -> None:
        while not self.stop.wait(PAUSE):
            began = time.perf_counter()
            try:
                with transaction.atomic():
                    journal.record(self.by, "sign_in", by=self.by)
            except Exception as error:
                self.refused.append(str(error))
            self.took.append((began, time.perf_counter() - began))
        connection.close()

    def longest(self, since: float, until: float) -> float:
        """Return the longest wait that began between two moments, in milliseconds."""
        return round(max(took for began, took in self.took if since <= began <= until) * 1000, 1)


def fill(rows: int, by: User) -> None:
    """Write entries and a seal for each, past the triggers: what the seals say is not looked at here."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(FILL, [rows, by.pk, rows])
        cursor.execute(SEAL)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE core_entry, core_seal")


def main(options: argparse.Namespace) -> None:
    with own_database("cut"):
        by = User.objects.create(display_name="bench")
        fill(options.rows, by)
        writer = Writer(by)
        began = time.perf_counter()
        writer.start()
        time.sleep(CALM)
        cutting = time.perf_counter()
        journal_parts.cut()
        done = time.perf_counter()
        time.sleep(1)
        writer.stop.set()
        writer.join()
        kept = Entry.objects.count() - options.rows
        say(
            bench="cut",
            rows=options.rows,
            cut_s=round(done - cutting, 1),
            longest_wait_ms=writer.longest(cutting, done),
            longest_wait_before_ms=writer.longest(began, cutting),
            written=kept,
            refused=len(writer.refused),
            missing=len(writer.took) - kept,
            parts=len(journal_parts.parts()),
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    main(parser.parse_args())
