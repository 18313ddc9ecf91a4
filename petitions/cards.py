"""The number of the national identity card (بطاقة التعريف الوطنية), in any of the ways people write it."""

import re

from django.utils.translation import gettext_lazy as _

from accounts.phones import plain
from core.fitness import Unfit

LONGEST = 24  # signs a person may type, spaces and hyphens with them
SHAPE = re.compile(r"[A-Z]{1,2}[0-9]{4,7}")


def normalise(text: str) -> str:
    """Return the number with capital Latin letters and Western digits, without spaces: "ab ١٢٣٤٥٦" is "AB123456"."""
    return plain(text[:LONGEST]).upper()


def is_card_number(text: str) -> bool:
    """Tell whether a text is shaped like a card's number: one or two Latin letters, then four to seven digits."""
    return len(text) <= LONGEST and SHAPE.fullmatch(normalise(text)) is not None


def read(text: str) -> str:
    """Return the normalised number of a card. Raises `Unfit`, in words, for what is not shaped like one."""
    if not is_card_number(text):
        raise Unfit(
            _(
                "This is not the number of an identity card: one or two Latin letters, then digits, like AB123456. "
                "Nothing was kept: look at your card and write it again."
            ),
            "cin",
        )
    return normalise(text)
