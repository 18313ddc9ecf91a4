"""What people do with needs. Each act checks by itself, in one transaction; nothing else writes a need."""

from needs.actions.attaching import add_photo, add_voice, move_photo, transcribe
from needs.actions.confirming import confirm, contest
from needs.actions.details import ask_detail, move_reply, reply_detail
from needs.actions.erasing import absorb, erase
from needs.actions.folding import refold
from needs.actions.joining import join, join_for, leave, recount
from needs.actions.merging import merge, unmerge
from needs.actions.moves import follow_answer, hide, hold, refer, reopen, show
from needs.actions.moving import move
from needs.actions.posting import post, post_for, raise_for, raise_from

__all__ = [
    "absorb",
    "add_photo",
    "add_voice",
    "ask_detail",
    "confirm",
    "contest",
    "erase",
    "follow_answer",
    "hide",
    "hold",
    "join",
    "join_for",
    "leave",
    "merge",
    "move",
    "move_photo",
    "move_reply",
    "post",
    "post_for",
    "raise_for",
    "raise_from",
    "recount",
    "refer",
    "refold",
    "reopen",
    "reply_detail",
    "show",
    "transcribe",
    "unmerge",
]
