"""The life of a petition, and its visibility: two axes, one table. Each move by the person whom the law names."""

from django.utils.translation import gettext_lazy as _

from core.workflow import Move, visibility_moves
from petitions.enums import PetitionState as S
from petitions.enums import SheetState
from petitions.guards import (
    awaits_notification,
    has_enough,
    is_by_citizens,
    is_in_order,
    is_visible,
    is_written,
)

START, REACH, DEPOSIT, CHECK, ACCEPT, REJECT, LAPSE = (
    "start", "reach", "deposit", "check", "accept", "reject", "lapse",
)  # fmt: skip
SCHEDULE, TO_COMMITTEE, DELIBERATE, DECIDE, FOLLOW_UP, WITHDRAW = (
    "schedule", "to_committee", "deliberate", "decide", "follow_up", "withdraw",
)  # fmt: skip
HOLD, HIDE, SHOW = "hold", "hide", "show"

BEFORE_DELIBERATION = {
    S.COLLECTING, S.THRESHOLD_REACHED, S.DEPOSITED, S.BUREAU_CHECK, S.ACCEPTED, S.SCHEDULED, S.IN_COMMITTEE, S.LAPSED,
}  # fmt: skip

MOVES = {
    START: Move(
        _("Begin to collect"),
        {S.DRAFT},
        S.COLLECTING,
        "petitions.lead_petition",
        guards=(is_written,),
        stamp="started_at",
    ),
    # What time and counting do, in the house's own name.
    REACH: Move(
        _("Required number reached"),
        {S.COLLECTING},
        S.THRESHOLD_REACHED,
        "petitions.keep_time",
        guards=(is_by_citizens, has_enough),
        stamp="threshold_reached_at",
    ),
    DEPOSIT: Move(
        _("Deposit against a receipt"),
        {S.COLLECTING, S.THRESHOLD_REACHED},
        S.DEPOSITED,
        "petitions.deposit_petition",
        guards=(is_visible, is_in_order),
        stamp="deposited_at",
    ),
    CHECK: Move(_("Refer to the bureau"), {S.DEPOSITED}, S.BUREAU_CHECK, "petitions.rule_petition"),
    # A notification that comes late is still one: the petition leaves "lapsed" for what was decided.
    ACCEPT: Move(
        _("Accept"),
        {S.BUREAU_CHECK, S.LAPSED},
        S.ACCEPTED,
        "petitions.rule_petition",
    ),
    REJECT: Move(
        _("Reject by a reasoned decision"),
        {S.BUREAU_CHECK, S.LAPSED},
        S.REJECTED,
        "petitions.rule_petition",
        needs_note=True,
    ),
    LAPSE: Move(
        _("Time limit passed without notification"),
        {S.DEPOSITED, S.BUREAU_CHECK},
        S.LAPSED,
        "petitions.keep_time",
        guards=(awaits_notification,),
    ),
    SCHEDULE: Move(_("Put on the agenda"), {S.ACCEPTED}, S.SCHEDULED, "petitions.schedule_petition"),
    TO_COMMITTEE: Move(
        _("Send to the standing committee"), {S.SCHEDULED}, S.IN_COMMITTEE, "petitions.schedule_petition"
    ),
    DELIBERATE: Move(
        _("The council has deliberated"), {S.SCHEDULED, S.IN_COMMITTEE}, S.DELIBERATED, "petitions.record_sitting"
    ),
    DECIDE: Move(
        _("Publish the decision"),
        {S.DELIBERATED},
        S.DECIDED,
        "petitions.rule_petition",
        stamp="decided_at",
    ),
    FOLLOW_UP: Move(_("Tell what was done"), {S.DECIDED}, S.FOLLOWED_UP, "petitions.rule_petition", needs_note=True),
    WITHDRAW: Move(
        _("Withdraw the petition"), BEFORE_DELIBERATION, S.WITHDRAWN, "petitions.lead_petition", needs_note=True
    ),
    **visibility_moves("petitions.moderate_petition"),
}

# --- the life of a signature sheet: two persons, or one with its scan ---
ENTER, COUNT, CHECKED, GIVE_BACK, REFUSE = "enter", "count", "check", "give_back", "refuse"

SHEET_MOVES = {
    ENTER: Move(
        _("Keep for a second person"), {SheetState.PRINTED}, SheetState.ENTERED, "petitions.enter_sheet",
        stamp="entered_at",
    ),
    COUNT: Move(
        _("Count with its scan"), {SheetState.PRINTED}, SheetState.COUNTED, "petitions.enter_sheet",
        stamp="counted_at",
    ),
    CHECKED: Move(
        _("Agree and count"), {SheetState.ENTERED}, SheetState.COUNTED, "petitions.check_sheet", stamp="counted_at",
    ),
    GIVE_BACK: Move(
        _("Give back to be typed again"), {SheetState.ENTERED}, SheetState.PRINTED, "petitions.check_sheet",
        needs_note=True,
    ),
    REFUSE: Move(
        _("Refuse the sheet"), {SheetState.PRINTED, SheetState.ENTERED}, SheetState.REFUSED, "petitions.enter_sheet",
        needs_note=True,
    ),
}  # fmt: skip
