"""Texts that are easy to read (plain/data/easy.toml): what happens in a process, a step a sentence, each with its sign.

One idea a sentence, twelve words at most, no passive: tests count. Facts are those of docs/law.md.
"""

import functools
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

WORDS_MAX = 12  # of a sentence
FILE = Path(__file__).parent / "data" / "easy.toml"
END = re.compile(r"(?<=[.؟?!:])\s+|\n+")
WORD = re.compile(r"\w[\w'’.-]*")
# Shown to a reader of the interface's language; Tamazight waits for its translator, and is answered in French.
SHOWN_IN = {"ar": "ar", "fr": "fr", "en": "en", "zgh": "fr"}


@dataclass(frozen=True)
class Step:
    """What happens, in one or two sentences, with a sign (`core.icons`)."""

    sign: str
    text: str


@dataclass(frozen=True)
class Easy:
    """A process in one language: its title and its steps; `language` is what it is written in."""

    key: str
    language: str
    title: str
    steps: tuple[Step, ...]


@functools.cache
def _file() -> dict:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def keys() -> list[str]:
    """Return the processes that are explained, in the order of the file."""
    return list(_file())


def easy(key: str, language: str) -> Easy | None:
    """Return the text of a process for a reader of `language`, in another one when there is none; None without it."""
    told = _file().get(key)
    if told is None:
        return None
    language = SHOWN_IN.get(language, "fr")
    language = language if language in told["title"] else "ar"
    steps = tuple(Step(step["sign"], step[language]) for step in told["steps"])
    return Easy(key, language, told["title"][language], steps)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text."""
    return [one.strip() for one in END.split(text) if one.strip()]


def too_long(text: str) -> list[str]:
    """Return the sentences of a text that have more than `WORDS_MAX` words."""
    return [one for one in sentences(text) if len(WORD.findall(one)) > WORDS_MAX]


def words_of(key: str) -> list[str]:
    """Return the keys of the words that a process needs (`plain.glossary`)."""
    return _file()[key]["words"]
