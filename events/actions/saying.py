"""What is said of an event and of its programme, checked and made clean."""

import datetime
from typing import Any, TypedDict

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from core.fitness import Unfit, fits
from core.text import clean_line, clean_text, has_words
from councils.enums import Theme
from events.enums import EventKind
from events.models import Event
from spaces.models import Association

TITLE_MAX, SLOGAN_MAX, ABOUT_MAX, ORGANISERS_MAX, VENUE_MAX = 160, 200, 6_000, 300, 200  # characters
AHEAD = datetime.timedelta(days=2 * 366)
LONGEST = datetime.timedelta(days=31)
PEOPLE_MAX = 100_000


class Said(TypedDict, total=False):
    """What may be said of an event. What is left out stays as it is, or takes its default.

    `kind` is an `EventKind`, `theme` a `Theme`, `capacity` people or None; moments are aware, or None.
    """

    kind: str
    theme: str
    title_ar: str
    title_fr: str
    slogan_ar: str
    slogan_fr: str
    about: str
    organisers: str
    association: Association | None
    venue: str
    online_url: str
    starts_at: datetime.datetime | None
    ends_at: datetime.datetime | None
    opens_at: datetime.datetime | None
    closes_at: datetime.datetime | None
    capacity: int | None
    with_stands: bool


def clean(said: Said, before: Event | None = None) -> dict[str, Any]:
    """Return the columns that `said` names, made clean; `before` is the event as it stands. Raises `Unfit`."""
    if unknown := said.keys() - Said.__annotations__.keys():
        raise TypeError(f"not said of an event: {sorted(unknown)}")
    if before is None:
        said = {"title_ar": "", "title_fr": ""} | said
    return _words(said) | _choices(said) | _moments(said, before)


def both(said: dict[str, Any], name: str, longest: int, *, needed: bool = True) -> dict[str, str]:
    """Return the Arabic and the French words of `name` that `said` names, clean; one of the two is enough."""
    data = {}
    for field in (f"{name}_ar", f"{name}_fr"):
        if field in said:
            data[field] = fits(clean_line(said[field] or ""), longest, field)
    if needed and data and not any(has_words(words) for words in data.values()):
        raise Unfit(
            _("Write a title in Arabic, in French, or in both. What you wrote elsewhere is kept."), next(iter(data))
        )
    return data


def _words(said: Said) -> dict[str, Any]:
    data: dict[str, Any] = both(said, "title", TITLE_MAX) | both(said, "slogan", SLOGAN_MAX, needed=False)
    for name, longest, make in (
        ("about", ABOUT_MAX, clean_text), ("organisers", ORGANISERS_MAX, clean_line), ("venue", VENUE_MAX, clean_line),
    ):  # fmt: skip
        if name in said:
            data[name] = fits(make(said[name] or ""), longest, name)
    if "online_url" in said:
        data["online_url"] = web_address(said["online_url"] or "", "online_url")
    return data


def web_address(text: str, field: str) -> str:
    """Return the address of a page of the web, or nothing. Raises `Unfit`."""
    text = clean_line(text)
    if not text:
        return ""
    try:
        URLValidator(schemes=["https", "http"])(text)
    except ValidationError:
        raise Unfit(_("This is not the address of a page: it begins with https://."), field) from None
    return fits(text, 200, field)


def _choices(said: Said) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for name, kind in (("kind", EventKind), ("theme", Theme)):
        if name in said:
            if said[name] not in kind.values:
                raise Unfit(_("Choose one from the list."), name)
            data[name] = said[name]
    if "capacity" in said:
        data["capacity"] = people(said["capacity"], "capacity")
    if "association" in said:
        data["association"] = said["association"]
    if "with_stands" in said:
        data["with_stands"] = bool(said["with_stands"])
    return data


def people(number: int | None, field: str) -> int | None:
    """Return a number of people, or None. Raises `Unfit`."""
    if number is not None and not 1 <= number <= PEOPLE_MAX:
        raise Unfit(_("Give a number of people from 1 to 100,000, or leave it empty."), field)
    return number


def _moments(said: Said, before: Event | None) -> dict[str, Any]:
    data: dict[str, Any] = {
        name: said[name] for name in ("starts_at", "ends_at", "opens_at", "closes_at") if name in said
    }
    for name in ("starts_at", "ends_at"):
        at = data.get(name)
        if at is not None and at != getattr(before, name, None) and not now() < at < now() + AHEAD:
            raise Unfit(_("Give a moment that is still to come, within two years. What you wrote is kept."), name)

    def value(name):
        return data.get(name, getattr(before, name, None))

    starts, ends, opens, closes = (value(name) for name in ("starts_at", "ends_at", "opens_at", "closes_at"))
    if starts and ends and not starts < ends <= starts + LONGEST:
        raise Unfit(_("It must end after it begins, within a month. What you wrote is kept."), "ends_at")
    if opens and closes and closes <= opens:
        raise Unfit(_("Registration must close after it opens. What you wrote is kept."), "closes_at")
    if closes and ends and closes > ends:
        raise Unfit(_("Registration must close before the event ends. What you wrote is kept."), "closes_at")
    return data
