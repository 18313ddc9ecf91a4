"""What people do about a council's sessions. Each act checks by itself, in one transaction; nothing else writes."""

from deliberations.actions.agenda import close_agenda, force_item, send_agenda
from deliberations.actions.anew import deliberate_anew, may_deliberate_anew
from deliberations.actions.asking import accept_request, ask_for_session, call_extraordinary, refuse_request
from deliberations.actions.deciding import follow_visa, publish_decision, send_to_governor, settle_visas, write_decision
from deliberations.actions.items import (
    edit_item,
    keep_item,
    postpone_item,
    propose_item,
    refuse_item,
    withdraw_item,
)
from deliberations.actions.matters import is_agenda_closed, item_ahead, put_matter, take_off
from deliberations.actions.papers import add_document, remove_document, report_of_committee, to_committee
from deliberations.actions.planning import choose_day, convene, extend, plan_council, plan_due, plan_year
from deliberations.actions.recording import approve_minutes, send_minutes, write_minutes
from deliberations.actions.sittings import (
    cancel_sitting,
    change_sitting,
    close_session,
    correct_roll,
    open_sitting,
    plan_sitting,
)
from deliberations.actions.voting import Counts, deliberate, may_vote_again

__all__ = [
    "Counts",
    "accept_request",
    "add_document",
    "approve_minutes",
    "ask_for_session",
    "call_extraordinary",
    "cancel_sitting",
    "change_sitting",
    "choose_day",
    "close_agenda",
    "close_session",
    "convene",
    "correct_roll",
    "deliberate",
    "deliberate_anew",
    "edit_item",
    "extend",
    "follow_visa",
    "force_item",
    "is_agenda_closed",
    "item_ahead",
    "keep_item",
    "may_deliberate_anew",
    "may_vote_again",
    "open_sitting",
    "plan_council",
    "plan_due",
    "plan_sitting",
    "plan_year",
    "postpone_item",
    "propose_item",
    "publish_decision",
    "put_matter",
    "refuse_item",
    "refuse_request",
    "remove_document",
    "report_of_committee",
    "send_agenda",
    "send_minutes",
    "send_to_governor",
    "settle_visas",
    "take_off",
    "to_committee",
    "withdraw_item",
    "write_decision",
    "write_minutes",
]
