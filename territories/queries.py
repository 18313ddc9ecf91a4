"""Reads of the territorial division."""

import math
from dataclasses import dataclass

from django.contrib.gis.db import models
from django.contrib.gis.db.models.functions import AsGeoJSON, GeometryDistance
from django.contrib.gis.geos import Point
from django.db.models import BooleanField, FloatField, IntegerField
from django.db.models.expressions import RawSQL
from django.db.models.functions import Round

from core.folding import consonant_key, fold_variants
from territories.enums import Level
from territories.names import asked_of

OUTLINE_DIGITS = 4  # decimals of a degree: about 10 m
UNREAD = ("boundary", "outline", "folded", "keys")  # shapes of hundreds of kilobytes, keys of the search
FOLDED, KEYS, LEVEL = (f"territories_territory.{name}" for name in ("folded", "keys", "level"))


def unread_of(*paths: str) -> list[str]:
    """Return what to `defer` of the territories at the end of these paths of a queryset: what only maps and searches
    read.
    """
    return [f"{path}__{column}" for path in paths for column in UNREAD]


def _sql(template: str, *parts: tuple[str, list], gives: models.Field) -> RawSQL:
    """Return the SQL with each part (constant SQL, its parameters) put in the template's places, in order."""
    params = [param for _, found in parts for param in found]
    return RawSQL(template.format(*(sql for sql, _ in parts)), params, gives)  # noqa: S611 -- constants; words are parameters


@dataclass(frozen=True)
class Place:
    """Where a point is: a commune, and the arrondissement of it when the city has some."""

    commune: models.Model
    arrondissement: models.Model | None


class TerritoryQuerySet(models.QuerySet):
    EXACT, BEGINS, SOUNDS, INSIDE, LIKE = 4, 3, 2, 1, 0  # `match` of what `search` finds

    def communes(self):
        return self.filter(level=Level.COMMUNE)

    def light(self):
        """Without the shapes, which weigh hundreds of kilobytes."""
        return self.defer("boundary", "outline", "folded", "keys")

    def for_list(self):
        """With the province and the region, light; any other read raises."""
        return (
            self.light()
            .select_related("parent__parent")
            .defer(
                *(
                    f"{path}__{name}"
                    for path in ("parent", "parent__parent")
                    for name in ("boundary", "outline", "folded", "keys")
                )
            )
        )

    def search(self, text: str):
        """Return the territories whose name may be `text`, in any script and with small misspellings, best first.

        First the exact spelling, then names that begin so, names that sound so, names with a word that begins so,
        and last the like ones; in each, communes first, then the likeness, then the more populous.
        """
        asked = asked_of(text)
        if not asked:
            return self.none()
        return self._ranked(asked, fold_variants(asked), consonant_key(asked))

    def _ranked(self, asked: str, spellings: list[str], key: str):
        # Each condition is answered by an index, and the ranks are reckoned for the few rows found. It is SQL, because
        # as expressions it cost Django ten times what it cost the database. What is asked is folded: no % or _ in it.
        exact = (" OR ".join([f"{FOLDED} LIKE %s"] * len(spellings)), [f"%\n{one}\n%" for one in spellings])
        begins = (exact[0], [f"%\n{one}%" for one in spellings])
        inside = (f"{FOLDED} LIKE %s", [f"% {asked}%"])
        # A sound of one letter says nothing, and one of two is like too many.
        sounds = (f"{KEYS} LIKE %s", [f"%\n{key}\n%"]) if len(key) > 1 else ("FALSE", [])
        alike = (f"{FOLDED} %%> %s OR {KEYS} %%> %s", [asked, key]) if len(key) > 2 else (f"{FOLDED} %%> %s", [asked])
        weight = 0.8 if len(key) > 2 else 0  # sounds say less than letters
        named = _sql("({} OR {} OR {} OR {})", begins, inside, sounds, alike, gives=BooleanField())
        found = self.filter(named).annotate(
            match=_sql(
                f"CASE WHEN {{}} THEN {self.EXACT} WHEN {{}} THEN {self.BEGINS} WHEN {{}} THEN {self.SOUNDS}"
                f" WHEN {{}} THEN {self.INSIDE} ELSE {self.LIKE} END",
                exact, begins, sounds, inside, gives=IntegerField(),
            ),
            likeness=_sql(
                f"GREATEST(word_similarity(%s, {FOLDED}), word_similarity(%s, {KEYS}) * {weight})",
                ("", [asked, key]), gives=FloatField(),
            ),
        )  # fmt: skip
        # Among names spelt so, or that begin so, communes come before a likelier province; else the likelier first.
        first = f"CASE WHEN {{}} THEN ({LEVEL} = 'commune')::int ELSE 0 END"
        return found.order_by(
            "-match",
            _sql(first, (f"{exact[0]} OR {begins[0]}", [*exact[1], *begins[1]]), gives=IntegerField()).desc(),
            Round("likeness", 1).desc(),
            _sql(f"({LEVEL} = 'commune')::int", gives=IntegerField()).desc(),
            "-population",
            "code",
        )

    def locate(self, lon: float, lat: float) -> Place | None:
        """Return the commune, and its arrondissement if any, that hold the point (WGS84 degrees); None at sea, abroad.

        A point on a common border belongs to the commune with the smaller code. Raises `ValueError` for what is no
        number.
        """
        if not (math.isfinite(lon) and math.isfinite(lat)):
            raise ValueError("lon and lat must be finite numbers")
        if not (-180 <= lon <= 180 and -90 <= lat <= 90):
            return None
        found = list(
            self.for_list()
            .filter(level__in=[Level.COMMUNE, Level.ARRONDISSEMENT], boundary__covers=Point(lon, lat, srid=4326))
            .order_by("code")
        )
        commune = next((unit for unit in found if unit.level == Level.COMMUNE), None)
        if commune is None:
            return None
        inside = (unit for unit in found if unit.level == Level.ARRONDISSEMENT and unit.parent_id == commune.pk)
        return Place(commune, next(inside, None))

    def nearest(self, lon: float, lat: float):
        """Return the communes by their distance from the point, nearest first (degrees of a flat map; 0 inside)."""
        point = Point(lon, lat, srid=4326)
        return self.communes().filter(boundary__isnull=False).order_by(GeometryDistance("boundary", point), "code")

    def with_outline(self):
        """With `outline_json`: the outline as the text of a GeoJSON geometry, about 10 m exact, made by the
        database.
        """
        return self.annotate(outline_json=AsGeoJSON("outline", precision=OUTLINE_DIGITS))
