"""What is done at desks and by text message: the only writer of this app's tables."""

from mediation.actions.claiming import answer_claim, claim
from mediation.actions.desks import close_desk, end_agent, name_agent, open_desk
from mediation.actions.entering import answer_for, enter_need, join_for, note_signature
from mediation.actions.forgetting import erase, forget_receipts
from mediation.actions.incoming import receive
from mediation.actions.registering import register, withdraw_consent
from mediation.actions.watching import check_act

__all__ = [
    "answer_claim",
    "answer_for",
    "check_act",
    "claim",
    "close_desk",
    "end_agent",
    "enter_need",
    "erase",
    "forget_receipts",
    "join_for",
    "name_agent",
    "note_signature",
    "open_desk",
    "receive",
    "register",
    "withdraw_consent",
]
