"""Territories of a small made-up region."""

import factory
from django.contrib.gis.geos import MultiPolygon, Point, Polygon

from territories.enums import Kind, Level
from territories.models import Territory
from territories.names import folded_of, keys_of


def square(lon: float, lat: float, side: float = 0.1) -> MultiPolygon:
    """Return a square of `side` degrees around a point (WGS84)."""
    half = side / 2
    return MultiPolygon(Polygon.from_bbox((lon - half, lat - half, lon + half, lat + half)), srid=4326)


class TerritoryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Territory
        django_get_or_create = ["code"]

    class Params:
        lon = -9.2
        lat = 29.7

    code = factory.Sequence(lambda n: f"09.581.{n // 90 + 10:02}.{n % 90 + 10:02}")
    level = Level.COMMUNE
    slug = factory.Sequence(lambda n: f"commune-{n}")
    name_ar = factory.Sequence(lambda n: f"جماعة {n}")
    name_fr = factory.Sequence(lambda n: f"Commune {n}")
    kind = Kind.RURAL
    population = 9_000
    census_year = 2024
    folded = factory.LazyAttribute(lambda o: folded_of(o.name_ar, o.name_fr))
    keys = factory.LazyAttribute(lambda o: keys_of(o.name_ar, o.name_fr))
    boundary = factory.LazyAttribute(lambda o: square(o.lon, o.lat))
    outline = factory.SelfAttribute("boundary")
    point = factory.LazyAttribute(lambda o: Point(o.lon, o.lat, srid=4326))
    parent = factory.LazyAttribute(lambda o: province())


def region() -> Territory:
    return TerritoryFactory(
        code="09", level=Level.REGION, slug="region-09", name_ar="جهة التجربة", name_fr="Région d’essai", kind="",
        parent=None, boundary=None, point=None,
    )  # fmt: skip


def province() -> Territory:
    return TerritoryFactory(
        code="09.581", level=Level.PROVINCE, slug="province-09-581", name_ar="إقليم التجربة",
        name_fr="Province d’essai", kind="", parent=region(), boundary=None, point=None,
    )  # fmt: skip
