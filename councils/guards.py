"""When a matter may move: guards raise `Refused`, in words for people."""

from django.utils.translation import gettext_lazy as _

from core.workflow import Refused


def is_answered_here(referral):
    """A petition is answered by the steps of the law, on its own page, not by a free answer."""
    if referral.by_procedure:
        raise Refused(_("This matter is answered on its own page, by the steps that the law names."), "by_procedure")


def is_by_procedure(referral):
    if not referral.by_procedure:
        raise Refused(_("This matter is answered by an answer: draft it, then sign it."), "by_answer")
