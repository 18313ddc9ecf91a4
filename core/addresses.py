"""Addresses that are the same whatever is shown: looked for once for each language, not a dozen times a page."""

import functools

from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.translation import get_language


def standing(name: str, *args: str) -> str:
    """Return the address of a page by its name, in the language of the reader: `reverse`, remembered.

    For pages of the house itself, of which there are a few dozen; not for those of things, of which there are millions.
    Raises `NoReverseMatch`.
    """
    return _found(name, args, get_language(), get_urlconf(), get_script_prefix())


@functools.lru_cache(maxsize=1_000)
def _found(name: str, args: tuple[str, ...], _language: str, urlconf: str | None, _prefix: str) -> str:
    return reverse(name, urlconf=urlconf, args=args)
