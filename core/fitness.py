"""What people gave, fit to be taken or not, said in words for them."""

from typing import Any

from django.utils.translation import ngettext_lazy

from core.workflow import Refused


class Unfit(Refused):
    """What a person gave cannot be taken; `field` names which part of it."""

    def __init__(self, message: Any, field: str):
        super().__init__(message, field)
        self.field = field


def fits(words: str, longest: int, field: str) -> str:
    """Return `words`, or raise `Unfit` when they have more than `longest` characters."""
    if len(words) > longest:
        message = ngettext_lazy(
            "This is too long: %(longest)d character at most, and yours has %(length)d. Nothing was lost: shorten it.",
            "This is too long: %(longest)d characters at most, and yours has %(length)d. Nothing was lost: shorten it.",
            "longest",
        )
        raise Unfit(message % {"longest": longest, "length": len(words)}, field)
    return words
