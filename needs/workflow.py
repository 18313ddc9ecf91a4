"""The life of a need, and its visibility: two axes, one table."""

from django.utils.translation import gettext_lazy as _

from core.workflow import Move, visibility_moves
from needs.enums import NeedState as S
from needs.guards import is_not_merged, is_visible

REFER, PLAN, SAY_DONE, DECLINE, CONFIRM, CONTEST, REOPEN = (
    "refer", "plan", "say_done", "decline", "confirm", "contest", "reopen",
)  # fmt: skip
HOLD, HIDE, SHOW = "hold", "hide", "show"

MOVES = {
    REFER: Move(
        _("Refer to the council"),
        {S.VOICED},
        S.HEARD,
        "needs.refer_need",
        guards=(is_not_merged, is_visible),
        stamp="heard_at",
    ),
    PLAN: Move(_("Planned"), {S.HEARD, S.DECLINED}, S.PLANNED, "needs.follow_council"),
    SAY_DONE: Move(
        _("Said done"), {S.HEARD, S.PLANNED, S.DECLINED}, S.SAID_DONE, "needs.follow_council", stamp="said_done_at"
    ),
    DECLINE: Move(_("Declined"), {S.HEARD, S.PLANNED}, S.DECLINED, "needs.follow_council", needs_note=True),
    CONFIRM: Move(_("Confirm that it is done"), {S.SAID_DONE}, S.CONFIRMED, "needs.confirm_need", stamp="confirmed_at"),
    CONTEST: Move(_("It is not done"), {S.SAID_DONE}, S.HEARD, "needs.confirm_need", needs_note=True),
    REOPEN: Move(_("Open it again"), {S.DECLINED, S.CONFIRMED}, S.HEARD, "needs.reopen_need", needs_note=True),
    **visibility_moves("needs.moderate_need"),
}
REPLY_MOVES = visibility_moves("needs.moderate_reply")
# A photo is shown, or taken away by itself: no rule holds one back.
PHOTO_MOVES = visibility_moves("needs.moderate_photo", holds=False)
