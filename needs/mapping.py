"""What a map of needs shows in a box: points when they are few, clusters when they are many; small at any number.

Clusters are counted in one pass over the index `need_grid`: nothing is prepared beforehand, so nothing is ever stale.
"""

from typing import Any

from django.db.models import Avg, Count, F, Q
from django.utils.translation import gettext_lazy as _

from core.enums import Visibility
from core.workflow import Refused
from needs.models import GRID_BITS, Need, degrees_of
from needs.queries import NeedQuerySet

POINTS_MAX = 150  # shown one by one; more are clustered
CELLS_MAX = 400
TITLE_SHOWN = 60  # characters
CELL_BITS = 22  # at zoom z a tile is 2^(24 - z) grid units wide, and a cluster's cell a quarter of it: 64 pixels
ZOOM, ZOOMS = 11, range(20)
DEGREES_MAX = 3.0  # of a box, when no space is named


def collection(needs: NeedQuerySet, *, bbox: str = "", zoom: str = "", bounded: bool = False) -> dict[str, Any]:
    """Return the visible, unmerged needs of a queryset in a box as a GeoJSON FeatureCollection (RFC 7946).

    `bbox` is `west,south,east,north` in degrees (empty: everywhere), `zoom` the map's zoom, 0 to 19. A point carries
    number, title, state, theme, people and url; a cluster `cluster` (true) and `count`. Two queries at most, 100 KB.

    Raises `Refused` for a box or zoom that cannot be read, and for no box or a wide one when `bounded`.
    """
    box = _box(bbox, bounded=bounded)
    level = _zoom(zoom)
    needs = needs.filter(visibility=Visibility.VISIBLE, merged_into__isnull=True, location__isnull=False).order_by()
    if box:
        needs = needs.filter(_inside(box))
    columns = ("pk", "title", "state", "theme", "support_count", "location")
    rows = list(needs.values_list(*columns)[: POINTS_MAX + 1])
    features = [_point(*row) for row in rows] if len(rows) <= POINTS_MAX else _clusters(needs, _shift(box, level))
    return {"type": "FeatureCollection", "features": features}


def _point(pk, title, state, theme, people, location) -> dict[str, Any]:
    shown = title if len(title) <= TITLE_SHOWN else title[: TITLE_SHOWN - 1].rstrip() + "…"
    words = {"id": pk, "title": shown, "state": state, "theme": theme, "support_count": people}
    return _feature(location.x, location.y, words | {"url": Need(pk=pk).get_absolute_url()})


def _clusters(needs: NeedQuerySet, shift: int) -> list[dict[str, Any]]:
    cells = (
        needs.annotate(column=F("grid_x").bitrightshift(shift), row=F("grid_y").bitrightshift(shift))
        .values("column", "row")
        .annotate(count=Count("*"), x=Avg("grid_x"), y=Avg("grid_y"))
        .order_by("-count")[:CELLS_MAX]
    )
    return [
        _feature(
            degrees_of(float(cell["x"])) - 180,
            degrees_of(float(cell["y"])) - 90,
            {"cluster": True, "count": cell["count"]},
        )
        for cell in cells
    ]


def _feature(lon: float, lat: float, properties: dict[str, Any]) -> dict[str, Any]:
    geometry = {"type": "Point", "coordinates": [round(lon, 5), round(lat, 5)]}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _inside(box: tuple[float, float, float, float]) -> Q:
    west, south, east, north = box
    return Q(
        grid_x__gte=_grid(west + 180), grid_x__lte=_grid(east + 180),
        grid_y__gte=_grid(south + 90), grid_y__lte=_grid(north + 90),
    )  # fmt: skip


def _shift(box: tuple[float, float, float, float] | None, zoom: int) -> int:
    """Return how much coarser than the grid a cell is: by the zoom, coarser still if the box holds too many."""
    shift = max(CELL_BITS - zoom, 0)
    if box:
        west, south, east, north = box
        wide, high = _grid(east - west), _grid(north - south)
        while ((wide >> shift) + 1) * ((high >> shift) + 1) > CELLS_MAX:
            shift += 1
    return shift


def _grid(degrees: float) -> int:
    return int(degrees / 360 * 2**GRID_BITS)


def _box(text: str, *, bounded: bool) -> tuple[float, float, float, float] | None:
    if not text and not bounded:
        return None
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        raise Refused(_("Give the box as west,south,east,north in degrees."), "bbox") from None
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise Refused(_("Give the box as west,south,east,north in degrees."), "bbox")
    if bounded and max(east - west, north - south) > DEGREES_MAX:
        raise Refused(_("This box is too wide: look closer, or name a space."), "bbox")
    return west, south, east, north


def _zoom(text: str) -> int:
    if not text:
        return ZOOM
    if not (text.isascii() and text.isdecimal()) or len(text) > 2 or int(text) not in ZOOMS:
        raise Refused(_("Give the zoom as a number from 0 to 19."), "zoom")
    return int(text)
