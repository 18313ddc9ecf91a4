"""What is said of a consultation and of what it asks, checked and made clean."""

import datetime
from typing import Any, TypedDict

from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from consultations.enums import Audience, Showing
from consultations.models import Consultation
from core.fitness import Unfit, fits
from core.text import clean_line, clean_text, has_words
from councils.enums import Theme

TITLE_MAX, PURPOSE_MAX, USE_MAX = 160, 4_000, 2_000  # characters
AHEAD = datetime.timedelta(days=366)


class Said(TypedDict, total=False):
    """What may be said of a consultation. What is left out stays as it is, or takes its default.

    `audience` is an `Audience`, `showing` a `Showing`; `opens_at` and `closes_at` are aware moments, or None.
    """

    title: str
    purpose: str
    use: str
    theme: str
    audience: str
    is_anonymous: bool
    showing: str
    opens_at: datetime.datetime | None
    closes_at: datetime.datetime | None


def clean(said: Said, before: Consultation | None = None) -> dict[str, Any]:
    """Return the columns that `said` names, made clean; `before` is the draft as it stands. Raises `Unfit`."""
    if unknown := said.keys() - Said.__annotations__.keys():
        raise TypeError(f"not said of a consultation: {sorted(unknown)}")
    if before is None:
        said = {"title": "", "purpose": "", "use": ""} | said
    return _words(said) | _choices(said) | _moments(said, before)


def _words(said: Said) -> dict[str, str]:
    data = {}
    for name, longest in (("title", TITLE_MAX), ("purpose", PURPOSE_MAX), ("use", USE_MAX)):
        if name not in said:
            continue
        words = clean_line(said[name]) if name == "title" else clean_text(said[name])
        if not has_words(words):
            raise Unfit(NEEDED[name], name)
        data[name] = fits(words, longest, name)
    return data


NEEDED = {
    "title": _("Say in a few words what the consultation is about. What you wrote is kept."),
    "purpose": _("Say why the inhabitants are asked. What you wrote is kept."),
    "use": _("Say what will be done with the result: people answer when they know it. What you wrote is kept."),
}


def _choices(said: Said) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for name, kind in (("theme", Theme), ("audience", Audience), ("showing", Showing)):
        if name in said:
            if said[name] not in kind.values:
                raise Unfit(_("Choose one from the list."), name)
            data[name] = said[name]
    if "is_anonymous" in said:
        data["is_anonymous"] = bool(said["is_anonymous"])
    return data


def _moments(said: Said, before: Consultation | None) -> dict[str, Any]:
    data: dict[str, Any] = {name: said[name] for name in ("opens_at", "closes_at") if name in said}
    for name, at in data.items():
        was = getattr(before, name, None)
        if at is not None and at != was and not now() < at < now() + AHEAD:
            raise Unfit(_("Give a moment that is still to come, within a year. What you wrote is kept."), name)
    opens = data.get("opens_at", getattr(before, "opens_at", None))
    closes = data.get("closes_at", getattr(before, "closes_at", None))
    if opens and closes and closes <= opens:
        raise Unfit(_("It must close after it opens. What you wrote is kept."), "closes_at")
    return data


def both(said: dict[str, Any], name: str, longest: int, *, many: bool = False, needed: bool = True) -> dict[str, str]:
    """Return the Arabic and the French words of `name` that `said` names, clean; one of the two is enough.

    Raises `Unfit`, which names the field, when neither is there and `needed`, or one is too long.
    """
    data = {}
    for field in (f"{name}_ar", f"{name}_fr"):
        if field in said:
            words = (clean_text if many else clean_line)(said[field] or "")
            data[field] = fits(words, longest, field)
    if needed and data and not any(has_words(words) for words in data.values()):
        raise Unfit(_("Write it in Arabic, in French, or in both. What you wrote elsewhere is kept."), next(iter(data)))
    return data
