"""Models of a consultation, kept as data (`data/templates.json`): words to begin from, parts and questions."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent / "data" / "templates.json"
LANGUAGES = ("ar", "fr")


@dataclass(frozen=True)
class Template:
    """One model: `name`, `about`, `title`, `purpose`, `use` in a language; `parts` as the file has them, in both."""

    key: str
    theme: str
    name: str
    about: str
    title: str
    purpose: str
    use: str
    parts: tuple[dict[str, Any], ...]

    @property
    def said(self) -> dict[str, str]:
        """What a new consultation of this model says."""
        return {"title": self.title, "purpose": self.purpose, "use": self.use, "theme": self.theme}


@cache
def templates(language: str) -> tuple[Template, ...]:
    """Return the models in a language: in Arabic for `ar`, in French for every other."""
    written = "ar" if language == "ar" else "fr"
    return tuple(_template(one, written) for one in json.loads(DATA.read_text(encoding="utf-8")))


def template(key: str, language: str) -> Template | None:
    """Return the model of a name in a language, or None."""
    return next((one for one in templates(language) if one.key == key), None)


def _template(data: dict[str, Any], written: str) -> Template:
    words = {name: data[name][written] for name in ("name", "about", "title", "purpose", "use")}
    return Template(key=data["key"], theme=data["theme"], parts=tuple(data["parts"]), **words)
