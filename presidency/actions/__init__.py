"""Everything that writes about orders, written questions and information reports, cut by noun."""

from presidency.actions.orders import discard_order, next_number, publish_order, repeal_order, send_order, write_order
from presidency.actions.questions import (
    ask_question,
    carry_over,
    keep_sitting,
    publish_reply,
    save_reply,
    withdraw_question,
)
from presidency.actions.reminding import join_sessions, remind_answers, remind_members
from presidency.actions.reports import publish_report, write_report

__all__ = [
    "ask_question",
    "carry_over",
    "discard_order",
    "join_sessions",
    "keep_sitting",
    "next_number",
    "publish_order",
    "publish_reply",
    "publish_report",
    "remind_answers",
    "remind_members",
    "repeal_order",
    "save_reply",
    "send_order",
    "withdraw_question",
    "write_order",
    "write_report",
]
