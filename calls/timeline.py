"""What happened to a call, an application or a project, in words, from the journal."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.journal import history

OF_CALL = {
    "create": _("The call was prepared."),
    "publish": _("The call was published."),
    "correct": _("The call was corrected, before anyone had applied."),
    "close": _("The time to apply was over."),
    "check": _("The applications began to be checked."),
    "score": _("The eligible projects went to the evaluators."),
    "rank": _("The scoring was closed and the projects ranked."),
    "decide_tie": _("The jury decided between equal projects."),
    "award": _("The winners were published."),
    "run": _("The projects are under way."),
    "finish": _("The call is finished."),
    "cancel": _("The call was cancelled."),
}
OF_APPLICATION = {
    "begin": _("The application was begun."),
    "send": _("The application was sent."),
    "ask": _("What was missing was asked for."),
    "complete": _("What was missing was sent."),
    "accept": _("It was found eligible."),
    "reject": _("It was found not eligible."),
    "place": _("It was scored and ranked."),
    "retain": _("The project was retained."),
    "reserve": _("The project was put on the reserve list."),
    "decline": _("The project was not retained."),
    "call_up": _("The project was called up from the reserve list."),
    "withdraw": _("The application was withdrawn."),
}
OF_PROJECT = {
    "agree": _("The agreement was signed."),
    "reach": _("A milestone was reached."),
    "report": _("The closing report was sent."),
    "complete": _("The closing report was accepted: the project is over."),
    "stop": _("The project was stopped."),
    "hide_photo": _("A photo was taken away."),
    "show_photo": _("A photo that was taken away is shown again."),
}


@dataclass(frozen=True)
class Told:
    """A line for `components/timeline.html`. Nobody is named: people act here for an organiser or an association."""

    at: Any
    words: str
    who: str
    note: str


def told(call) -> list[Told]:
    """Return what happened to a call, oldest first. One query."""
    return _told(call, OF_CALL)


def told_of_application(application) -> list[Told]:
    return _told(application, OF_APPLICATION)


def told_of_project(project) -> list[Told]:
    return _told(project, OF_PROJECT)


def _told(thing, words: dict[str, Any]) -> list[Told]:
    return [
        Told(entry.at, str(words[entry.action]), "", entry.said) for entry in history(thing).filter(action__in=words)
    ]
