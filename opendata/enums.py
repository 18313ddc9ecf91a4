"""Named values of open data."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Format(models.TextChoices):
    """The shapes in which a dataset is written."""

    CSV = "csv", "CSV"
    JSON = "json", "JSON"
    GEOJSON = "geojson", "GeoJSON"


MEDIA_TYPES = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.JSON: "application/json",
    Format.GEOJSON: "application/geo+json",
}


class Kind(models.TextChoices):
    """What a field holds, as the dictionary names it."""

    INTEGER = "integer", _("whole number")
    NUMBER = "number", _("number")
    BOOLEAN = "boolean", _("true or false; 1 or 0 in CSV")
    STRING = "string", _("text")
    CODE = "code", _("code")
    CODES = "codes", _("codes with a space between them")
    DATE = "date", _("day, as 2026-11-28")
    MOMENT = "date-time", _("moment, as 2026-11-28T21:30:00+01:00")
    ADDRESS = "uri", _("address of a page")


class Unit(models.TextChoices):
    """What a number counts."""

    PEOPLE = "people", _("people")
    DIRHAMS = "dirhams", _("dirhams")
    DAYS = "days", _("days")
    YEARS = "years", _("year")
    DEGREES = "degrees", _("degrees (WGS84)")
    BYTES = "bytes", _("bytes")
    PERCENT = "percent", _("out of 100")
    HOUSEHOLDS = "households", _("households")
    VOICES = "voices", _("voices")
