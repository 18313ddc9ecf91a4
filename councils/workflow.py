"""The life of a matter before the council."""

from django.utils.translation import gettext_lazy as _

from core.workflow import Move
from councils.enums import OPEN_STATES
from councils.enums import ReferralState as S
from councils.guards import is_answered_here, is_by_procedure

ASSIGN, DRAFT, RETURN, VALIDATE, PUBLISH, SETTLE, WITHDRAW, REOPEN = (
    "assign", "draft", "return", "validate", "publish", "settle", "withdraw", "reopen",
)  # fmt: skip

# `publish` accepts a draft that nobody validated apart: whoever may publish validates by signing.
MOVES = {
    ASSIGN: Move(_("Assign"), {S.RECEIVED, S.ASSIGNED}, S.ASSIGNED, "councils.assign_referral"),
    DRAFT: Move(
        _("Draft the answer"),
        {S.RECEIVED, S.ASSIGNED, S.DRAFTED},
        S.DRAFTED,
        "councils.draft_answer",
        guards=(is_answered_here,),
    ),
    RETURN: Move(
        _("Send back to the drafter"),
        {S.DRAFTED, S.VALIDATED},
        S.ASSIGNED,
        "councils.validate_answer",
        guards=(is_answered_here,),
        needs_note=True,
    ),
    VALIDATE: Move(
        _("Validate the answer"), {S.DRAFTED}, S.VALIDATED, "councils.validate_answer", guards=(is_answered_here,)
    ),
    PUBLISH: Move(
        _("Sign and publish"),
        {S.DRAFTED, S.VALIDATED},
        S.ANSWERED,
        "councils.publish_answer",
        guards=(is_answered_here,),
        stamp="answered_at",
    ),
    # By what is behind it: no button of its own (`councils.rules.moves_for`).
    SETTLE: Move(
        _("Answered by its procedure"),
        OPEN_STATES,
        S.ANSWERED,
        "councils.publish_answer",
        guards=(is_by_procedure,),
        stamp="answered_at",
    ),
    WITHDRAW: Move(_("Withdraw"), OPEN_STATES, S.WITHDRAWN, "councils.withdraw_referral", needs_note=True),
    REOPEN: Move(
        _("Put before the council again"), {S.ANSWERED}, S.RECEIVED, "councils.reopen_referral", needs_note=True
    ),
}
