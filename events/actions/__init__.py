"""What people do with events. Each act checks by itself, in one transaction; nothing else writes them."""

from events.actions.door import Result, Scan, check_in, enter_counts
from events.actions.moving import cancel, close, finish, finish_due, hide, hold, move, publish, show
from events.actions.notes import add_note, edit_note, remove_note
from events.actions.preparing import create, discard, edit
from events.actions.programme import add_room, add_slot, edit_room, edit_slot, remove_room, remove_slot
from events.actions.registering import give_back, leave_seat, register, register_members, take_seat

__all__ = [
    "Result",
    "Scan",
    "add_note",
    "add_room",
    "add_slot",
    "cancel",
    "check_in",
    "close",
    "create",
    "discard",
    "edit",
    "edit_note",
    "edit_room",
    "edit_slot",
    "enter_counts",
    "finish",
    "finish_due",
    "give_back",
    "hide",
    "hold",
    "leave_seat",
    "move",
    "publish",
    "register",
    "register_members",
    "remove_note",
    "remove_room",
    "remove_slot",
    "show",
    "take_seat",
]
