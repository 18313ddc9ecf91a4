"""What people write of a document or a plan, made clean: in Arabic, in French, or in both."""

import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.fitness import Unfit, fits
from core.text import clean_line, clean_text, has_words

TITLE_MAX, PURPOSE_MAX, AIM_MAX, ACTION_TITLE_MAX, ACTION_TEXT_MAX = 160, 2_000, 1_000, 200, 2_000  # characters
PASSAGE_MAX, SUMMARY_MAX = 4_000, 1_000
LANGUAGES = ("ar", "fr")


def titled(said: dict[str, Any], longest: int = TITLE_MAX, name: str = "title") -> dict[str, str]:
    """Return a title in both languages; one of them may be empty. Raises `Unfit` when both say nothing."""
    found = {f"{name}_{code}": clean_line(said.get(f"{name}_{code}") or "") for code in LANGUAGES}
    if not any(has_words(words) for words in found.values()):
        raise Unfit(_("Write it in Arabic, in French, or in both."), f"{name}_ar")
    return {key: fits(words, longest, key) for key, words in found.items()}


def told(said: dict[str, Any], name: str, longest: int) -> dict[str, str]:
    """Return a text in both languages, empty where nothing is said."""
    found = {f"{name}_{code}": clean_text(said.get(f"{name}_{code}") or "") for code in LANGUAGES}
    return {key: fits(words, longest, key) for key, words in found.items()}


def spoken(said: dict[str, Any], name: str, longest: int) -> dict[str, str]:
    """Return a text in both languages. Raises `Unfit` when neither says anything in words."""
    found = told(said, name, longest)
    if not any(has_words(words) for words in found.values()):
        raise Unfit(_("Write it in Arabic, in French, or in both."), f"{name}_ar")
    return found


def in_order(first: datetime.date | None, last: datetime.date | None, field: str) -> None:
    """Let through two days of which the last does not come before the first, or raise `Unfit`."""
    if first and last and last < first:
        raise Unfit(_("It cannot end before it begins."), field)


def one_title(row: Any) -> str:
    """Return a title for a place that has one language (a thread): the Arabic one, else the French one."""
    return row.title_ar or row.title_fr
