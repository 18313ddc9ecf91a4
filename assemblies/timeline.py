"""What happened to an assembly, in words, from the journal."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from assemblies.models import Assembly
from core.journal import history

WORDS = {
    "convene": _("The members were convened."),
    "open": _("The session was opened."),
    "adjourn": _("It was adjourned to a second call, for lack of quorum."),
    "close": _("The session was closed."),
    "approve": _("The minutes were approved."),
    "rewrite": _("The minutes were given back to be written again."),
    "publish": _("The minutes were published."),
    "cancel": _("It was cancelled."),
    "hold": _("It was held back for checking."),
    "hide": _("It was hidden."),
    "show": _("It was shown to everyone again."),
}


@dataclass(frozen=True)
class Told:
    """A line for `components/timeline.html`."""

    at: Any
    words: str
    who: str
    note: str


def told(assembly: Assembly) -> list[Told]:
    """Return what happened since the members were convened, oldest first. One query."""
    return [
        Told(entry.at, str(WORDS[entry.action]), "" if entry.by.is_system else entry.by.public_name, entry.said)
        for entry in history(assembly).filter(action__in=WORDS)
    ]
