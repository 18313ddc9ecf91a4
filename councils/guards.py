"""When a matter may move: guards raise `Refused`, in words for people."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core import dates
from core.workflow import Refused


def is_answered_here(referral):
    """A petition is answered by the steps of the law, on its own page, not by a free answer."""
    if referral.by_procedure:
        raise Refused(_("This matter is answered on its own page, by the steps that the law names."), "by_procedure")


def is_by_procedure(referral):
    if not referral.by_procedure:
        raise Refused(_("This matter is answered by an answer: draft it, then sign it."), "by_answer")


def no_election_is_near(period):
    """What is not owed by law waits while an election period (a `councils.models.ElectionPeriod`, or None) runs."""
    if period:
        raise Refused(
            _("Held until %(day)s, the end of the election period: %(reason)s Copy your text to keep it.")
            % {"day": dates.day(period.ends_on, get_language()), "reason": period.reason},
            "election_period",
        )
