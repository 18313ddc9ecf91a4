"""What people write in two languages, made clean: Arabic, French, or both."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.fitness import Unfit, fits
from core.text import clean_line, clean_text, has_words

LANGUAGES = ("ar", "fr")
TITLE_MAX, TEXT_MAX = 300, 40_000  # characters


def titled(said: dict[str, Any], longest: int = TITLE_MAX) -> dict[str, str]:
    """Return a title in both languages; one of them may be empty. Raises `Unfit` when both say nothing."""
    found = {f"title_{code}": clean_line(said.get(f"title_{code}") or "") for code in LANGUAGES}
    if not any(has_words(words) for words in found.values()):
        raise Unfit(_("Write it in Arabic, in French, or in both."), "title_ar")
    return {key: fits(words, longest, key) for key, words in found.items()}


def told(said: dict[str, Any], name: str, longest: int = TEXT_MAX) -> dict[str, str]:
    """Return a text in both languages, empty where nothing is said."""
    found = {f"{name}_{code}": clean_text(said.get(f"{name}_{code}") or "") for code in LANGUAGES}
    return {key: fits(words, longest, key) for key, words in found.items()}
