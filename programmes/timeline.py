"""What happened to a programme or a project, in words, from the journal."""

from django.utils.translation import gettext_lazy as _

from core.journal import history
from councils.timeline import Names
from plans.timeline import Told

WORDS = {
    "begin": _("It was begun."),
    "begin_update": _("A new version was begun."),
    "diagnose": _("The diagnosis was opened."),
    "draft": _("The draft was written."),
    "submit": _("It was sent to the standing committees."),
    "return": _("It was sent back to be written anew."),
    "vote": _("The council voted it."),
    "send": _("It was sent to the governor."),
    "execute": _("It became executable."),
    "end": _("It ended."),
    "publish_evaluation": _("The evaluation of a year was published."),
    "write": _("It was written into the programme."),
    "edit": _("It was changed."),
    "start": _("Work began."),
    "finish": _("It was said done."),
    "postpone": _("It was postponed."),
    "abandon": _("It was abandoned."),
    "resume": _("It was taken up again."),
    "reach_milestone": _("A milestone was reached."),
    "unreach_milestone": _("A milestone was marked by mistake."),
    "spend": _("What was committed and paid was written."),
}


def told(thing, council) -> list[Told]:
    """Return what happened to a thing, oldest first, each act under the name that its person has in the council. Two
    queries.
    """
    names = Names(council)
    return [
        Told(entry.at, str(WORDS[entry.action]), names.who(entry), entry.said)
        for entry in history(thing).filter(action__in=list(WORDS))
    ]
