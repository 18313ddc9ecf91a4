"""What happened to a consultation, in words, from the journal."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from consultations.models import Consultation
from core.journal import history
from councils.timeline import Names

WORDS = {
    "create": _("It was prepared."),
    "open": _("It was opened."),
    "close": _("It was closed."),
    "publish": _("Its result was published."),
    "cancel": _("It was cancelled."),
    "hold": _("It was held back for checking."),
    "hide": _("It was hidden."),
    "show": _("It was shown to everyone again."),
    "take_out": _("Something was taken out of what is asked."),
    "add_document": _("A document was added."),
    "refer": _("Its result was put before the council."),
    "answer": _("The council replied."),
    "raise_need": _("A need was raised from its result."),
}


@dataclass(frozen=True)
class Told:
    """A line for `components/timeline.html`."""

    at: Any
    words: str
    who: str
    note: str


def told(consultation: Consultation) -> list[Told]:
    """Return what happened to a consultation since it was prepared, oldest first; the council's reply under the name
    that who signed it has there. Two queries at most.
    """
    lines, names = [], Names(consultation.referral.council) if consultation.referral else None
    for entry in history(consultation).filter(action__in=WORDS):
        is_time = entry.action == "close" and entry.by.is_system
        note = gettext("The time to answer is over.") if is_time else entry.said
        who = "" if entry.by.is_system else entry.by.public_name
        if entry.action == "answer" and names:
            who = names.who(entry)
        lines.append(Told(entry.at, str(WORDS[entry.action]), who, note))
    return lines
