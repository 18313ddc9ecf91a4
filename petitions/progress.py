"""How far a petition is in its procedure, for its page and for the lines of a council's list."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.clock import Clock
from core.journal import history
from councils.rules import mandates_in
from councils.timeline import Names
from petitions.enums import UNDER_CHECK, PetitionState
from petitions.grounds import grounds_for, words_of
from petitions.models import Petition
from petitions.printing import LANGUAGES
from petitions.rules import acts
from petitions.timeline import awaited, deposited_on, notification_clock, told

# The steps of the procedure, each with the words on its button, in the order of the law.
OF_THE_COUNCIL = {
    "deposit": _("Give the receipt"),
    "check": _("Refer to the bureau"),
    "accept": _("Accept"),
    "reject": _("Reject by a reasoned decision"),
    "schedule": _("Put on the agenda"),
    "to_committee": _("Send to the standing committee"),
    "deliberate": _("The council has deliberated"),
    "decide": _("Publish the decision"),
    "follow_up": _("Tell what was done"),
    "report": _("Tell what was done since"),
}
OF_THE_MANDATARY = {
    "hand_in": _("Hand in the file"),
    "deposit": _("Enter the council’s receipt"),
    "withdraw": _("Withdraw the petition"),
}


def steps_for(petition: Petition, user) -> list[tuple[str, Any]]:
    """Return the steps that this person may take now, with their words: the one that the law asks for first.

    A person speaks for a council with a mandate only: without one, a superuser is offered nothing.
    """
    words = {}
    if user.is_authenticated:
        words = OF_THE_MANDATARY if petition.author_id == user.pk else {}
        if mandates_in(petition.council_id, user):
            words = OF_THE_COUNCIL | words
    if not words:
        return []
    open_now = set(acts(petition, user))
    hearing = getattr(petition, "hearing", None)
    if hearing and hearing.session_on > localdate():
        open_now.discard("deliberate")  # its session has not opened
    order = [name for name in (*OF_THE_COUNCIL, "hand_in", "withdraw") if name in words]
    return [(name, words[name]) for name in order if name in open_now]


def shown(petition: Petition, user) -> dict[str, Any]:
    """Return what `petitions/_procedure.html` shows: nothing for a draft."""
    if petition.state == PetitionState.DRAFT:
        return {}
    ruling = getattr(petition, "ruling", None)
    steps = steps_for(petition, user)
    return {
        "standing": awaited(petition),
        "deposit": getattr(petition, "deposit", None),
        "receipt_language": language if (language := get_language()) in LANGUAGES else LANGUAGES[0],
        "may_read_scan": user.has_perm("petitions.read_receipt", petition),
        "ruling": ruling,
        "ruled_in": _ruled_in(petition, ruling),
        "grounds": words_of(ruling.grounds, grounds_for(petition)) if ruling else [],
        "hearing": getattr(petition, "hearing", None),
        "decision": getattr(petition, "decision", None),
        "reports": _reports(petition),
        "steps": [step for step in steps if step[0] != "withdraw"],
        "may_withdraw": any(name == "withdraw" for name, _words in steps),
        "history": told(history(petition), Names(petition.council)),
    }


def _reports(petition: Petition) -> list:
    if petition.state != PetitionState.FOLLOWED_UP:
        return []
    return list(petition.reports.select_related("signed_by"))


def _ruled_in(petition: Petition, ruling) -> Clock | None:
    """Return the clock of the notification, stopped: in time, or late for good."""
    if ruling is None:
        return None
    return Clock(
        awaited=_("the notification"),
        who=str(petition.council),
        started_on=deposited_on(petition),
        due_on=ruling.notify_by,
        done_on=ruling.notified_on,
    )


@dataclass(frozen=True)
class Line:
    """What a council's list says of one petition: its clock while a notification is owed, and the next step."""

    clock: Clock | None
    step: tuple[str, Any] | None


def line_of(petition: Petition, user, today: datetime.date | None = None) -> Line:
    """Return the line of a petition that came with `for_list().with_steps()`; no query but one for her mandates."""
    steps = [step for step in steps_for(petition, user) if step[0] != "withdraw"]
    is_owed = petition.state in {*UNDER_CHECK, PetitionState.LAPSED}
    clock = notification_clock(petition, today or localdate()) if is_owed else None
    return Line(clock, steps[0] if steps else None)
