"""What people write about networks and partners, made clean and fit to be kept."""

import datetime
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from core.fitness import Unfit, fits
from core.text import clean_line, clean_text, has_words
from councils.enums import Theme

NAME_MAX, TITLE_MAX, LINE_MAX, TEXT_MAX = 160, 160, 300, 4_000  # characters
OLDEST = datetime.date(1900, 1, 1)


def names(name_ar: str, name_fr: str) -> dict[str, str]:
    """Return both names. Raises `Unfit` for one without words or too long."""
    both = {"name_ar": clean_line(name_ar), "name_fr": clean_line(name_fr)}
    for field, value in both.items():
        if not has_words(value):
            raise Unfit(_("Write the name in Arabic and in French."), field)
        fits(value, NAME_MAX, field)
    return both


def line(words: str, field: str, longest: int = TITLE_MAX) -> str:
    """Return one line that says something. Raises `Unfit`."""
    words = fits(clean_line(words), longest, field)
    if not has_words(words):
        raise Unfit(_("Say it in words."), field)
    return words


def text(words: str, field: str, *, needed: bool = True) -> str:
    """Return lines that say something, or nothing when they are not `needed`. Raises `Unfit`."""
    words = fits(clean_text(words), TEXT_MAX, field)
    if needed and not has_words(words):
        raise Unfit(_("Say it in words."), field)
    return words


def themes(values: Iterable[str]) -> list[str]:
    """Return themes of the list, each once. Raises `Unfit`."""
    if set(values) - set(Theme.values):
        raise Unfit(_("Choose themes from the list."), "themes")
    return sorted(set(values))


def order(first: datetime.date | None, last: datetime.date | None, field: str) -> None:
    """Raise `Unfit` when the last day comes before the first."""
    if last and first and last < first:
        raise Unfit(_("The last day comes before the first."), field)
