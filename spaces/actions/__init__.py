"""What people do with a civil society space: open and close it, hold roles in it, join it, write its charter."""

from spaces.actions.association import (
    add_branch,
    describe_association,
    move_written,
    register_association,
    remove_branch,
)
from spaces.actions.belonging import (
    accept_place,
    change_position,
    decline_place,
    end_place,
    find_to_invite,
    invite,
    leave_associations,
)
from spaces.actions.booking import (
    accept_booking,
    add_hall,
    ask_for_hall,
    close_hall,
    refuse_booking,
    withdraw_booking,
)
from spaces.actions.charter import adhere, publish_charter
from spaces.actions.finding import find_person, find_to_appoint
from spaces.actions.handing_over import accept_hand_over, decline_hand_over, offer_hand_over
from spaces.actions.membership import appoint, end_role, join, leave
from spaces.actions.papers import add_paper, check_paper, empty_dossiers, refresh_due, remove_paper
from spaces.actions.reminding import remind_of_papers
from spaces.actions.space import (
    close,
    describe,
    find_for_commune,
    hand_over_space,
    missing_to_open,
    missing_to_stand,
    open_from_template,
    open_space,
    reopen,
)
from spaces.actions.vouching import check_voucher, vouch

__all__ = [
    "accept_booking",
    "accept_hand_over",
    "accept_place",
    "add_branch",
    "add_hall",
    "add_paper",
    "adhere",
    "appoint",
    "ask_for_hall",
    "change_position",
    "check_paper",
    "check_voucher",
    "close",
    "close_hall",
    "decline_hand_over",
    "decline_place",
    "describe",
    "describe_association",
    "empty_dossiers",
    "end_place",
    "end_role",
    "find_for_commune",
    "find_person",
    "find_to_appoint",
    "find_to_invite",
    "hand_over_space",
    "invite",
    "join",
    "leave",
    "leave_associations",
    "missing_to_open",
    "missing_to_stand",
    "move_written",
    "offer_hand_over",
    "open_from_template",
    "open_space",
    "publish_charter",
    "refresh_due",
    "refuse_booking",
    "register_association",
    "remind_of_papers",
    "remove_branch",
    "remove_paper",
    "reopen",
    "vouch",
    "withdraw_booking",
]
