"""What happened to a document, a plan or an action, in words, from the journal."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.journal import history

WORDS = {
    "begin": _("It was begun."),
    "describe": _("What it says of itself was changed."),
    "begin_version": _("A new version was begun."),
    "publish_version": _("A version was published."),
    "discard_version": _("A version in preparation was thrown away."),
    "name_editor": _("An editor was named."),
    "end_editor": _("An editor’s work ended."),
    "set_phase": _("The days of a phase were set."),
    "remove_phase": _("A phase was taken out."),
    "adopt": _("An association adopted it."),
    "withdraw_adoption": _("An association took its adoption back."),
    "publish": _("It was published."),
    "close": _("It was closed."),
    "reopen": _("It was opened again."),
    "hold": _("It was held back for checking."),
    "hide": _("It was hidden."),
    "show": _("It was shown to everyone again."),
    "write": _("It was written into the plan."),
    "edit": _("It was changed."),
    "start": _("Work began."),
    "finish": _("It was done."),
    "postpone": _("It was postponed."),
    "abandon": _("It was abandoned."),
    "resume": _("It was taken up again."),
    "reach_milestone": _("A milestone was reached."),
    "unreach_milestone": _("A milestone was marked by mistake."),
}
# What stands elsewhere on the page, or a stranger needs not to read.
PRIVATE = {"name_editor", "end_editor", "set_phase", "remove_phase", "begin_version"}


@dataclass(frozen=True)
class Told:
    """A line for `components/timeline.html`."""

    at: Any
    words: str
    who: str
    note: str


def told(thing) -> list[Told]:
    """Return what happened to a thing, oldest first. One query."""
    shown = [name for name in WORDS if name not in PRIVATE]
    return [
        Told(entry.at, str(WORDS[entry.action]), "" if entry.by.is_system else entry.by.public_name, entry.said)
        for entry in history(thing).filter(action__in=shown)
    ]
