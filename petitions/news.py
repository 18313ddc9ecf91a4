"""What the people who signed are told at each step, by occasion.

A job tells them, in batches and each in her language: it cannot carry a sentence, so it finds it here by its occasion.
"""

from collections.abc import Callable

from django.utils.translation import gettext as _

from core.text import isolate
from petitions.models import Petition

REACHED, DEPOSITED, CHECKED, ACCEPTED, REJECTED, LAPSED = (
    "reached", "deposited", "checked", "accepted", "rejected", "lapsed",
)  # fmt: skip
SCHEDULED, COMMITTEE, DELIBERATED, DECIDED, FOLLOWED_UP, WITHDRAWN = (
    "scheduled", "committee", "deliberated", "decided", "followed_up", "withdrawn",
)  # fmt: skip
PUT_OFF, TAKEN_OFF = "put_off", "taken_off"


def named(petition: Petition) -> dict[str, str]:
    """Return the words that a piece of news takes about a petition."""
    return {"title": isolate(petition.title), "number": str(petition.pk)}


def reached(petition: Petition) -> str:
    return _("The petition “%(title)s” has the number of signatures that the law requires.") % named(petition)


def deposited(petition: Petition) -> str:
    return _("The petition “%(title)s” was deposited with the council against a receipt.") % named(petition)


def checked(petition: Petition) -> str:
    return _("The bureau of the council is checking the petition “%(title)s”.") % named(petition)


def accepted(petition: Petition) -> str:
    return _(
        "The petition “%(title)s” was accepted: it goes on the agenda of the council’s next ordinary session."
    ) % named(petition)


def rejected(petition: Petition) -> str:
    return _("The petition “%(title)s” was rejected by a reasoned decision: read the reasons.") % named(petition)


def lapsed(petition: Petition) -> str:
    return _("The time limit passed, and the council notified nothing about the petition “%(title)s”.") % named(
        petition
    )


def scheduled(petition: Petition) -> str:
    return _("The petition “%(title)s” is on the agenda of an ordinary session of the council.") % named(petition)


def committee(petition: Petition) -> str:
    return _("The petition “%(title)s” is before the standing committee.") % named(petition)


def deliberated(petition: Petition) -> str:
    return _("The council has deliberated on the petition “%(title)s”.") % named(petition)


def decided(petition: Petition) -> str:
    return _("The council published its decision on the petition “%(title)s”.") % named(petition)


def followed_up(petition: Petition) -> str:
    return _("The council told what it has done about the petition “%(title)s”.") % named(petition)


def withdrawn(petition: Petition) -> str:
    return _("The petition “%(title)s” was withdrawn by whoever led it: read the reason.") % named(petition)


def put_off(petition: Petition) -> str:
    return _("The council put the petition “%(title)s” off to a later session: read the reason.") % named(petition)


def taken_off(petition: Petition) -> str:
    return _("The petition “%(title)s” was taken off the agenda of the council: read the reason.") % named(petition)


WORDS: dict[str, Callable[[Petition], str]] = {
    REACHED: reached,
    DEPOSITED: deposited,
    CHECKED: checked,
    ACCEPTED: accepted,
    REJECTED: rejected,
    LAPSED: lapsed,
    SCHEDULED: scheduled,
    COMMITTEE: committee,
    DELIBERATED: deliberated,
    DECIDED: decided,
    FOLLOWED_UP: followed_up,
    WITHDRAWN: withdrawn,
    PUT_OFF: put_off,
    TAKEN_OFF: taken_off,
}
