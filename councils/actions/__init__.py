"""Everything that writes about councils, cut by noun: the matter before the council, its answer, the council itself."""

from councils.actions.answer import (
    TEXT_LENGTH,
    DraftConflict,
    publish,
    report_progress,
    save_draft,
    send_back,
    settle,
    validate,
)
from councils.actions.council import save_template, set_pledge
from councils.actions.referral import assign, pause, receive, reopen, resume, show, withdraw
from councils.actions.reminder import remind

__all__ = [
    "TEXT_LENGTH",
    "DraftConflict",
    "assign",
    "pause",
    "publish",
    "receive",
    "remind",
    "reopen",
    "report_progress",
    "resume",
    "save_draft",
    "save_template",
    "send_back",
    "set_pledge",
    "settle",
    "show",
    "validate",
    "withdraw",
]
