"""A machine with a million signatures is lost and brought back: RTO, RPO, and `cp` of the same bytes in the same run.

pgBackRest and restic for real, against a folder (`deploy/backup/agraw-backup`), PostgreSQL in a cluster of its own that
waits for its disk (fsync on). Signatures before the base backup and after it, which only the log has. Restored twice:
to a moment (`rto_moment_s`, every row's checksum compared), and all of it, after a loss in the middle of writing
without a last word to the store: what was committed and is not there again is the RPO.
"""

import argparse
import shutil
import sys
import threading
import time
from pathlib import Path

import django
import psycopg

django.setup()

from bench._clock import say  # noqa: E402
from bench._world import own_database  # noqa: E402
from bench.surge import a_petition  # noqa: E402
from tests.backup.drill import Drill  # noqa: E402
from tests.clusters import own_folder  # noqa: E402

SIGN = """INSERT INTO petitions_signature (petition_id, kind, state, person_key, phone_key, origin_key, proof, sealed,
    invalidity, at, changed_at)
SELECT %s, 'online', 'valid', sha256(('p' || n)::bytea), sha256(('t' || n)::bytea), sha256(('o' || n / 40)::bytea),
    sha256(('s' || n)::bytea), decode(repeat(md5(n::text), 8), 'hex'), '', now(), now()
FROM generate_series(%s::bigint, %s::bigint) n"""
SUM = "SELECT count(*) || ' ' || sum(hashtextextended(t::text, 0)::numeric) FROM petitions_signature t"
CHUNK = 50_000


def sign(drill: Drill, petition: int, first: int, last: int) -> float:
    """Write the signatures numbered `first` to `last`, a transaction for each 50,000, and return the seconds."""
    began = time.perf_counter()
    for start in range(first, last + 1, CHUNK):
        drill.cluster.ask(SIGN, petition, start, min(start + CHUNK - 1, last))
    return time.perf_counter() - began


def size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def copied(drill: Drill) -> float:
    """Return the seconds that `cp` and `sync` of the cluster's files take: what no restore from this disk can beat."""
    target = drill.cluster.folder / "copy"
    began = time.perf_counter()
    drill.cluster.run("sh", "-c", f"cp -a {drill.cluster.data} {target} && sync {target}")
    seconds = time.perf_counter() - began
    shutil.rmtree(target)
    return seconds


def lose(drill: Drill) -> None:
    """Lose the machine in the middle of what it does, all but the store: nothing is sent there at the last moment."""
    drill.cluster.destroy()
    for path in (drill.media, Path(drill.environment["BACKUP_DIR"])):
        shutil.rmtree(path)
    drill.keys.unlink()


def restored(drill: Drill, *moment: str) -> float:
    """Bring it back on the empty machine, and return the seconds until PostgreSQL takes writes again."""
    began = time.perf_counter()
    drill.backup("restore", *moment)
    drill.cluster.start()
    drill.cluster.until("SELECT NOT pg_is_in_recovery()", 1800)
    return time.perf_counter() - began


def lost_seconds(drill: Drill, patience: float) -> float:
    """Write a mark each 50 ms for `patience` seconds, lose the machine, restore all: return what was lost, in seconds.

    The marks that were acknowledged are compared with those that are there again.
    """
    acknowledged: list[float] = []
    stop = threading.Event()

    def mark() -> None:
        with drill.cluster.connect() as line:
            while not stop.is_set():
                try:
                    line.execute("INSERT INTO bench_mark VALUES (clock_timestamp())")
                except psycopg.Error:
                    return  # the machine is gone
                acknowledged.append(time.time())
                time.sleep(0.05)

    writer = threading.Thread(target=mark)
    writer.start()
    time.sleep(patience)
    lose(drill)
    stop.set()
    writer.join()
    drill.rto_all = restored(drill)
    (last,) = drill.cluster.ask("SELECT coalesce(extract(epoch FROM max(at)), 0)::float FROM bench_mark")[0]
    return acknowledged[-1] - (last or acknowledged[0])


def main(options: argparse.Namespace) -> None:
    before = round(options.signatures * 0.9)
    with own_database("restore"), own_folder() as folder:
        petition = a_petition().pk
        drill = Drill(folder)
        drill.begin(fsync="on")
        try:
            drill.cluster.ask("CREATE TABLE bench_mark (at timestamptz)")
            wrote = sign(drill, petition, 1, before)
            began = time.perf_counter()
            drill.backup("all", "full")
            backup = time.perf_counter() - began
            sign(drill, petition, before + 1, options.signatures)
            (told,), at = drill.cluster.ask(SUM)[0], drill.moment()
            sign(drill, petition, options.signatures + 1, options.signatures + 1000)  # too late: not to come back
            drill.send_the_log()
            drill.cluster.stop()
            data, yardstick = size(drill.cluster.data), copied(drill)
            lose(drill)
            moment = restored(drill, at)
            exact = drill.cluster.ask(SUM)[0][0] == told
            drill.backup("all", "full")  # a new timeline begins with a base backup of its own
            rpo = lost_seconds(drill, options.seconds)
        finally:
            drill.cluster.stop("immediate")
    say(
        bench="restore", signatures=options.signatures, mb=round(data / 2**20), write_s=round(wrote, 1),
        backup_s=round(backup, 1), rto_moment_s=round(moment, 1), rto_all_s=round(drill.rto_all, 1),
        cp_s=round(yardstick, 1), times_cp=round(moment / yardstick, 1), exact=exact, rpo_s=round(rpo, 1),
        target_rto_s=600, target_rpo_s=60,
        reached=exact and max(moment, drill.rto_all) < 600 and rpo <= 60,
    )  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--signatures", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=75, help="of writing before the second loss")
    sys.exit(main(parser.parse_args()))
