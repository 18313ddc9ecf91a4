"""What is said of a call, checked and made clean."""

import datetime
from collections.abc import Sequence
from typing import Any, TypedDict

from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from calls.enums import LastTie, PlacesBy, Seat
from calls.models import Call
from core.fitness import Unfit, fits
from core.text import clean_line, clean_text, has_words
from councils.enums import Theme
from spaces.enums import PaperKind

TITLE_MAX, PURPOSE_MAX, PARTNER_MAX = 160, 4_000, 160  # characters
SUM_MAX = 10**12  # dirhams
YEARS_MAX, EVALUATORS_MAX, PLACES_MAX = 50, 9, 200
AHEAD = datetime.timedelta(days=730)


class Said(TypedDict, total=False):
    """What may be said of a call. What is left out stays, or takes its default. Sums in dirhams, aware moments."""

    title_ar: str
    title_fr: str
    purpose_ar: str
    purpose_fr: str
    partner: str
    envelope: int
    ceiling: int
    papers: Sequence[str]
    least_years: int
    seat: str
    themes: Sequence[str]
    is_blind: bool
    evaluators_min: int
    places_by: str
    places: int | None
    reserve_places: int
    last_tie: str
    opens_at: datetime.datetime | None
    closes_at: datetime.datetime | None
    results_on: datetime.date | None


CHOICES = {"seat": Seat, "places_by": PlacesBy, "last_tie": LastTie}
LISTS = {"papers": PaperKind, "themes": Theme}
NUMBERS = {
    "envelope": (1, SUM_MAX), "ceiling": (1, SUM_MAX), "least_years": (0, YEARS_MAX),
    "evaluators_min": (1, EVALUATORS_MAX), "reserve_places": (0, PLACES_MAX),
}  # fmt: skip


def clean(said: Said, before: Call | None = None) -> dict[str, Any]:
    """Return the columns that `said` gives, clean. Raises `Unfit`, which names the field."""
    data: dict[str, Any] = both(said, "title", TITLE_MAX, was=before)
    data |= both(said, "purpose", PURPOSE_MAX, many=True, was=before)
    if "partner" in said:
        data["partner"] = fits(clean_line(said["partner"] or ""), PARTNER_MAX, "partner")
    data |= _chosen(said)
    for name, (least, most) in NUMBERS.items():
        if name in said:
            data[name] = whole(said[name], least, most, name)
    if "is_blind" in said:
        data["is_blind"] = bool(said["is_blind"])
    if "places" in said:
        data["places"] = None if said["places"] is None else whole(said["places"], 1, PLACES_MAX, "places")
    return data | _dates(said, before) | _sums(data, before)


def _chosen(said: Said) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for name, choices in CHOICES.items():
        if name in said:
            if said[name] not in choices.values:
                raise Unfit(_("Choose one from the list."), name)
            data[name] = said[name]
    for name, choices in LISTS.items():
        if name in said:
            if set(said[name]) - set(choices.values):
                raise Unfit(_("Choose from the list."), name)
            data[name] = [value for value in choices.values if value in said[name]]
    return data


def whole(value: Any, least: int, most: int, field: str) -> int:
    """Return a whole number between two others. Raises `Unfit`."""
    if value is None or not least <= value <= most:
        raise Unfit(_("Give a number from %(least)s to %(most)s.") % {"least": least, "most": most}, field)
    return value


def both(said, name: str, longest: int, *, many: bool = False, was=None, needed: bool = True) -> dict[str, str]:
    """Return the Arabic and the French words of `name` that `said` names, clean; one of the two is enough.

    `was` is the row as it is, for the words that `said` leaves out. Raises `Unfit`, which names the field.
    """
    data = {}
    for field in (f"{name}_ar", f"{name}_fr"):
        if field in said:
            words = (clean_text if many else clean_line)(said[field] or "")
            data[field] = fits(words, longest, field)
    kept = {field: getattr(was, field, "") for field in (f"{name}_ar", f"{name}_fr")} | data
    if needed and not any(has_words(words) for words in kept.values()):
        raise Unfit(_("Write it in Arabic, in French, or in both. What you wrote elsewhere is kept."), f"{name}_ar")
    return data


def _dates(said: Said, before: Call | None) -> dict[str, Any]:
    data = {name: said[name] for name in ("opens_at", "closes_at", "results_on") if name in said}
    kept = {name: getattr(before, name, None) for name in ("opens_at", "closes_at", "results_on")} | data
    for name in ("opens_at", "closes_at"):
        at = data.get(name)
        if at and at != getattr(before, name, None) and not at < now() + AHEAD:
            raise Unfit(_("Give a moment within two years. What you wrote is kept."), name)
    if data.get("closes_at") and data["closes_at"] != getattr(before, "closes_at", None) and data["closes_at"] <= now():
        raise Unfit(_("Give a moment that is still to come. What you wrote is kept."), "closes_at")
    opens, closes, results = kept["opens_at"], kept["closes_at"], kept["results_on"]
    if opens and closes and closes <= opens:
        raise Unfit(_("It must close after it opens. What you wrote is kept."), "closes_at")
    if closes and results and results <= closes.date():
        raise Unfit(_("The results come after the last day to apply. What you wrote is kept."), "results_on")
    return data


def _sums(data: dict[str, Any], before: Call | None) -> dict[str, Any]:
    envelope = data.get("envelope", getattr(before, "envelope", None))
    ceiling = data.get("ceiling", getattr(before, "ceiling", None))
    if envelope is None or ceiling is None:
        raise Unfit(_("Give the sum in dirhams."), "envelope" if envelope is None else "ceiling")
    if ceiling > envelope:
        raise Unfit(_("One project cannot be given more than the whole envelope."), "ceiling")
    return {}
