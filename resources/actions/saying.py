"""What is said of a resource, checked and made clean."""

import datetime
from collections.abc import Sequence
from typing import Any, TypedDict

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from core.fitness import Unfit, fits
from core.text import clean_line, clean_text, has_words
from councils.enums import Theme
from resources.enums import Language, Licence, Reader, ResourceKind
from resources.letters import BLANKS_MAX, blanks_of
from resources.models import LANGUAGES, Resource
from resources.queries import codes_around
from territories.models import Territory

TITLE_MAX, SUMMARY_MAX, TEXT_MAX = 160, 600, 20_000  # characters
URL_MAX, PHONE_MAX, EMAIL_MAX, ADDRESS_MAX, SOURCE_MAX, CHANGE_MAX = 500, 40, 254, 300, 200, 300
OLDEST = datetime.date(1900, 1, 1)
REVIEW_DAYS_MAX = 5 * 366
LINES = {"url": URL_MAX, "phone": PHONE_MAX, "email": EMAIL_MAX, "address": ADDRESS_MAX, "source": SOURCE_MAX}
REACHING = ("phone", "email", "address")


class Told(TypedDict, total=False):
    """What may be said of a resource. What is left out stays as it is, or takes its default.

    `theme` is a `Theme`, `licence` a `Licence`, `languages` and `readers` values of `Language` and `Reader`;
    `territory` where it holds, None for the whole country. `of_organisation` says that phone, e-mail and place are an
    organisation's own: without it they are refused.
    """

    title_ar: str
    title_fr: str
    title_zgh: str
    summary_ar: str
    summary_fr: str
    summary_zgh: str
    text_ar: str
    text_fr: str
    text_zgh: str
    url: str
    phone: str
    email: str
    address: str
    of_organisation: bool
    source: str
    licence: str
    issued_on: datetime.date | None
    review_on: datetime.date | None
    theme: str
    territory: Territory | None
    languages: Sequence[str]
    readers: Sequence[str]


def clean(row: Resource, told: Told) -> dict[str, Any]:
    """Return the columns that `told` names, made clean; `row` is the resource as it stands. Raises `Unfit`."""
    if unknown := told.keys() - Told.__annotations__.keys():
        raise TypeError(f"not said of a resource: {sorted(unknown)}")
    data = _words(row, told) | _lines(row, told) | _choices(told) | _days(row, told)
    if "territory" in told:
        data["territory"] = _place(row, told["territory"])
    written = [one for one in LANGUAGES if any(_now(row, data, f"{name}_{one}") for name in ("title", "text"))]
    chosen = told.get("languages", row.languages if row.pk else [])
    data["languages"] = [one for one in LANGUAGES if one in {*written, *_listed(chosen, Language, "languages")}]
    return data


def _now(row: Resource, data: dict[str, Any], name: str) -> Any:
    return data.get(name, getattr(row, name))


def _words(row: Resource, told: Told) -> dict[str, str]:
    data = {}
    for name, longest, tidy in (
        ("title", TITLE_MAX, clean_line),
        ("summary", SUMMARY_MAX, clean_text),
        ("text", TEXT_MAX, clean_text),
    ):
        for language in LANGUAGES:
            field = f"{name}_{language}"
            if field in told:
                data[field] = fits(tidy(told[field] or ""), longest, field)
        if name == "title" and not any(has_words(_now(row, data, f"title_{one}")) for one in LANGUAGES):
            raise Unfit(_("Write its title in Arabic, in French, or in both. What you wrote is kept."), "title_ar")
    for language in LANGUAGES:
        text = _now(row, data, f"text_{language}")
        if row.kind == ResourceKind.LETTER and len(blanks_of(text)) > BLANKS_MAX:
            raise Unfit(_("A model letter has at most forty blanks. What you wrote is kept."), f"text_{language}")
    return data


def _lines(row: Resource, told: Told) -> dict[str, str]:
    data = {name: fits(clean_line(told[name] or ""), longest, name) for name, longest in LINES.items() if name in told}
    if data.get("url"):
        try:
            URLValidator(schemes=["https", "http"])(data["url"])
        except ValidationError:
            raise Unfit(_("This is no address of a page: it begins with https://. Copy it whole."), "url") from None
        if "@" in data["url"].split("/")[2]:
            raise Unfit(_("This address holds a name and a password: give it without them."), "url")
    if data.get("email"):
        try:
            validate_email(data["email"])
        except ValidationError:
            raise Unfit(_("This is no e-mail address. Write it like contact@example.org."), "email") from None
    if any(_now(row, data, name) for name in REACHING):
        if row.kind != ResourceKind.CONTACT:
            raise Unfit(_("Only the contact of an organisation has a phone number, an e-mail and a place."), "kind")
        if not told.get("of_organisation"):
            raise Unfit(
                _("Nobody’s own number or address is published here: confirm that they are the organisation’s."),
                "of_organisation",
            )
    return data


def _choices(told: Told) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for name, kind in (("theme", Theme), ("licence", Licence)):
        if name in told:
            if told[name] not in kind.values:
                raise Unfit(_("Choose one from the list."), name)
            data[name] = told[name]
    if "readers" in told:
        data["readers"] = _listed(told["readers"], Reader, "readers")
    return data


def _listed(values: Sequence[str], kind: Any, name: str) -> list[str]:
    """Return the values in the order of their list, once each."""
    if not set(values) <= set(kind.values):
        raise Unfit(_("Choose from the list."), name)
    return [one for one in kind.values if one in set(values)]


def _days(row: Resource, told: Told) -> dict[str, datetime.date | None]:
    data = {name: told[name] for name in ("issued_on", "review_on") if name in told}
    issued, review = data.get("issued_on"), data.get("review_on")
    if issued and not OLDEST <= issued <= localdate():
        raise Unfit(_("The date of the document is not over yet."), "issued_on")
    if review and review != row.review_on:
        fit_review(review)
    if "review_on" in data and review != row.review_on:
        data["review_told_at"] = None
    return data


def fit_review(day: datetime.date) -> None:
    """Raise `Unfit` for a day of review that is not to come, or further than five years."""
    if not localdate() < day <= localdate() + datetime.timedelta(days=REVIEW_DAYS_MAX):
        raise Unfit(_("Give a day that is still to come, within five years: by then it is read again."), "review_on")


def places_of(row: Resource) -> list[str]:
    """Return the codes of the territories about which its owner may speak: its commune and those above it."""
    if row.space_id:
        return codes_around(row.space.commune.code)
    return codes_around(row.association.seat.code) if row.association_id else []


def _place(row: Resource, territory: Territory | None) -> Territory | None:
    may = places_of(row)
    if territory is not None and (territory.code not in may if may else territory.level != "region"):
        raise Unfit(_("Choose the place from the list: the commune, one above it, or the whole country."), "territory")
    return territory
