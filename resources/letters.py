"""Model letters: a text with blanks, each named between double brackets, as [[name of the association]]. Pure."""

import re
from collections.abc import Mapping

BLANK = re.compile(r"\[\[([^\[\]\n]{1,80})\]\]")
BLANKS_MAX = 40
EMPTY = "…………………………"  # what is left to be written by hand
LINES = "…"  # a blank whose name ends so takes several lines


def blanks_of(text: str) -> list[str]:
    """Return the names of the blanks of a letter in the order they are met, without repeats."""
    return list(dict.fromkeys(" ".join(name.split()) for name in BLANK.findall(text)))


def is_long(blank: str) -> bool:
    """Tell whether what goes into a blank may take several lines."""
    return blank.endswith(LINES)


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return the letter with each blank filled, or dotted where nothing was given; what is given is never read again
    as a blank."""
    return BLANK.sub(lambda found: values.get(" ".join(found[1].split()), "").strip() or EMPTY, text)
