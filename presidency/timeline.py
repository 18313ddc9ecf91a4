"""What happened to an order, a question or a report, in words, from the journal."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.journal import history

ORDER = {
    "publish": _("It was signed and published."),
    "send": _("It was sent to the governor."),
    "repeal": _("It was repealed."),
}
QUESTION = {
    "ask": _("It was received."),
    "publish": _("It was answered."),
    "carry": _("Without an answer, it was entered at the next session."),
    "withdraw": _("It was taken back."),
}


@dataclass(frozen=True)
class Told:
    """A line for `components/timeline.html`."""

    at: Any
    words: str
    note: str
    who: str = ""


def told(thing, words: dict[str, Any]) -> list[Told]:
    """Return what happened to a thing, oldest first, as far as `words` tells it. One query."""
    return [
        Told(entry.at, str(words[entry.action]), entry.said) for entry in history(thing).filter(action__in=list(words))
    ]
