"""What happened to a session, to a decision, in words, from the journal."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.journal import history
from deliberations.models import Decision, Session

OF_SESSION = {
    "call": _("The extraordinary session was called."),
    "day": _("The day on which it opens was chosen."),
    "close_agenda": _("The agenda was closed."),
    "send_agenda": _("The agenda was sent to the governor."),
    "convene": _("The members were convened."),
    "open": _("The session was opened with its quorum."),
    "extend": _("The session was extended."),
    "close": pgettext_lazy("council", "The session was closed."),
    "approve_minutes": _("The minutes were approved."),
    "send_minutes": _("The minutes were sent to the members."),
    "send": _("The minutes and the decisions were sent to the governor."),
}
OF_DECISION = {
    "publish": _("The decision was signed and published."),
    "send": _("The decision was sent to the governor."),
    "grant": _("The governor put a visa on it."),
    "silence": _("The delay went by without an answer: the visa is held to be given."),
    "clear": _("Nobody opposed it in time: it may be carried out."),
    "oppose": _("The governor opposed it."),
    "anew": _("It was put on an agenda, to be deliberated anew."),
}


@dataclass(frozen=True)
class Told:
    """A line for `components/timeline.html`."""

    at: Any
    words: str
    note: str
    who: str = ""


def told(thing: Session | Decision) -> list[Told]:
    """Return what happened, oldest first. One query."""
    words = OF_SESSION if isinstance(thing, Session) else OF_DECISION
    return [
        Told(entry.at, str(words[entry.action]), entry.said) for entry in history(thing).filter(action__in=list(words))
    ]
