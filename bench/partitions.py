"""The three largest tables whole and cut by PostgreSQL into eight: rows in, the hot read, reads without the key, sizes.

Each table is the house's own, copied twice with its columns and keys: once as it is, once partitioned. A unique key
that does not hold the partition's key cannot be kept by PostgreSQL: it is made without being unique, and named in
`keys_lost`. Foreign keys that point at the table need one of these, and are named too. Measured by pgbench, in turns.
"""

import argparse
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import django

django.setup()

from django.db import connection, transaction  # noqa: E402

from bench._clock import say  # noqa: E402
from bench._world import own_database  # noqa: E402

PARTS = 8
ROUNDS = 3
HASH, RANGE = "HASH", "RANGE"


@dataclass(frozen=True)
class Cut:
    """How a table is cut, how it is filled (`n` from 1, `total` rows), what is asked of it (`n` any of its rows)."""

    table: str
    way: str
    key: str
    fill: dict[str, str]
    read: str
    beside: str  # a read that does not know the partition's key


CUTS = [
    Cut(
        "petitions_signature", HASH, "petition_id",
        {
            # One petition has a third of all; the others a hundred each.
            "petition_id": "CASE WHEN n % 3 = 0 THEN 1 ELSE 2 + n / 100 END", "kind": "'support'", "state": "'valid'",
            "person_key": "sha256(n::text::bytea)", "phone_key": "sha256((-n)::text::bytea)",
            "origin_key": "sha256((n % 50000)::text::bytea)", "proof": "sha256((n * 3)::text::bytea)",
            "sealed": "sha256(n::text::bytea) || sha256((n + 1)::text::bytea)", "invalidity": "''", "at": "now()",
            "changed_at": "now()",
        },
        "SELECT id FROM {t} WHERE petition_id = CASE WHEN :n % 3 = 0 THEN 1 ELSE 2 + :n / 100 END "
        "AND person_key = sha256((:n)::text::bytea)",
        "SELECT id, proof FROM {t} WHERE id > :n ORDER BY id LIMIT 100",
    ),
    Cut(
        "debates_contribution", HASH, "thread_id",
        {
            "thread_id": "1 + n / 50", "seq": "n", "rev": "n", "author_id": "1 + n * 7919 % 200000", "office": "''",
            "text": "repeat('الماء لا يصل إلى الدوار ', 6) || n", "channel": "'online'", "said_by": "''",
            "visibility": "'visible'", "client_key": "gen_random_uuid()", "agree_count": "0", "disagree_count": "0",
            "thank_count": "0", "reply_count": "0", "at": "now()",
        },
        "SELECT * FROM {t} WHERE thread_id = 1 + :n / 50 AND parent_id IS NULL AND (visibility = 'visible' OR "
        "reply_count > 0) ORDER BY seq DESC LIMIT 21",
        "SELECT id FROM {t} WHERE author_id = 1 + :n % 200000 ORDER BY at DESC LIMIT 10",
    ),
    Cut(
        "core_entry", RANGE, "id",
        {
            "at": "now()", "subject": "'needs.need:' || n * 7919 % ({total} / 5)", "action": "'support'", "axis": "''",
            "source": "'voiced'", "target": "'heard'", "by_id": "1 + n % 200000", "note": "''",
            "data": "'{{\"round\": 1}}'",
        },
        "SELECT * FROM {t} WHERE subject = 'needs.need:' || :n % ({total} / 5) ORDER BY id",
        "SELECT * FROM {t} WHERE id = :n",
    ),
]  # fmt: skip


def run(sql: str) -> list:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else []


def keys_of(table: str) -> list[tuple[str, str, bool]]:
    """Return name, definition and whether it is unique of each index."""
    return run(
        "SELECT c.relname, pg_get_indexdef(i.indexrelid), i.indisunique FROM pg_index i JOIN pg_class c "  # noqa: S608
        f"ON c.oid = i.indexrelid WHERE i.indrelid = '{table}'::regclass ORDER BY i.indisprimary DESC, 1"
    )


def copy(cut: Cut, name: str, total: int, *, is_cut: bool) -> list[str]:
    """Make and fill a copy of the table, then its indexes; return the unique keys that were lost."""
    by = f"PARTITION BY {cut.way} ({cut.key})" if is_cut else ""
    run(f"CREATE TABLE {name} (LIKE {cut.table} INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING IDENTITY) {by}")
    for part in range(PARTS if is_cut else 0):
        if cut.way == HASH:
            bounds = f"WITH (MODULUS {PARTS}, REMAINDER {part})"
        else:  # the last part takes what comes
            step = total // PARTS
            end = str((part + 1) * step + 1) if part < PARTS - 1 else "MAXVALUE"
            bounds = f"FROM ({part * step + 1 if part else 'MINVALUE'}) TO ({end})"
        run(f"CREATE TABLE {name}_{part} PARTITION OF {name} FOR VALUES {bounds}")
    columns = {column: sql.format(total=total) for column, sql in cut.fill.items()}
    run(
        f"INSERT INTO {name} ({', '.join(columns)}) SELECT {', '.join(columns.values())} "  # noqa: S608
        f"FROM generate_series(1, {total}::bigint) n"
    )
    lost = []
    for number, (index, definition, is_unique) in enumerate(keys_of(cut.table)):
        held = re.search(rf"\b{cut.key}\b", definition.split("(", 1)[1])
        if is_cut and is_unique and not held:
            lost.append(index)
            definition = definition.replace("CREATE UNIQUE INDEX", "CREATE INDEX")
        made = definition.replace(f" {index} ", f" {name}_i{number} ", 1)
        run(re.sub(rf" ON (ONLY )?(public\.)?{cut.table} ", f" ON {name} ", made))
    run(f"VACUUM ANALYZE {name}")
    return lost


def pgbench(url: str, sql: str, total: int, seconds: float, clients: int = 1) -> float:
    """Return how many a second PostgreSQL does of one statement, `:n` being any of `total` rows."""
    program = (
        shutil.which("pgbench") or sorted(str(one) for one in Path("/usr/lib/postgresql").glob("*/bin/pgbench"))[-1]
    )
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(f"\\set n random(1, {total})\n{sql};\n")
        script.flush()
        command = [
            program,
            "-n",
            "-M",
            "prepared",
            "-c",
            str(clients),
            "-T",
            str(round(seconds)),
            "-f",
            script.name,
            url,
        ]
        # Nobody waits for the disk: what is compared is the work, not how fast this machine's disk says "written".
        env = os.environ | {"PGOPTIONS": "-c synchronous_commit=off"}
        told = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
    found = re.search(r"tps = ([\d.]+)", told.stdout)
    if found is None:
        raise SystemExit(told.stderr)
    return float(found[1])


def touched(sql: str, numbers: list[int]) -> dict[str, float]:
    """Return the pages of 8 KB that one statement looks at and the bytes it adds to the log, means over `numbers` for
    `:n`: no other process of the machine changes them.
    """
    pages, log = [], []
    for number in numbers:
        asked = re.sub(r":n\b", str(number), sql)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, WAL, TIMING OFF, FORMAT JSON) {asked}")
            found = cursor.fetchone()[0]
        [plan] = json.loads(found) if isinstance(found, str) else found
        pages.append(plan["Plan"]["Shared Hit Blocks"] + plan["Plan"]["Shared Read Blocks"])
        log.append(plan["Plan"]["WAL Bytes"])
    return {"pages": round(statistics.mean(pages), 1), "log_bytes": round(statistics.mean(log))}


def size(name: str) -> tuple[int, int]:
    """Return the megabytes of the rows and of the indexes, of all parts."""
    [(rows, indexes)] = run(
        "SELECT sum(pg_table_size(c.oid)), sum(pg_indexes_size(c.oid)) FROM pg_class c "  # noqa: S608
        f"WHERE c.relkind = 'r' AND c.relname ~ '^{name}(_[0-9]+)?$'"
    )
    return int(rows) >> 20, int(indexes) >> 20


def measure(cut: Cut, url: str, total: int, seconds: float) -> dict:
    names = {"whole": f"{cut.table}_w", "cut": f"{cut.table}_c"}
    told: dict = {"way": f"{cut.way} ({cut.key}), {PARTS} parts"}
    for key, name in names.items():
        lost = copy(cut, name, total, is_cut=key == "cut")
    told["keys_lost"] = lost
    pointing = "SELECT conrelid::regclass::text FROM pg_constraint WHERE confrelid = '{}'::regclass"
    told["pointed_at_by"] = [one for [one] in run(pointing.format(cut.table))]
    columns = {
        column: re.sub(r"\bn\b", "(:n::bigint + :base)", sql.format(total=total)) for column, sql in cut.fill.items()
    }
    taken: dict = {key: {"insert": [], "read": [], "beside": []} for key in names}
    for turn in range(ROUNDS):
        for key, name in names.items():
            base = total + 100_000_000 * (turn + 1)  # keys that were not written before
            insert = (
                f"INSERT INTO {name} ({', '.join(columns)}) SELECT {', '.join(columns.values())} ON CONFLICT DO NOTHING"
            ).replace(":base", str(base))
            taken[key]["insert"].append(pgbench(url, insert, 90_000_000, seconds))
            taken[key]["read"].append(pgbench(url, cut.read.format(t=name, total=total), total, seconds))
            taken[key]["beside"].append(pgbench(url, cut.beside.format(t=name), total, seconds))
    numbers = random.Random(1503).sample(range(1, total), 40)  # noqa: S311 -- the same each time
    for key, name in names.items():
        rows, indexes = size(name)
        start = time.monotonic()
        run(f"VACUUM (FREEZE) {name}")
        told[key] = {f"{what}_per_second": round(statistics.median(found)) for what, found in taken[key].items()}
        insert = f"INSERT INTO {name} ({', '.join(columns)}) SELECT {', '.join(columns.values())}"
        for what, sql in (
            ("insert", insert.replace(":base", str(total + 900_000_000))),
            ("read", cut.read.format(t=name, total=total)),
            ("beside", cut.beside.format(t=name)),
        ):
            told[key][what] = touched(sql, numbers)
        told[key] |= {"rows_mb": rows, "indexes_mb": indexes, "vacuum_s": round(time.monotonic() - start, 1)}
    for what in ("insert", "read", "beside"):
        ratios = [more / less for more, less in zip(taken["cut"][what], taken["whole"][what], strict=True)]
        told[f"{what}_cut_to_whole"] = round(statistics.median(ratios), 2)
    return told


def main(options: argparse.Namespace) -> None:
    told = {}
    for total in options.rows:
        with own_database("partitions") as address:
            for cut in (one for one in CUTS if one.table in options.tables):
                found = measure(cut, address.replace("postgis:", "postgresql:"), total, options.seconds)
                told.setdefault(cut.table, {})[str(total)] = found
                sys.stderr.write(json.dumps({cut.table: {total: found}}) + "\n")
                for name in (f"{cut.table}_w", f"{cut.table}_c"):
                    run(f"DROP TABLE {name}")
    say(bench="partitions", parts=PARTS, **told)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000_000, 10_000_000])
    parser.add_argument("--tables", nargs="+", default=[cut.table for cut in CUTS])
    parser.add_argument("--seconds", type=float, default=8, help="of each measure, in each of three turns")
    main(parser.parse_args())
