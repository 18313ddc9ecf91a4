"""What can be done about people: the only writer of this app's tables."""

from accounts.actions.codes import check_code, purge_codes, send_code
from accounts.actions.own_data import erase, export
from accounts.actions.people import (
    change_contact,
    change_profile,
    confirm_contact,
    declare,
    forget_declaration,
    remove_contact,
    sign_up,
)
from accounts.actions.second_factor import give_totp
from accounts.actions.tokens import make_token, note_use, revoke_token
from accounts.actions.vouching import check_agent, look_for, vouch

__all__ = [
    "change_contact",
    "change_profile",
    "check_agent",
    "check_code",
    "confirm_contact",
    "declare",
    "erase",
    "export",
    "forget_declaration",
    "give_totp",
    "look_for",
    "make_token",
    "note_use",
    "purge_codes",
    "remove_contact",
    "revoke_token",
    "send_code",
    "sign_up",
    "vouch",
]
