"""What happened to an event or a stand, in words, from the journal."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.journal import history

WORDS = {
    "create": pgettext_lazy("event", "It was prepared."),
    "publish": _("It was announced."),
    "change": _("Its time or its place changed."),
    "finish": _("It was held."),
    "close": _("Its minutes were published."),
    "cancel": _("It was cancelled."),
    "hold": _("It was held back for checking."),
    "hide": _("It was hidden."),
    "show": _("It was shown to everyone again."),
    "accept": _("It was accepted."),
    "decline": _("It was declined."),
    "withdraw": _("It was withdrawn."),
}


@dataclass(frozen=True)
class Told:
    """A line for `components/timeline.html`."""

    at: Any
    words: str
    who: str
    note: str


def told(thing) -> list[Told]:
    """Return what happened to an event or a stand, oldest first. One query."""
    return [
        Told(entry.at, str(WORDS[entry.action]), "" if entry.by.is_system else entry.by.public_name, entry.said)
        for entry in history(thing).filter(action__in=WORDS)
    ]
