"""The life of an assembly, and that of a vote."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assemblies.enums import AssemblyState as S
from assemblies.enums import VoteState as V
from assemblies.guards import (
    gives_enough_notice,
    has_a_place,
    has_a_quorum,
    has_agenda,
    has_begun,
    has_no_quorum,
    is_first_call,
    is_in_session,
    is_visible,
    leaves_no_vote_open,
    vote_has_quorum,
    vote_offers_a_choice,
)
from core.workflow import Move, visibility_moves

CONVENE, OPEN, ADJOURN, CLOSE = "convene", "open", "adjourn", "close"
APPROVE, PUBLISH, CANCEL, REWRITE = "approve", "publish", "cancel", "rewrite"
HOLD, HIDE, SHOW = "hold", "hide", "show"
COUNT, ANNUL = "count", "annul"

LEAD, APPROVES = "assemblies.lead_assembly", "assemblies.approve_minutes"

MOVES = {
    CONVENE: Move(
        _("Convene it"), {S.DRAFT}, S.CONVENED, LEAD, guards=(is_visible, has_a_place, has_agenda, gives_enough_notice),
        stamp="convened_at",
    ),
    OPEN: Move(
        _("Open the session"), {S.CONVENED, S.ADJOURNED}, S.OPEN, LEAD, guards=(has_begun, has_a_quorum),
        stamp="opened_at",
    ),
    ADJOURN: Move(
        _("Adjourn to a second call"), {S.CONVENED, S.OPEN}, S.ADJOURNED, LEAD,
        guards=(is_first_call, has_begun, has_no_quorum, leaves_no_vote_open), stamp="adjourned_at",
    ),
    CLOSE: Move(
        _("Close the session"), {S.OPEN}, S.CLOSED, LEAD, guards=(leaves_no_vote_open,), stamp="closed_at"
    ),
    APPROVE: Move(
        _("Approve the minutes"), {S.CLOSED}, S.APPROVED, APPROVES,
        stamp="approved_at",
    ),
    REWRITE: Move(_("Give the minutes back"), {S.APPROVED}, S.CLOSED, APPROVES, needs_note=True),
    PUBLISH: Move(
        _("Publish the minutes"), {S.APPROVED}, S.PUBLISHED, LEAD, guards=(is_visible,), stamp="published_at"
    ),
    CANCEL: Move(_("Cancel it"), {S.CONVENED, S.ADJOURNED}, S.CANCELLED, LEAD, needs_note=True),
    **visibility_moves("assemblies.moderate_assembly"),
}  # fmt: skip

# The quorum is asked for when a vote is opened, and again when its result is taken.
VOTE_MOVES = {
    OPEN: Move(
        _("Open the vote"), {V.PREPARED}, V.OPEN, "assemblies.lead_vote",
        guards=(is_in_session, vote_offers_a_choice, vote_has_quorum), stamp="opened_at",
    ),
    COUNT: Move(
        pgettext_lazy("vote", "Take the result"), {V.OPEN}, V.CLOSED, "assemblies.lead_vote",
        guards=(is_in_session, vote_has_quorum), stamp="closed_at",
    ),
    ANNUL: Move(
        _("Annul the vote"), {V.PREPARED, V.OPEN}, V.ANNULLED, "assemblies.lead_vote", needs_note=True,
        stamp="closed_at",
    ),
}  # fmt: skip
