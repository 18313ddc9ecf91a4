"""What people do with the information bank. Each act checks by itself, in one transaction; nothing else writes it."""

from resources.actions.keeping import drop, keep
from resources.actions.moving import move, publish, restore, withdraw
from resources.actions.reviewing import review, tell_due
from resources.actions.writing import create, discard, edit

__all__ = [
    "create",
    "discard",
    "drop",
    "edit",
    "keep",
    "move",
    "publish",
    "restore",
    "review",
    "tell_due",
    "withdraw",
]
