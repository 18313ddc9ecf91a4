"""What happened to an opinion, in words, from the journal: what stays inside the body is told to its members alone."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.journal import history

PUBLIC = {
    "ask": _("The president asked for it."),
    "adopt": _("The body adopted it."),
    "publish": _("It was published, and put before the council."),
    "drop": _("It was given up."),
}
INSIDE = {
    "propose": _("It was begun in the body."),
    "name_rapporteur": _("Who writes it was named."),
    "rewrite": _("It was taken up again."),
}


@dataclass(frozen=True)
class Told:
    """A line for `components/timeline.html`."""

    at: Any
    words: str
    note: str
    who: str = ""


def told(opinion, *, is_inside: bool) -> list[Told]:
    """Return what happened to an opinion, oldest first. One query."""
    words = PUBLIC | INSIDE if is_inside else PUBLIC
    return [
        Told(entry.at, str(words[entry.action]), entry.said)
        for entry in history(opinion).filter(action__in=list(words))
    ]
