"""The history of a matter, in words for people."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from core import dates
from core.enums import Visibility
from core.journal import COPY_OF
from core.text import isolate
from councils.enums import PauseReason, Verdict
from councils.queries import COMMITTEES, MANDATES

DRAFT, RETURN = "draft", "return"


@dataclass
class Told:
    """One entry of the timeline: `words` (a sentence), `who` (a name), `note` (a reason), `report` (its number)."""

    at: datetime
    words: str
    who: str
    note: str = ""
    report: int = 0


class Names:
    """The names of a council's people and committees, by their ids, read in two queries."""

    def __init__(self, council):
        self.mandates, self.users = {}, {}
        for mandate in MANDATES(council.pk):
            self.mandates[mandate.pk] = mandate.name
            if mandate.user_id:
                self.users[mandate.user_id] = mandate.name
        self.committees = {committee.pk: str(committee) for committee in COMMITTEES(council.pk)}


def told(entries, names: Names, *, is_inside: bool) -> list[Told]:
    """Return the entries of a matter in words, oldest first; saving a draft several times is told once.

    A note to the drafter is shown to the people of the council alone (`is_inside`).
    """
    story, previous = [], None
    for entry in entries:
        if entry.action == DRAFT and previous and (previous.action, previous.by_id) == (DRAFT, entry.by_id):
            story.pop()
        previous = entry
        note = "" if entry.action == RETURN and not is_inside else entry.said
        who = names.users.get(entry.by_id) or ("" if entry.by.is_system else entry.by.public_name)
        story.append(Told(entry.at, words_of(entry, names), who, note, _reported_as(entry)))
    return story


def _reported_as(entry) -> int:
    """Return the number of the words that an entry repeats, where they are shown; 0 of the council's own."""
    return entry.data.get(COPY_OF, 0) if entry.standing == Visibility.VISIBLE else 0


def words_of(entry, names: Names) -> str:
    """Return one journal entry as a sentence in the reader's language."""
    simple = SENTENCES.get(entry.action)
    return str(simple()) if simple else WITH_FACTS.get(entry.action, _unknown)(entry, names)


def _unknown(entry, names):
    return entry.action


def _receive(entry, names):
    due_on = entry.data.get("due_on")
    if not due_on:
        return _("Put before the council.")
    day = dates.day(date.fromisoformat(due_on), get_language())
    if entry.data.get("pledge"):
        return _("Put before the council. By its own promise, an answer is due by %(day)s.") % {"day": day}
    return _("Put before the council. An answer is due by %(day)s.") % {"day": day}


def _reopen(entry, names):
    day = dates.day(date.fromisoformat(entry.data["due_on"]), get_language())
    return _("Put before the council again. An answer is due by %(day)s.") % {"day": day}


def _assign(entry, names):
    person = names.mandates.get(entry.data.get("mandate"))
    if person:
        return _("Given to %(who)s.") % {"who": isolate(person)}
    committee = names.committees.get(entry.data.get("committee"))
    if committee:
        return _("Given to a standing committee: %(name)s.") % {"name": isolate(committee)}
    if entry.data.get("service"):
        return _("Given to a service: %(name)s.") % {"name": isolate(entry.data["service"])}
    return _("Given to someone who has left.")


def _pause(entry, names):
    reason = PauseReason(entry.data["reason"]).label
    return _("The clock stands still: %(reason)s.") % {"reason": reason}


def _resume(entry, names):
    days = entry.data["days"]
    if not days:
        return _("The clock runs again.")
    return ngettext(
        "The clock runs again: %(days)d day is added.", "The clock runs again: %(days)d days are added.", days
    ) % {"days": days}


def _report(entry, names):
    return _("The council reported progress: %(verdict)s.") % {"verdict": Verdict(entry.target).label}


SENTENCES = {
    DRAFT: lambda: _("An answer is drafted."),
    RETURN: lambda: _("The draft is sent back to be written again."),
    "validate": lambda: _("The draft is validated."),
    "publish": lambda: _("The council answered."),
    "settle": lambda: _("The council answered."),
    "withdraw": lambda: _("Withdrawn."),
    "conceal": lambda: _("No longer shown to everyone: what is behind it is held back or hidden."),
    "show": lambda: _("Shown to everyone again."),
}
WITH_FACTS = {
    "receive": _receive,
    "reopen": _reopen,
    "assign": _assign,
    "pause": _pause,
    "resume": _resume,
    "report": _report,
}
