"""The journal in parts: PostgreSQL's own partitions, by ranges of an entry's number (decision 0028).

An installation of a commune never needs them. One of a whole country cuts once, with `manage.py cut_journal`; what
reads and writes the journal knows nothing of it. Only the owner of the tables cuts and adds parts: whoever serves pages
has no right to a part.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction
from psycopg.sql import SQL, Composable, Identifier, Literal

STEP = 50_000_000  # entries of a part
AHEAD = 4  # as many parts as hold room for the entries to come
WAIT = "5s"  # for the lock that the cut takes: whoever serves pages waits no longer than that for it
TABLE, REST = "core_entry", "core_entry_rest"  # the rest takes what no part is ready for

RELATED = """
SELECT c.conname, c.conrelid::regclass::text, pg_get_constraintdef(c.oid)
FROM pg_constraint c WHERE c.contype = 'f' AND c.confrelid = 'core_entry'::regclass AND c.conparentid = 0
"""
OWN = """
SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE conrelid = 'core_entry'::regclass AND contype IN ('f', 'c') AND conname <> 'core_entry_before'
"""
INDEXES = """
SELECT c.relname, pg_get_indexdef(i.indexrelid), i.indisprimary
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = 'core_entry'::regclass
ORDER BY i.indisprimary DESC, c.relname
"""
TRIGGERS = """
SELECT tgname, pg_get_triggerdef(oid), (tgtype & 1) = 1, tgenabled = 'D'
FROM pg_trigger WHERE tgrelid = 'core_entry'::regclass AND NOT tgisinternal ORDER BY tgname
"""
FUNCTIONS = """
SELECT p.oid::regprocedure::text, pg_get_functiondef(p.oid)
FROM pg_proc p JOIN pg_class c ON c.reltype = ANY (p.proargtypes) WHERE c.oid = 'core_entry'::regclass
"""
RIGHTS = """
SELECT quote_ident(r.rolname), a.privilege_type
FROM pg_class c, aclexplode(c.relacl) a JOIN pg_roles r ON r.oid = a.grantee
WHERE c.oid = 'core_entry'::regclass AND a.grantee <> c.relowner
"""
PARTS = """
SELECT c.relname, coalesce((regexp_match(pg_get_expr(c.relpartbound, c.oid), 'TO \\(''?(\\d+)'))[1]::bigint, 0)
FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'core_entry'::regclass ORDER BY 2, 1
"""


@dataclass(frozen=True)
class Part:
    """One part: its table, and the first number that is not in it any more (0 for the rest)."""

    table: str
    end: int


def is_cut() -> bool:
    """Tell whether the journal lies in parts."""
    return _rows("SELECT relkind = 'p' FROM pg_class WHERE oid = 'core_entry'::regclass")[0][0]


def parts() -> list[Part]:
    """Return the parts, the rest first; none of a journal that is whole."""
    return [Part(*row) for row in _rows(PARTS)]


def ready() -> int:
    """Return for how many entries more there are parts ready."""
    return max([part.end for part in parts()], default=0) - _last() - 1


def cut() -> None:
    """Make the table of the journal the first part of a new one, and parts of `STEP` entries behind it.

    What takes long (reading the table through) is done before and after, while everything goes on; in between the
    journal is locked for as long as it takes to rename: tens of milliseconds. Raises `django.db.OperationalError` when
    a lock does not come within five seconds: nothing has changed then.
    """
    edge = (_last() // STEP + 2) * STEP  # what is written meanwhile stays before it
    with _briefly():
        _do("ALTER TABLE core_entry DROP CONSTRAINT IF EXISTS core_entry_before")  # of one who was killed half-way
        _do("ALTER TABLE core_entry ADD CONSTRAINT core_entry_before CHECK (id < {}) NOT VALID", Literal(edge))
    try:
        _do("ALTER TABLE core_entry VALIDATE CONSTRAINT core_entry_before")
        with _briefly():
            related = _exchange(edge)
    except Exception:
        with _briefly():  # left there it would refuse the entries beyond the edge one day
            _do("ALTER TABLE core_entry DROP CONSTRAINT IF EXISTS core_entry_before")
        raise
    for name, table, _words in related:
        _do("ALTER TABLE {} VALIDATE CONSTRAINT {}", SQL(table), Identifier(name))
    add_parts()


def add_parts() -> list[str]:
    """Make the parts that are missing ahead of the newest entry, and return their tables."""
    made, end = [], max(part.end for part in parts())
    while end - 1 < _last() + AHEAD * STEP:
        table = f"{TABLE}_to_{end + STEP}"
        with _briefly():
            bounds = Literal(end), Literal(end + STEP)
            _do("CREATE TABLE {} PARTITION OF core_entry FOR VALUES FROM ({}) TO ({})", Identifier(table), *bounds)
            _guard(table)
        made.append(table)
        end += STEP
    return made


@contextmanager
def _briefly() -> Iterator[None]:
    """A transaction that waits for a lock no longer than `WAIT`: everybody who writes stands behind who waits."""
    with transaction.atomic():
        _do("SET LOCAL lock_timeout = {}", Literal(WAIT))
        yield


def _exchange(edge: int) -> list[tuple]:
    """Put the table in parts in the place of the whole one, and return the foreign keys that point at it, which are to
    be validated.
    """
    _do("SET CONSTRAINTS ALL IMMEDIATE")  # what is not sealed yet, of this transaction
    related = _rows(RELATED)
    for table in (TABLE, *sorted({table for _name, table, _words in related})):
        _do("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE", SQL(table))
    for name, table, _words in related:
        _do("ALTER TABLE {} DROP CONSTRAINT {}", SQL(table), Identifier(name))
    _replace(f"{TABLE}_to_{edge}", edge)
    _do("CREATE TABLE {} PARTITION OF core_entry DEFAULT", Identifier(REST))
    _guard(REST)
    for name, table, words in related:
        _do("ALTER TABLE {} ADD CONSTRAINT {} {} NOT VALID", SQL(table), Identifier(name), SQL(words))
    return related


def _replace(first: str, edge: int) -> None:
    """Put a new, partitioned table in the place of the journal's, with all that hung on it; the old one becomes its
    part `first`, up to `edge`.
    """
    own, indexes, triggers = _rows(OWN), _rows(INDEXES), _rows(TRIGGERS)
    functions, rights = _rows(FUNCTIONS), _rows(RIGHTS)
    for name, _words, of_rows, _is_off in triggers:
        if of_rows:  # each part has those of the whole; those of a statement are its own
            _do("DROP TRIGGER {} ON core_entry", Identifier(name))
    for signature, _words in functions:
        _do("DROP FUNCTION {}", SQL(signature))
    for name, _words, _is_primary in indexes:
        _do("ALTER INDEX {} RENAME TO {}", Identifier(name), Identifier(f"{name}_1"))
    _do("ALTER TABLE core_entry ALTER id DROP IDENTITY")
    _do("ALTER TABLE core_entry RENAME TO {}", Identifier(first))
    _make_whole(first, own, indexes)
    bounds = Identifier(first), Literal(edge)
    _do("ALTER TABLE core_entry ATTACH PARTITION {} FOR VALUES FROM (MINVALUE) TO ({})", *bounds)
    _do("ALTER TABLE {} DROP CONSTRAINT core_entry_before", Identifier(first))
    for _signature, words in functions:
        _do("{}", SQL(words))
    for name, words, _of_rows, is_off in triggers:
        _do("{}", SQL(words))
        if is_off:
            _do("ALTER TABLE core_entry DISABLE TRIGGER {}", Identifier(name))
    _close(TABLE)  # what the owner gives to others of every new table
    for role, right in rights:
        _do("GRANT {} ON core_entry TO {}", SQL(right), SQL(role))
    _close(first)


def _make_whole(first: str, own: list[tuple], indexes: list[tuple]) -> None:
    """Make the partitioned table, without parts, with the columns, numbers, indexes and constraints of the old one."""
    _do("CREATE TABLE core_entry (LIKE {} INCLUDING DEFAULTS) PARTITION BY RANGE (id)", Identifier(first))
    start = Literal(_last(first) + 1)
    _do("ALTER TABLE core_entry ALTER id ADD GENERATED BY DEFAULT AS IDENTITY (START WITH {})", start)
    for name, words, is_primary in indexes:
        if is_primary:
            _do("ALTER TABLE core_entry ADD CONSTRAINT {} PRIMARY KEY (id)", Identifier(name))
        else:
            _do("{}", SQL(words))
    for name, words in own:
        _do("ALTER TABLE core_entry ADD CONSTRAINT {} {}", Identifier(name), SQL(words))


def _guard(table: str) -> None:
    """Let nobody empty a part: what the whole refuses of its rows, its parts refuse by themselves."""
    _do(
        "CREATE TRIGGER core_entry_no_truncate BEFORE TRUNCATE ON {} "
        "FOR EACH STATEMENT EXECUTE FUNCTION core_journal_refuse()",
        Identifier(table),
    )
    _close(table)


def _close(table: str) -> None:
    """Leave a table to its owner alone; of a part the others need no right, they have those to the whole."""
    for (role,) in {row[:1] for row in _rows(RIGHTS.replace("'core_entry'", f"'{table}'"))}:
        _do("REVOKE ALL ON {} FROM {}", Identifier(table), SQL(role))


def _last(table: str = TABLE) -> int:
    with connection.cursor() as cursor:
        cursor.execute(SQL("SELECT coalesce(max(id), 0) FROM {}").format(Identifier(table)))
        return cursor.fetchone()[0]


def _rows(query: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def _do(words: str, *places: Composable) -> None:
    with connection.cursor() as cursor:
        cursor.execute(SQL(words).format(*places))
