"""Boundaries from a GeoJSON file keyed by code (RFC 7946: WGS84, longitude then latitude)."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import shapely

from territories.enums import Level
from territories.reference.divisions import Unit
from territories.reference.problems import ImportRefused, Problem
from territories.reference.shapes import polygons_of

BOX = (-18.0, 20.0, 0.0, 37.0)  # degrees around Morocco: west, south, east, north
_WGS84 = {"urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:OGC::CRS84", "urn:ogc:def:crs:EPSG::4326", "EPSG:4326"}
_CONVERT = "Convert it: ogr2ogr -t_srs EPSG:4326 out.geojson in.geojson"


@dataclass
class Boundaries:
    """Shapes by code (shapely polygons, WGS84), and what the operator must be told of them."""

    shapes: dict[str, shapely.Geometry]
    notes: list[str] = field(default_factory=list)


def from_geojson(
    path: Path, units: list[Unit], *, mend: bool = False, progress: Callable = lambda *_: None
) -> Boundaries:
    """Return the boundaries of the file at `path`, one a commune and arrondissement; larger units may be left out.

    A city with arrondissements may be left out too: they make it up. With `mend`, an invalid boundary is repaired and
    noted; else it is refused. Raises `ImportRefused` with every problem found, row by row.
    """
    features = _features(path)
    by_code = {unit.code: unit for unit in units}
    shapes: dict[str, shapely.Geometry] = {}
    notes: list[str] = []
    problems: list[Problem] = []
    for number, feature in enumerate(features, 1):
        progress("Reading the boundaries", number, len(features))
        where = f"feature {number}"
        try:
            unit = _unit_of(feature, by_code)
            where = f"feature {number}, {unit.code} {unit.name_fr}"
            if unit.code in shapes:
                raise _Wrong("this code already had a boundary.", "Keep one feature a code.")
            shape = _shape_of(feature)
            if not shape.is_valid:
                reason = shapely.is_valid_reason(shape)
                if not mend:
                    raise _Wrong(f"the boundary is invalid ({reason}).", "Mend it, or repair every one with --mend.")
                shape = polygons_of(shapely.make_valid(shape))
                notes.append(f"Mended {unit.code} {unit.name_fr}: {reason}.")
            shapes[unit.code] = shape
        except _Wrong as wrong:
            problems.append(Problem(where, *wrong.args))
    problems += _missing(units, shapes, problems)
    if problems:
        raise ImportRefused(problems)
    return Boundaries(shapes, notes)


class _Wrong(Exception):  # noqa: N818 -- as core.workflow.Refused
    """What is wrong with one feature, and the cure."""


def _features(path: Path) -> list:
    def refuse(what: str, cure: str, where: str = str(path)) -> ImportRefused:
        return ImportRefused([Problem(where, what, cure)])

    def no_number(text: str) -> None:
        raise refuse(f"holds {text}, which is not a number.", "Export it again.")

    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"), parse_constant=no_number)
    except OSError as error:
        raise refuse(f"cannot be opened ({error.strerror}).", "Check the path.") from error
    except UnicodeDecodeError as error:
        raise refuse(f"is not UTF-8 text (byte {error.start}).", "Give a GeoJSON file, unpacked.") from error
    except (json.JSONDecodeError, RecursionError) as error:
        place = f"{path}, line {error.lineno}, column {error.colno}" if hasattr(error, "lineno") else str(path)
        cut = getattr(error, "pos", 0) >= len(error.doc.rstrip()) - 1 if hasattr(error, "doc") else False
        what = "the file ends here in the middle: it was cut off." if cut else f"the JSON breaks here ({error})."
        raise refuse(what, "Fetch the file again and compare its size.", place) from error
    if (
        not isinstance(data, dict)
        or data.get("type") != "FeatureCollection"
        or not isinstance(data.get("features"), list)
    ):
        raise refuse("is JSON but not a GeoJSON FeatureCollection.", "Give a FeatureCollection keyed by code.")
    crs = data.get("crs")
    name = crs.get("properties", {}).get("name") if isinstance(crs, dict) else crs
    if crs is not None and name not in _WGS84:
        raise refuse(f"is in {name}, and not in longitudes and latitudes (WGS84).", _CONVERT)
    return data["features"]


def _unit_of(feature: object, by_code: dict[str, Unit]) -> Unit:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict) or feature.get("type") != "Feature":
        raise _Wrong("is not a GeoJSON Feature with properties.", "Export it again.")
    code = properties.get("code")
    unit = by_code.get(code) if isinstance(code, str) else None
    if unit is None:
        raise _Wrong(f"the code {code!r} is not in the division.", "Use HCP's 2024 code, as text with its zeros.")
    level = properties.get("level", unit.level)
    if level != unit.level:
        raise _Wrong(f"{code} is a {unit.level} and the file says {level}.", "Mend the code or the level.")
    return unit


def _shape_of(feature: dict) -> shapely.Geometry:
    geometry = feature.get("geometry")
    if not isinstance(geometry, dict) or not geometry.get("coordinates"):
        raise _Wrong("the boundary is empty.", "Give its polygon.")
    if geometry.get("type") not in {"Polygon", "MultiPolygon"}:
        raise _Wrong(f"the boundary is a {geometry.get('type')}.", "Give a Polygon or a MultiPolygon.")
    try:
        shape = shapely.force_2d(shapely.from_geojson(json.dumps(geometry)))
    except shapely.errors.GEOSException as error:
        raise _Wrong(f"the boundary cannot be read ({error}).", "Export it again.") from error
    if shape.is_empty or (shape.is_valid and not shape.area):
        raise _Wrong("the boundary is empty.", "Give its polygon.")
    west, south, east, north = shape.bounds
    if not (west >= -180 and east <= 180 and south >= -90 and north <= 90):
        raise _Wrong(f"its coordinates ({west:.0f}, {south:.0f}…) are not longitudes and latitudes.", _CONVERT)
    if west < BOX[0] or south < BOX[1] or east > BOX[2] or north > BOX[3]:
        raise _Wrong(f"it lies outside Morocco ({west:.2f}, {south:.2f}…).", "Give the longitude first.")
    return shape


def _missing(units: list[Unit], shapes: dict, problems: list[Problem]) -> list[Problem]:
    named = " ".join(problem.where for problem in problems)  # already told: wrong, not missing
    made_up = {unit.parent for unit in units if unit.level == Level.ARRONDISSEMENT} - {
        unit.parent for unit in units if unit.level == Level.ARRONDISSEMENT and unit.code not in shapes
    }
    return [
        Problem(f"{unit.code} {unit.name_fr}", f"this {unit.level} has no boundary in the file.", "Add its feature.")
        for unit in units
        if unit.level in {Level.COMMUNE, Level.ARRONDISSEMENT}
        and unit.code not in shapes
        and unit.code not in made_up
        and f" {unit.code} " not in named
    ]
