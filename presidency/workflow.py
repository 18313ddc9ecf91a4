"""The lives of an order, a written question and an information report: what may happen when."""

from django.utils.translation import gettext_lazy as _

from core.workflow import Move
from presidency.enums import OrderState as O
from presidency.enums import QuestionState as Q
from presidency.enums import ReportState as R
from presidency.guards import order_can_be_read, order_has_its_day, reply_is_written, report_has_words

PUBLISH, REPEAL, DRAFT, WITHDRAW = "publish", "repeal", "draft", "withdraw"

# A published order never changes: another one replaces it, or it is repealed, and both stay readable.
ORDER_MOVES = {
    PUBLISH: Move(
        _("Publish the order"),
        {O.DRAFT},
        O.PUBLISHED,
        "presidency.sign_order",
        guards=(order_can_be_read, order_has_its_day),
        stamp="published_at",
    ),
    REPEAL: Move(
        _("Repeal the order"),
        {O.PUBLISHED},
        O.REPEALED,
        "presidency.sign_order",
        needs_note=True,
        stamp="repealed_at",
    ),
}

# A question stays readable with its age until it is answered; taken back, it stays with the reason.
QUESTION_MOVES = {
    DRAFT: Move(_("Write the answer"), {Q.ASKED, Q.DRAFTED}, Q.DRAFTED, "presidency.draft_reply"),
    PUBLISH: Move(
        _("Sign and publish the answer"),
        {Q.DRAFTED},
        Q.ANSWERED,
        "presidency.sign_reply",
        guards=(reply_is_written,),
        stamp="answered_at",
    ),
    WITHDRAW: Move(
        _("Take the question back"),
        {Q.ASKED, Q.DRAFTED},
        Q.WITHDRAWN,
        "presidency.withdraw_question",
        needs_note=True,
        stamp="withdrawn_at",
    ),
}

REPORT_MOVES = {
    PUBLISH: Move(
        _("Sign and publish the report"),
        {R.DRAFT},
        R.PUBLISHED,
        "presidency.sign_report",
        guards=(report_has_words,),
        stamp="published_at",
    ),
}
