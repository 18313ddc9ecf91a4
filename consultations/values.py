"""What a person gave as an answer to a question, made into the value that is kept, or refused in words.

Each function takes the question and what was given, as a form, a program or a sheet gives it, and returns the value of
its kind; `read` returns None for nothing given.
"""

import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib.gis.geos import Point
from django.core.files.base import File
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.enums import QuestionKind as Kind
from consultations.models import Question
from core import photos
from core.fitness import Unfit, fits
from core.text import clean_line, clean_text

SHORT_MAX, LONG_MAX = 300, 4000  # characters
NUMBER_LIMIT = Decimal(10) ** 12  # what the column holds
YEARS = range(1900, 2101)  # of a date
TYPED_MAX = 40  # characters of a number or a date


def name_of(question: Question) -> str:
    """Return under which name a question stands in a form, and in what is said of a fault."""
    return f"q{question.pk}"


def read(question: Question, given: Any) -> Any:
    """Return the value of an answer, or None for nothing given. Raises `Unfit`, whose field is `name_of` the question.

    A list of options' keys (one choice, several, an order), `int` (scale), `Decimal` (number), `str`, `date`, `Point`
    (WGS84; where it lies is looked at by `consultations.said`), `core.photos.Picture`.
    """
    if given is None or (isinstance(given, str) and not given.strip()) or given in ([], {}, ()):
        return None
    return READERS[question.kind](question, given)


def _unfit(question: Question, message: str) -> Unfit:
    return Unfit(message, name_of(question))


def whole(given: Any) -> int | None:
    """Return a whole number from what was typed, in any script's digits, or None."""
    if isinstance(given, bool) or not isinstance(given, int | str) or len(str(given)) > TYPED_MAX:
        return None
    try:
        return int(given)
    except ValueError:
        return None


def _option(question: Question, given: Any) -> int:
    key = whole(given)
    if key not in {option.pk for option in question.choices}:
        raise _unfit(question, _("This choice is not offered any more. Nothing else was lost: choose again."))
    return key


def _single(question, given):
    if isinstance(given, list | tuple):
        if len(given) != 1:
            raise _unfit(question, _("Choose one answer only."))
        given = given[0]
    return [_option(question, given)]


def _multiple(question, given):
    keys = list(dict.fromkeys(_option(question, one) for one in _several(question, given)))
    most = question.settings.get("most") or 0
    if most and len(keys) > most:
        raise _unfit(
            question,
            ngettext(
                "Choose %(most)d answer at most: you chose %(count)d.",
                "Choose %(most)d answers at most: you chose %(count)d.",
                most,
            )
            % {"most": most, "count": len(keys)},
        )
    return keys


def _several(question, given):
    if not isinstance(given, list | tuple):
        given = [given]
    if len(given) > len(question.choices) * 2:
        raise _unfit(question, _("This choice is not offered any more. Nothing else was lost: choose again."))
    return given


def _ranking(question, given):
    """A list of keys in her order, or the place of each option by its key."""
    if isinstance(given, dict):
        places = {_option(question, key): whole(place) for key, place in given.items() if place not in (None, "")}
        if not places:
            return None
        keys = sorted(places, key=lambda key: places[key] or 0)
        fits_all = [places[key] for key in keys] == list(range(1, len(question.choices) + 1))
    else:
        keys = [_option(question, one) for one in _several(question, given)]
        fits_all = len(set(keys)) == len(keys) == len(question.choices)
    if not fits_all:
        raise _unfit(
            question,
            ngettext(
                "Give the choice its place.",
                "Give each of the %(count)d choices a place of its own: 1 for the first, then 2, and so on.",
                len(question.choices),
            )
            % {"count": len(question.choices)},
        )
    return keys


def _scale(question, given):
    low, high = question.settings.get("low", 1), question.settings.get("high", 5)
    value = whole(given)
    if value is None or not low <= value <= high:
        raise _unfit(question, _("Choose a value from %(low)d to %(high)d.") % {"low": low, "high": high})
    return value


def _short(question, given):
    return fits(clean_line(_words(question, given)), SHORT_MAX, name_of(question)) or None


def _long(question, given):
    return fits(clean_text(_words(question, given)), LONG_MAX, name_of(question)) or None


def _words(question, given) -> str:
    if not isinstance(given, str):
        raise _unfit(question, _("Answer in words."))
    return given


def _number(question, given):
    try:
        if isinstance(given, bool) or len(str(given)) > TYPED_MAX:
            raise InvalidOperation
        value = Decimal(str(given).strip().replace("٫", ".").replace(",", "."))
    except (InvalidOperation, ValueError):
        raise _unfit(question, _("Write a number, with digits only.")) from None
    if not value.is_finite() or abs(value) >= NUMBER_LIMIT:
        raise _unfit(question, _("Write a number, with digits only."))
    value = value.quantize(Decimal("0.01"))
    least, most = question.settings.get("least"), question.settings.get("most")
    if least is not None and value < Decimal(str(least)):
        raise _unfit(question, _("Write a number that is not under %(least)s.") % {"least": least})
    if most is not None and value > Decimal(str(most)):
        raise _unfit(question, _("Write a number that is not over %(most)s.") % {"most": most})
    return value


def _date(question, given):
    if isinstance(given, datetime.date) and not isinstance(given, datetime.datetime):
        day = given
    else:
        try:
            day = parse_date(given.strip()) if isinstance(given, str) and len(given) <= TYPED_MAX else None
        except ValueError:
            day = None
    if day is None or day.year not in YEARS:
        raise _unfit(question, _("Write a day of the calendar, as 2026-11-28."))
    return day


def _point(question, given):
    """Two numbers by `lat` and `lon` (WGS84)."""
    if isinstance(given, Point):
        return given
    given = given if isinstance(given, dict) else {}
    lat, lon = given.get("lat"), given.get("lon")
    if lat in (None, "") and lon in (None, ""):
        return None
    try:
        lat, lon = float(lat), float(lon)
    except (TypeError, ValueError):
        raise _unfit(question, _("Give both numbers of the point, or neither.")) from None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise _unfit(question, _("These two numbers are no point on the map."))
    return Point(lon, lat, srid=4326)


def _photo(question, given):
    if not isinstance(given, File):
        raise _unfit(question, _("Send the photo as a file: JPEG, PNG or WebP."))
    try:
        return photos.photo(given)
    except Unfit as unfit:
        raise _unfit(question, unfit.message) from None


READERS = {
    Kind.SINGLE: _single,
    Kind.MULTIPLE: _multiple,
    Kind.SCALE: _scale,
    Kind.RANKING: _ranking,
    Kind.SHORT: _short,
    Kind.LONG: _long,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.POINT: _point,
    Kind.PHOTO: _photo,
}
