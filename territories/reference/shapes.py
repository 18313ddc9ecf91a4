"""Work on shapes: repair of latitudes, dissolving, and lines simplified so that neighbours keep one common border."""

import math
from collections import defaultdict

import numpy as np
import shapely
from shapely import Geometry, MultiPolygon, Polygon

from territories.enums import PROVINCE_LEVELS, Level
from territories.reference.divisions import Unit

_E = 0.0818191908426215  # first eccentricity of the WGS84 ellipsoid
SLIVER = 1e-6  # square degrees, about one hectare
# Simplification in degrees (the square root of the area a vertex adds): about 50 m, 200 m, 400 m and 800 m.
EXACT, MAP, PROVINCES_MAP, REGIONS_MAP = 0.0005, 0.002, 0.004, 0.008


def repair_latitudes(points: np.ndarray) -> np.ndarray:
    """Return the points (n × 2: longitude, latitude in degrees) moved south to where they belong.

    HCP's map layer holds ellipsoidal Mercator latitudes read as spherical ones, 14 to 20 km too far north: each
    vertex is projected WGS84 → EPSG:3395 (ellipsoidal) and read back EPSG:3857 (spherical) → WGS84.
    """
    latitude = np.radians(points[:, 1])
    northing = np.arcsinh(np.tan(latitude)) - _E * np.arctanh(_E * np.sin(latitude))
    return np.column_stack([points[:, 0], np.degrees(np.arctan(np.sinh(northing)))])


def polygons_of(shape: Geometry) -> Geometry:
    """Return the polygons of a shape, without its stray lines and its slivers, as one Polygon or MultiPolygon."""
    parts = [part for part in shapely.get_parts(shape) if part.geom_type in {"Polygon", "MultiPolygon"}]
    parts = [part for group in parts for part in shapely.get_parts(group)]
    kept = [_without_pinholes(part) for part in parts if part.area > SLIVER] or parts
    return kept[0] if len(kept) == 1 else MultiPolygon(kept)


def _without_pinholes(part: Polygon) -> Polygon:
    holes = [ring for ring in part.interiors if Polygon(ring).area > SLIVER]
    return part if len(holes) == len(part.interiors) else Polygon(part.exterior, holes)


def multi(shape: Geometry) -> MultiPolygon:
    """Return the shape as a MultiPolygon."""
    return shape if shape.geom_type == "MultiPolygon" else MultiPolygon([shape])


def leaves(units: list[Unit], shapes: dict[str, Geometry]) -> list[str]:
    """Return the codes whose shapes cover the country once: the communes, but arrondissements for the cities that
    have them.
    """
    divided = {unit.parent for unit in units if unit.level == Level.ARRONDISSEMENT and unit.code in shapes}
    return [
        unit.code
        for unit in units
        if unit.level in {Level.COMMUNE, Level.ARRONDISSEMENT} and unit.code in shapes and unit.code not in divided
    ]


def simplified(shapes: dict[str, Geometry], codes: list[str], tolerance: float) -> dict[str, Geometry]:
    """Return the shapes of `codes` with fewer vertices; neighbours keep exactly the same border."""
    found = shapely.coverage_simplify([shapes[code] for code in codes], tolerance)
    return {
        # A unit smaller than the tolerance keeps its shape.
        code: polygons_of(new if new.is_valid and not new.is_empty else shapes[code])
        for code, new in zip(codes, found, strict=True)
    }


def dissolve(units: list[Unit], shapes: dict[str, Geometry]) -> None:
    """Add to `shapes` each larger unit that is not there, as the union of its parts, from the cities up to the
    regions.
    """
    parts = defaultdict(list)
    for unit in units:
        parts[unit.parent].append(unit.code)
    for levels in ({Level.COMMUNE}, PROVINCE_LEVELS, {Level.REGION}):
        for unit in units:
            if unit.level in levels and unit.code not in shapes:
                found = [shapes[code] for code in parts[unit.code] if code in shapes]
                if found:
                    shapes[unit.code] = polygons_of(shapely.union_all(found))


def outlines(units: list[Unit], shapes: dict[str, Geometry]) -> dict[str, Geometry]:
    """Return a light shape for maps of each unit that has one: about 200 m for a commune, more for what is larger."""
    light = simplified(shapes, leaves(units, shapes), MAP)
    for levels, tolerance in ((PROVINCE_LEVELS, PROVINCES_MAP), ({Level.REGION}, REGIONS_MAP)):
        codes = [unit.code for unit in units if unit.level in levels and unit.code in shapes]
        light |= simplified(shapes, codes, tolerance)
    dissolve([unit for unit in units if unit.level in {Level.COMMUNE, Level.ARRONDISSEMENT}], light)
    return light


def cut_inner(shapes: dict[str, Geometry]) -> list[tuple[str, str]]:
    """Cut each unit that lies wholly in another out of it, and return the pairs (inner, outer)."""
    codes = list(shapes)
    inside = shapely.STRtree([shapes[code] for code in codes]).query(
        [shapely.point_on_surface(shapes[code]) for code in codes], "intersects"
    )
    pairs = []
    for inner, outer in sorted(zip(*(row.tolist() for row in inside), strict=True)):
        if inner == outer:
            continue
        small, large = shapes[codes[inner]], shapes[codes[outer]]
        if small.area < large.area and shapely.area(small & large) > 0.99 * small.area:
            shapes[codes[outer]] = polygons_of(large - small)
            pairs.append((codes[inner], codes[outer]))
    return pairs


def gaps(shapes: dict[str, Geometry]) -> list[Polygon]:
    """Return the holes that the shapes leave between them, slivers apart."""
    whole = shapely.union_all(list(shapes.values()))
    holes = [Polygon(ring) for part in shapely.get_parts(whole) for ring in part.interiors]
    return [hole for hole in holes if hole.area > SLIVER]


def square_kilometres(shape: Geometry) -> float:
    """Return the area of a WGS84 shape on the sphere of equal area, good to 1 % here."""
    latitude = math.radians(shape.centroid.y)
    return shape.area * 111.32 * 110.57 * math.cos(latitude)
