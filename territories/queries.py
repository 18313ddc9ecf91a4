"""Reads of the territorial division."""

import math
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.contrib.gis.db import models
from django.contrib.gis.db.models.functions import AsGeoJSON, GeometryDistance
from django.contrib.gis.geos import Point
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.functions import Greatest, Round

from core.folding import consonant_key, fold_variants
from territories.enums import Level
from territories.names import asked_of

OUTLINE_DIGITS = 4  # decimals of a degree: about 10 m


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
        key, spellings = consonant_key(asked), fold_variants(asked)
        exact = reduce(or_, (Q(folded__contains=f"\n{spelling}\n") for spelling in spellings))
        begins = reduce(or_, (Q(folded__contains=f"\n{spelling}") for spelling in spellings))
        inside = Q(folded__contains=f" {asked}")
        sounds = Q(keys__contains=f"\n{key}\n") if len(key) > 1 else Q(pk__in=[])
        like = Q(folded__trigram_word_similar=asked)
        if len(key) > 2:  # a sound of two letters is like too many
            like |= Q(keys__trigram_word_similar=key)
        # Each of these conditions is answered by an index; the ranks are then reckoned for the few rows found.
        found = self.filter(begins | inside | sounds | like).annotate(
            likeness=Greatest(
                TrigramWordSimilarity(asked, "folded"),
                # Sounds say less than letters, and a sound of two letters says nothing.
                TrigramWordSimilarity(key, "keys") * Value(0.8 if len(key) > 2 else 0.0),
            ),
            match=Case(
                When(exact, then=self.EXACT),
                When(begins, then=self.BEGINS),
                When(sounds, then=self.SOUNDS),
                When(inside, then=self.INSIDE),
                default=self.LIKE,
                output_field=IntegerField(),
            ),
            is_commune=Case(When(level=Level.COMMUNE, then=1), default=0, output_field=IntegerField()),
        )
        return found.order_by(
            "-match",
            Case(When(match__gte=self.BEGINS, then="is_commune"), default=0, output_field=IntegerField()).desc(),
            Round("likeness", 1).desc(),
            "-is_commune",
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
