"""When a case may move: guards raise `Refused`, in words for people."""

from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from core.workflow import Refused
from moderation.enums import Outcome


def was_hidden(case):
    if case.outcome != Outcome.HIDDEN:
        raise Refused(_("Nothing was hidden here: there is nothing to appeal against."), "not_hidden")


def is_in_time(case):
    if case.appeal_until and now() > case.appeal_until:
        raise Refused(
            _("The time to appeal has passed. Write to the coordinator of your region if something new is known."),
            "too_late",
        )
