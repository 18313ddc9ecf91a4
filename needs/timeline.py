"""The history of a need, told in plain sentences."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.dates import moment
from councils.timeline import Names
from moderation.stories import reported_as
from needs.workflow import DECLINE, PLAN, SAY_DONE

REPLIED = "reply_detail"
# What each act of the journal says to a reader. An act without its sentence is shown by its name, and a test fails.
SENTENCES = {
    "post": _("The need was stated."),
    "post_for": _("A desk stated the need for an inhabitant."),
    "raise": _("A public debate concluded on this need."),
    "raise_for": _("The result of a consultation shows this need."),
    "refer": _("The facilitator referred it to the council."),
    "plan": _("The council says that it will be done."),
    "say_done": _("The council says that it is done."),
    "answer": _("The council gave an answer that changes nothing in the state of the need."),
    "decline": _("The council says that it will not be done."),
    "confirm": _("The people who asked confirm that it is done."),
    "contest": _("The people who asked say that it is not done: the file went back to the council."),
    "voice_confirm": _("One of the people who asked says that it is done."),
    "voice_contest": _("One of the people who asked says that it is not done."),
    "reopen": _("It was opened again and put before the council."),
    "hold": _("It was held for checking."),
    "hide": _("It was hidden."),
    "show": _("It was shown again."),
    "merge": _("It was joined to another need."),
    "gather": _("Another need was joined to this one."),
    "unmerge": _("It was taken apart from the other need."),
    "release": _("A need that was joined to this one was taken apart."),
    "ask_detail": _("The facilitator asked for a detail."),
    REPLIED: _("A detail was given."),
    "add_photo": _("A photo was added."),
    "hide_photo": _("A photo was taken away."),
    "show_photo": _("A photo that was taken away is shown again."),
    "add_voice": _("A voice note was added."),
    "transcribe": _("What is said in the voice note was typed out."),
}
WAITED = _("The need was stated. It had been written at %(at)s, and waited on the device for a network.")


OF_THE_COUNCIL = {PLAN, SAY_DONE, DECLINE, "answer"}


@dataclass(frozen=True)
class Told:
    """One line of a history: when, what in words, by whom, the public reason, and the number that it is reported by."""

    at: datetime
    words: Any
    who: str
    note: str
    report: int = 0


def told(entries: Iterable, names: Names | None = None) -> list[Told]:
    """Tell journal entries (with their people) as lines of a history, in the same order.

    What the council says of the need is told under the name that its people have in it (`names`); whoever voiced a
    need, or joined it, is named as she wants to be as an inhabitant, whatever office she holds.
    """
    return [Told(entry.at, _words(entry), _who(entry, names), note_of(entry), reported_as(entry)) for entry in entries]


def _who(entry, names: Names | None) -> str:
    return names.who(entry) if names and entry.action in OF_THE_COUNCIL else entry.by.public_name


def note_of(entry) -> str:
    """Return the note of an entry; of a reply none, though old entries keep it: it may be hidden at its own place."""
    return "" if entry.action == REPLIED else entry.said


def _words(entry) -> Any:
    """Return the sentence of an entry; of a need that was written without a network, with when it was written."""
    if entry.action == "post" and (written := (entry.data or {}).get("written_at")):
        at = moment(localtime(datetime.fromisoformat(written)), get_language())
        return WAITED % {"at": at}
    return SENTENCES.get(entry.action, entry.action)
