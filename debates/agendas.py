"""Models of a debate, kept as data (`data/agendas.json`): a question and an agenda to begin from."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent / "data" / "agendas.json"


@dataclass(frozen=True)
class Agenda:
    """One model in one language: its name, and what a new debate begins with; `points` are titles with minutes."""

    key: str
    name: str
    title: str
    question: str
    theme: str
    points: tuple[tuple[str, int], ...]


@cache
def agendas(language: str) -> tuple[Agenda, ...]:
    """Return the models in a language: in Arabic for `ar`, in French for every other."""
    written = "ar" if language == "ar" else "fr"
    return tuple(_agenda(one, written) for one in json.loads(DATA.read_text(encoding="utf-8")))


def agenda(key: str, language: str) -> Agenda | None:
    """Return the model of a name in a language, or None."""
    return next((one for one in agendas(language) if one.key == key), None)


def _agenda(data: dict[str, Any], written: str) -> Agenda:
    return Agenda(
        key=data["key"],
        name=data["name"][written],
        title=data["title"][written],
        question=data["question"][written],
        theme=data["theme"],
        points=tuple((point[written], point["minutes"]) for point in data["points"]),
    )
