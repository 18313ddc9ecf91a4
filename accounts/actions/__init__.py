"""What can be done about people: the only writer of this app's tables."""

from accounts.actions.codes import check_code, purge_codes, send_code
from accounts.actions.own_data import erase, export
from accounts.actions.people import (
    change_contact,
    change_profile,
    confirm_contact,
    declare,
    forget_declaration,
    register_for,
    remove_contact,
    sign_up,
    take_name,
)
from accounts.actions.reading import hand_readings_over, note_reading, readings_about
from accounts.actions.second_factor import give_totp
from accounts.actions.suspending import end_session, end_sessions, lift, suspend
from accounts.actions.tokens import make_token, note_use, revoke_token
from accounts.actions.unused import forget_unused, past_unused
from accounts.actions.vouching import check_agent, look_for, vouch

__all__ = [
    "change_contact",
    "change_profile",
    "check_agent",
    "check_code",
    "confirm_contact",
    "declare",
    "end_session",
    "end_sessions",
    "erase",
    "export",
    "forget_declaration",
    "forget_unused",
    "give_totp",
    "hand_readings_over",
    "lift",
    "look_for",
    "make_token",
    "note_reading",
    "note_use",
    "past_unused",
    "purge_codes",
    "readings_about",
    "register_for",
    "remove_contact",
    "revoke_token",
    "send_code",
    "sign_up",
    "suspend",
    "take_name",
    "vouch",
]
