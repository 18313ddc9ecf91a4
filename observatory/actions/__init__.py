"""Everything that writes in this room."""

from observatory.actions.comments import comment
from observatory.actions.editions import count_edition, count_what_is_due
from observatory.actions.forgetting import erase, forget_processes
from observatory.actions.inclusion import count_inclusion, load_census

__all__ = [
    "comment",
    "count_edition",
    "count_inclusion",
    "count_what_is_due",
    "erase",
    "forget_processes",
    "load_census",
]
