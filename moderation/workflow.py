"""The life of a case: looked at once, and once more by somebody else when its author asks."""

from django.utils.translation import gettext_lazy as _

from core.workflow import Move
from moderation.enums import CaseState as S
from moderation.guards import is_in_time, was_hidden

DECIDE, APPEAL, UPHOLD, OVERTURN, YIELD = "decide", "appeal", "uphold", "overturn", "yield"

MOVES = {
    DECIDE: Move(_("Decide"), {S.OPEN}, S.DECIDED, "moderation.decide_case", stamp="decided_at"),
    APPEAL: Move(
        _("Appeal"),
        {S.DECIDED},
        S.APPEALED,
        "moderation.appeal_case",
        guards=(was_hidden, is_in_time),
        stamp="appealed_at",
    ),
    UPHOLD: Move(_("Uphold the decision"), {S.APPEALED}, S.UPHELD, "moderation.judge_appeal", stamp="closed_at"),
    OVERTURN: Move(
        _("Overturn the decision"), {S.APPEALED}, S.OVERTURNED, "moderation.judge_appeal", stamp="closed_at"
    ),
    # Who decided first shows it again herself: no second moderator is needed for that.
    YIELD: Move(_("Show it again"), {S.APPEALED}, S.OVERTURNED, "moderation.decide_case", stamp="closed_at"),
}
