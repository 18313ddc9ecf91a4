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
from councils.actions.brief import brief_of, send_briefs, want_brief
from councils.actions.council import save_template, set_pledge
from councils.actions.mandate import describe_mandate
from councils.actions.referral import assign, pause, receive, reopen, resume, show, withdraw
from councils.actions.reminder import remind

__all__ = [
    "TEXT_LENGTH",
    "DraftConflict",
    "assign",
    "brief_of",
    "describe_mandate",
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
    "send_briefs",
    "set_pledge",
    "settle",
    "show",
    "validate",
    "want_brief",
    "withdraw",
]
