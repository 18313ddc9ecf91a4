"""What people do with consultations. Each act checks by itself, in one transaction; nothing else writes them."""

from consultations.actions.asking import (
    add_candidate,
    add_option,
    add_part,
    add_question,
    edit_candidate,
    edit_option,
    edit_part,
    edit_question,
)
from consultations.actions.documents import add_document, remove_document
from consultations.actions.moving import cancel, close, hide, hold, move, open_consultation, publish, show
from consultations.actions.ordering import move_thing, take_out
from consultations.actions.preparing import create, discard, edit
from consultations.actions.statements import add_statement, edit_statement, move_statement
from consultations.actions.time import close_due

__all__ = [
    "add_candidate",
    "add_document",
    "add_option",
    "add_part",
    "add_question",
    "add_statement",
    "cancel",
    "close",
    "close_due",
    "create",
    "discard",
    "edit",
    "edit_candidate",
    "edit_option",
    "edit_part",
    "edit_question",
    "edit_statement",
    "hide",
    "hold",
    "move",
    "move_statement",
    "move_thing",
    "open_consultation",
    "publish",
    "remove_document",
    "show",
    "take_out",
]
