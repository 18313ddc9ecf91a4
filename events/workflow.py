"""The life of an event, its visibility, and that of a stand: what may happen when."""

from django.utils.translation import gettext_lazy as _

from core.workflow import Move, visibility_moves
from events.enums import EventState as S
from events.enums import StandState
from events.guards import has_a_place, has_begun, has_minutes, is_shown_to_someone, is_to_come, is_visible

PUBLISH, FINISH, CLOSE, CANCEL = "publish", "finish", "close", "cancel"
HOLD, HIDE, SHOW = "hold", "hide", "show"
ACCEPT, DECLINE, WITHDRAW = "accept", "decline", "withdraw"

MOVES = {
    PUBLISH: Move(
        _("Announce it"),
        {S.DRAFT},
        S.PUBLISHED,
        "events.lead_event",
        guards=(is_visible, is_shown_to_someone, is_to_come, has_a_place),
        stamp="published_at",
    ),
    # Time does it at the planned end; whoever leads it may do so before.
    FINISH: Move(
        _("It is over"), {S.PUBLISHED}, S.OVER, "events.finish_event", guards=(has_begun,), stamp="finished_at"
    ),
    CLOSE: Move(
        _("Publish the minutes"),
        {S.OVER},
        S.CLOSED,
        "events.lead_event",
        guards=(is_visible, has_minutes),
        stamp="closed_at",
    ),
    CANCEL: Move(_("Cancel it"), {S.DRAFT, S.PUBLISHED}, S.CANCELLED, "events.lead_event", needs_note=True),
    **visibility_moves("events.moderate_event"),
}

STAND_MOVES = {
    ACCEPT: Move(
        _("Accept"), {StandState.ASKED, StandState.DECLINED}, StandState.ACCEPTED, "events.decide_stand",
        stamp="decided_at",
    ),
    DECLINE: Move(
        _("Decline"), {StandState.ASKED, StandState.ACCEPTED}, StandState.DECLINED, "events.decide_stand",
        needs_note=True, stamp="decided_at",
    ),
    WITHDRAW: Move(
        _("Withdraw the request"), {StandState.ASKED, StandState.ACCEPTED}, StandState.WITHDRAWN, "events.run_stand"
    ),
}  # fmt: skip
