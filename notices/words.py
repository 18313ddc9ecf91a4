"""One line of news: cut where it is too long, in each language of its readers."""

from collections.abc import Callable, Iterable

from django.utils import translation

from core.text import FIRST_STRONG_ISOLATE, POP_ISOLATE

TEXT_LENGTH = 300  # signs, as `Notice.text` holds


def shortened(text: str, length: int = TEXT_LENGTH) -> str:
    """Return one line that fits. Isolates put around names by the caller stay, and are closed where the text is cut."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    cut = line[: length - 3].rstrip() + "…"
    return cut + POP_ISOLATE * (cut.count(FIRST_STRONG_ISOLATE) - cut.count(POP_ISOLATE))


def in_languages(text: str | Callable[[], str], languages: Iterable[str]) -> dict[str, str]:
    """Return the line in each language: `text` is a lazy string, or a callable that is asked once for each."""
    words = {}
    for language in languages:
        with translation.override(language):
            words[language] = shortened(str(text() if callable(text) else text))
    return words
