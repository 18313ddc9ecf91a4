"""Loading of the reference data: the only writer of the territories."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db import connection, transaction

from territories.enums import PROVINCE_LEVELS, Level
from territories.models import Territory
from territories.names import folded_of, keys_of
from territories.reference.divisions import Shape, Unit
from territories.reference.problems import ImportRefused, Problem

_LOCK = 4_171_503  # any number of ours: two imports never run at once
_COLUMNS = (
    "code", "level", "parent", "slug", "name_ar", "name_fr", "kind", "population", "households", "census_year",
    "folded", "keys", "boundary", "outline", "point",
)  # fmt: skip
_WRITTEN = [name for name in _COLUMNS if name not in {"code", "parent", "slug"}]
_UPSERT = f"""
INSERT INTO territories_territory AS old (code, parent_id, slug, {", ".join(_WRITTEN)})
SELECT new.code, parent.id, new.slug, {", ".join(f"new.{name}" for name in _WRITTEN)}
FROM incoming AS new LEFT JOIN territories_territory AS parent ON parent.code = new.parent
WHERE new.level = ANY(%s)
ON CONFLICT (code) DO UPDATE SET parent_id = EXCLUDED.parent_id, {", ".join(f"{n} = EXCLUDED.{n}" for n in _WRITTEN)}
WHERE (old.parent_id, {", ".join(f"old.{name}" for name in _WRITTEN)})
    IS DISTINCT FROM (EXCLUDED.parent_id, {", ".join(f"EXCLUDED.{name}" for name in _WRITTEN)})
RETURNING xmax = 0
"""  # noqa: S608 -- the names are the constants above


@dataclass(frozen=True)
class Loaded:
    """What an import did: rows made, rows changed, rows left as they were, and codes in the database that it did
    not name.
    """

    created: int
    updated: int
    unchanged: int
    unnamed: list[str]


class _DryRun(Exception):  # noqa: N818 -- not an error
    """Undoes the transaction."""


def load(
    units: list[Unit],
    shapes: Mapping[str, Shape],
    *,
    dry_run: bool = False,
    progress: Callable[[str, int, int], None] = lambda *_: None,
) -> Loaded:
    """Write the division with its shapes, all or nothing, and return what changed; with `dry_run`, undo it at the end.

    A row that is there already keeps its slug, since addresses must last; a unit without a shape loses the one it
    had. A row of the database that the division does not name is kept, because councils and needs may hold it, and
    is told. Raises `ImportRefused` when the database finds a shape invalid. It journals nothing: it is the
    operator's, not a civic act.
    """
    done = None
    try:
        with transaction.atomic():
            done = _load(units, shapes, progress)
            if dry_run:
                raise _DryRun
    except _DryRun:
        pass
    return done


def _load(units: list[Unit], shapes: Mapping[str, Shape], progress: Callable) -> Loaded:
    slugs = _slugs(units)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        cursor.execute("DROP TABLE IF EXISTS pg_temp.incoming")
        cursor.execute(
            "CREATE TEMPORARY TABLE incoming ON COMMIT DROP AS SELECT code, level, ''::text AS parent, slug, name_ar,"
            " name_fr, kind, population, households, census_year, folded, keys, boundary, outline, point"
            " FROM territories_territory LIMIT 0"
        )
        with cursor.copy(f"COPY incoming ({', '.join(_COLUMNS)}) FROM STDIN") as copy:
            for number, unit in enumerate(units, 1):
                copy.write_row(_row(unit, slugs[unit.code], shapes.get(unit.code)))
                progress("Writing the territories", number, len(units))
        cursor.execute(
            "SELECT code, ST_IsValidReason(boundary) FROM incoming WHERE NOT ST_IsValid(boundary) ORDER BY code"
        )
        if problems := [Problem(code, reason, "Mend this boundary.") for code, reason in cursor.fetchall()]:
            raise ImportRefused(problems)
        written = []
        for levels in ([Level.REGION], [*PROVINCE_LEVELS], [Level.COMMUNE], [Level.ARRONDISSEMENT]):
            cursor.execute(_UPSERT, [[level.value for level in levels]])
            written += [is_new for (is_new,) in cursor.fetchall()]
    unnamed = list(Territory.objects.exclude(code__in=slugs).values_list("code", flat=True))
    return Loaded(sum(written), len(written) - sum(written), len(units) - len(written), unnamed)


def _slugs(units: list[Unit]) -> dict[str, str]:
    """Return the slug of each code: the one it has, else the source's, else that with the code after it."""
    slugs = dict(Territory.objects.values_list("code", "slug"))
    taken = set(slugs.values())
    for unit in units:
        if unit.code not in slugs:
            slug = unit.slug if unit.slug not in taken else f"{unit.slug[:60]}-{unit.code.replace('.', '')}"
            slugs[unit.code] = slug
            taken.add(slug)
    return {unit.code: slugs[unit.code] for unit in units}


def _row(unit: Unit, slug: str, shape: Shape | None) -> tuple:
    names = (unit.name_ar, unit.name_fr)
    geometries = (shape.boundary.hex(), shape.outline.hex(), shape.point.hex()) if shape else (None, None, None)
    return (
        unit.code, unit.level, unit.parent, slug, *names, unit.kind, unit.population, unit.households, unit.census_year,
        folded_of(*names), keys_of(*names), *geometries,
    )  # fmt: skip
