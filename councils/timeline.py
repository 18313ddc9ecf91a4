"""The history of a matter, in words for people."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

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
    """The names of a council's people and committees, by their ids, each read in one query when it is asked for."""

    def __init__(self, council):
        self.council = council

    @cached_property
    def _mandates(self) -> list:
        return MANDATES(self.council.pk)

    @cached_property
    def mandates(self) -> dict[int, str]:
        """The name of whoever holds each mandate."""
        return {mandate.pk: mandate.name for mandate in self._mandates}

    @cached_property
    def users(self) -> dict[int, str]:
        """The name under which each person with an account stands in the council."""
        return {mandate.user_id: mandate.name for mandate in self._mandates if mandate.user_id}

    @cached_property
    def committees(self) -> dict[int, str]:
        return {committee.pk: str(committee) for committee in COMMITTEES(self.council.pk)}

    def who(self, entry) -> str:
        """Return who did what an entry of the journal tells: as she stands in the council; nobody for what time did."""
        if entry.by.is_system:
            return ""
        return self.users.get(entry.by_id) or entry.by.public_name


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
        story.append(Told(entry.at, words_of(entry, names), names.who(entry), note, _reported_as(entry)))
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
