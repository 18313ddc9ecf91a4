"""What people do with a civil society space: open and close it, hold roles in it, join it, write its charter."""

from spaces.actions.association import (
    add_branch,
    add_paper,
    check_paper,
    describe_association,
    empty_dossiers,
    register_association,
    remove_branch,
    remove_paper,
)
from spaces.actions.charter import adhere, publish_charter
from spaces.actions.finding import find_person, find_to_appoint
from spaces.actions.membership import appoint, end_role, join, leave
from spaces.actions.space import close, describe, missing_to_open, open_from_template, open_space, reopen
from spaces.actions.vouching import check_voucher, vouch

__all__ = [
    "add_branch",
    "add_paper",
    "adhere",
    "appoint",
    "check_paper",
    "check_voucher",
    "close",
    "describe",
    "describe_association",
    "empty_dossiers",
    "end_role",
    "find_person",
    "find_to_appoint",
    "join",
    "leave",
    "missing_to_open",
    "open_from_template",
    "open_space",
    "publish_charter",
    "register_association",
    "remove_branch",
    "remove_paper",
    "reopen",
    "vouch",
]
