"""Addresses in notices: kept without a language, given back in the reader's."""

from django.conf import settings
from django.utils.translation import get_language

LANGUAGE_CODES = {code for code, _name in settings.LANGUAGES}


def without_language(path: str) -> str:
    """Return `path` as `/needs/12/`, whether it was given as `needs/12/`, `/needs/12/` or `/fr/needs/12/`.

    Raises `ValueError` for an address of another site.
    """
    if path.startswith("//") or "://" in path or "\\" in path:
        raise ValueError(f"not a path of this site: {path!r}")
    first, _slash, rest = path.lstrip("/").partition("/")
    kept = rest if first in LANGUAGE_CODES else path
    return f"/{kept.lstrip('/')}"


def in_language(path: str, language: str = "") -> str:
    """Return the path in a language, the active one by default: `/fr/needs/12/`."""
    return f"/{language or get_language() or settings.LANGUAGE_CODE}{without_language(path)}"


def absolute(path: str, language: str) -> str:
    """Return the full address, for a mail or a text message."""
    return settings.SITE_URL.rstrip("/") + in_language(path, language)
