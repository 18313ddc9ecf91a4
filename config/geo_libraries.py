"""Where GDAL and GEOS are: inside the pyogrio wheel, so that no system GDAL is needed."""

import importlib.util
import os
import sys
from pathlib import Path


def find() -> dict[str, str]:
    """Return the `GDAL_LIBRARY_PATH` and `GEOS_LIBRARY_PATH` settings, and set `PROJ_DATA`.

    The wheel's file names carry a hash, so they are looked for. pyogrio itself is not imported, as it pulls in numpy.
    GEOS is linked into the wheel's GDAL, which exports its symbols; on macOS it is taken from shapely's wheel.
    An empty dict leaves Django to look for system libraries.
    """
    spec = importlib.util.find_spec("pyogrio")
    if spec is None or spec.origin is None:
        return {}
    package = Path(spec.origin).parent
    # PROJ reads this when it is loaded: without it every EPSG code is an "OGR failure".
    os.environ.setdefault("PROJ_DATA", str(package / "proj_data"))
    os.environ.setdefault("GDAL_DATA", str(package / "gdal_data"))
    for folder, geos_package in ((package.parent / "pyogrio.libs", None), (package / ".dylibs", "shapely")):
        gdal = next(iter(sorted(folder.glob("libgdal*"))), None)
        if gdal is None:
            continue
        geos = gdal
        if geos_package:
            geos = next(iter(sorted((package.parent / geos_package / ".dylibs").glob("libgeos_c*"))), gdal)
        return {"GDAL_LIBRARY_PATH": str(gdal), "GEOS_LIBRARY_PATH": str(geos)}
    return {}


def without_numpy() -> None:
    """Load what Django has for shapes without numpy, which it takes for pictures of the earth where there is one: no
    page shows any, and that was a sixteenth of a process's start and 10 MB of it. Who counts with numpy has it all the
    same.
    """
    if "numpy" in sys.modules:
        return
    sys.modules["numpy"] = None  # type: ignore[assignment] -- "there is none", to an import
    try:
        importlib.import_module("django.contrib.gis.shortcuts")
    finally:
        del sys.modules["numpy"]
