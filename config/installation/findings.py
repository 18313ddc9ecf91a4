"""What a look at the installation brings."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How bad it is. FAILING: something does not work, or is not safe. DOUBTFUL: it works, and should not stay so."""

    WELL = "ok"
    DOUBTFUL = "doubtful"
    FAILING = "failing"


@dataclass(frozen=True)
class Finding:
    """`name` is for programs; `words` say to the operator what is wrong and what to do, empty when all is well."""

    name: str
    level: Level
    words: str = ""


def well(name: str) -> Finding:
    return Finding(name, Level.WELL)


def doubtful(name: str, words: str) -> Finding:
    return Finding(name, Level.DOUBTFUL, words)


def failing(name: str, words: str) -> Finding:
    return Finding(name, Level.FAILING, words)
