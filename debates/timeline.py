"""The history of a debate and of its sittings, told in plain sentences."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy

from core.journal import subject_of
from core.models import Entry
from debates.models import Debate, Sitting
from debates.workflow import HIDE, HOLD, SHOW

# What each act of the journal says to a reader. An act of a debate without its sentence is shown by its name.
OF_THE_DEBATE = {
    "create": gettext_lazy("The debate was prepared."),
    "edit": gettext_lazy("What the debate says was changed."),
    "announce": gettext_lazy("The debate was announced."),
    "open": gettext_lazy("The debate opened."),
    "go_live": gettext_lazy("A sitting began: the debate is live."),
    "rise": gettext_lazy("The sitting is over: the debate goes on in writing."),
    "close": gettext_lazy("The debate closed."),
    "reopen": gettext_lazy("The debate was opened again."),
    "conclude": gettext_lazy("The conclusion was published."),
    "publish_minutes": gettext_lazy("A version of the minutes was published."),
    "archive": gettext_lazy("The debate was archived."),
    "change_agenda": gettext_lazy("The agenda was changed."),
    "add_document": gettext_lazy("A document was added."),
    "remove_document": gettext_lazy("A document was taken away."),
}
OF_A_SITTING = {
    "plan": gettext_lazy("Sitting %(number)s was planned."),
    "replan": gettext_lazy("Sitting %(number)s was moved to another moment or place."),
    "cancel": gettext_lazy("Sitting %(number)s was cancelled."),
}
OF_THE_THREAD = {
    HOLD: gettext_lazy("The debate was held for checking."),
    HIDE: gettext_lazy("The debate was hidden."),
    SHOW: gettext_lazy("The debate was shown again."),
}


@dataclass(frozen=True)
class Told:
    """One line of a history: when, what in words, by whom (empty for what time did), and the public reason."""

    at: datetime
    words: str
    who: str
    note: str
    action: str


def told(debate: Debate, sittings: list[Sitting]) -> list[Told]:
    """Return what happened to a debate, oldest first, in one query. The same act by the same person twice running is
    told once, at the later moment."""
    subjects = {subject_of(sitting): sitting for sitting in sittings}
    own, thread = subject_of(debate), subject_of(debate.thread)
    entries = Entry.objects.filter(subject__in=[own, thread, *subjects]).select_related("by", "mark").order_by("id")
    story, last, was_hidden = [], None, False
    for entry in entries:
        if entry.subject == own:
            words = OF_THE_DEBATE.get(entry.action, entry.action)
        elif entry.subject == thread:
            # Announcing shows the thread: that is told already.
            words = OF_THE_THREAD.get(entry.action) if entry.action != SHOW or was_hidden else None
            was_hidden = entry.action in {HOLD, HIDE} or (was_hidden and entry.action != SHOW)
        else:
            words = OF_A_SITTING.get(entry.action)
            words = words and words % {"number": subjects[entry.subject].number}
        if words:
            if last == (entry.subject, entry.action, entry.by_id) and not entry.said:
                story.pop()
            who = "" if entry.by.is_system else entry.by.public_name
            story.append(Told(entry.at, str(words), who, entry.said, entry.action))
            last = entry.subject, entry.action, entry.by_id
    return story
