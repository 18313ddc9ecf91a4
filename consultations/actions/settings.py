"""The settings of a question by its kind, checked and made clean: see `Question`."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from consultations.enums import QuestionKind
from core.fitness import Unfit, fits
from core.text import clean_line

END_MAX, UNIT_MAX = 60, 40  # characters
SCALE_MAX = 10
NUMBER_MAX = 10**11


def settings_of(kind: str, said: dict[str, Any]) -> dict[str, Any]:
    """Return the settings that a kind of question takes, without what is empty. Raises `Unfit`."""
    kept: dict[str, Any] = {}
    if kind == QuestionKind.SCALE:
        low, high = said.get("low"), said.get("high")
        low, high = 1 if low is None else low, 5 if high is None else high
        if not 0 <= low < high <= SCALE_MAX:
            raise Unfit(_("A scale goes from 0 or more up to 10 at most."), "high")
        kept = {"low": low, "high": high} | _words(said, ("low_ar", "low_fr", "high_ar", "high_fr"), END_MAX)
    elif kind == QuestionKind.MULTIPLE:
        kept = _numbers(said, ("most",))
        if kept.get("most", 1) < 1:
            raise Unfit(_("Give how many may be chosen: one at least."), "most")
    elif kind == QuestionKind.NUMBER:
        kept = _numbers(said, ("least", "most")) | _words(said, ("unit_ar", "unit_fr"), UNIT_MAX)
        if "least" in kept and "most" in kept and kept["least"] > kept["most"]:
            raise Unfit(_("The least is above the most."), "most")
    return kept


def _numbers(said: dict[str, Any], names: tuple[str, ...]) -> dict[str, int]:
    kept = {name: int(said[name]) for name in names if said.get(name) is not None}
    for name, value in kept.items():
        if abs(value) > NUMBER_MAX:
            raise Unfit(_("This number is too large."), name)
    return kept


def _words(said: dict[str, Any], names: tuple[str, ...], longest: int) -> dict[str, str]:
    words = {name: fits(clean_line(said.get(name) or ""), longest, name) for name in names}
    return {name: text for name, text in words.items() if text}
