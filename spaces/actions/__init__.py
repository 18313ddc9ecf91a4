"""What people do with a civil society space: open and close it, hold roles in it, join it, write its charter."""

from spaces.actions.charter import adhere, publish_charter
from spaces.actions.membership import appoint, end_role, join, leave
from spaces.actions.space import close, describe, missing_to_open, open_from_template, open_space, reopen

__all__ = [
    "adhere",
    "appoint",
    "close",
    "describe",
    "end_role",
    "join",
    "leave",
    "missing_to_open",
    "open_from_template",
    "open_space",
    "publish_charter",
    "reopen",
]
