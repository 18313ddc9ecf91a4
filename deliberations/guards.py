"""When a session, a point or a decision may move: guards raise `Refused`, in words for people."""

from django.utils.translation import gettext_lazy as _

from core.workflow import Refused
from deliberations.enums import AHEAD, SessionState


def has_its_day(session):
    if session.opens_on is None:
        raise Refused(_("Choose the day on which the session opens first."), "no_day")


def has_its_agenda(session):
    if session.agenda_closed_at is None:
        raise Refused(_("Close the agenda first: the members are sent what is on it."), "no_agenda")


def is_announced(session):
    """Somebody can come: its first sitting has its hour and its place."""
    if not session.sittings.exists():
        raise Refused(_("Give the first sitting its hour and its place first."), "no_sitting")


def is_being_prepared(item):
    """A closed agenda changes only by force of the law."""
    if item.session.agenda_closed_at is not None:
        raise Refused(
            _(
                "The agenda of this session is closed. Half of the members, or the governor, may still have a point put"
                " on it; else it waits for the next session."
            ),
            "agenda_closed",
        )


def sits(item):
    if item.session.state != SessionState.OPEN:
        raise Refused(_("The session is not open: the council deliberates in session only."), "not_open")


def has_nothing_left(session):
    left = session.items.filter(state__in=AHEAD).count()
    if left:
        raise Refused(
            _("Some points were neither deliberated nor postponed (%(count)s): say first what became of them.")
            % {"count": left},
            "items_left",
        )


def is_visa_kind(decision):
    if not decision.deliberation.item.needs_visa:
        raise Refused(_("The law asks for no visa on this decision."), "no_visa")


def is_not_visa_kind(decision):
    if decision.deliberation.item.needs_visa:
        raise Refused(_("This decision waits for the governor’s visa: say whether it was given."), "visa_needed")
