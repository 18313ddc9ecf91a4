"""The figures of moderation, its list of words and its ready texts, as `data/` has them."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from core.folding import fold

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Step:
    """One step of the ladder: `number` from 1, `kind` a `SanctionKind`, `days` of a suspension, `by` who decides it."""

    number: int
    kind: str
    days: int
    by: str


@dataclass(frozen=True)
class Text:
    """A ready text: `outcome` of which decision, `ground` for which reason or empty. `en` and `zgh` may be empty.
    `pk` is its row's, where a space added it.
    """

    key: str
    outcome: str
    ground: str
    ar: str
    fr: str
    en: str = ""
    zgh: str = ""
    pk: int | None = None

    def in_language(self, language: str) -> str:
        """Return the text for a reader: where there is none in her language French stands in, as everywhere here."""
        return getattr(self, language, "") or (self.ar if language == "ar" else self.fr or self.ar)


def _file(name: str) -> dict:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


@cache
def rules() -> dict:
    """Return the figures of data/rules.toml by name."""
    return {name: value for name, value in _file("rules.toml").items() if name != "step"}


@cache
def ladder() -> tuple[Step, ...]:
    """Return the steps of the ladder, the first one first."""
    return tuple(Step(number=number, **step) for number, step in enumerate(_file("rules.toml")["step"], 1))


@cache
def shipped_words() -> frozenset[str]:
    """Return the words to check of every language, folded."""
    return frozenset(fold(word) for words in _file("words.toml").values() for word in words)


@cache
def shipped_texts() -> tuple[Text, ...]:
    """Return the ready texts that every space has."""
    return tuple(Text(**text) for text in _file("texts.toml")["text"])
