"""Badges: a short code under a key, what its QR holds, and how a door knows it without a network.

The code is eight signs (40 bits) of an HMAC over the registration's number, under a key of its event: nobody makes one
up. The QR holds the event, the code and a mark that only this server can make, and nobody's name. A door that is
offline holds fingerprints of the codes it expects (SHA-256 with a salt of its own), not the codes.
"""

import hashlib

from django.utils.translation import gettext_lazy as _

from core.secrets import fingerprint
from core.workflow import Refused

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
LENGTH = 8
ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1", " ": "", "-": ""})
HEAD = "AGRAW"


def _scope(event_id: int) -> str:
    return f"event.{event_id}"


def _signs(digest: bytes) -> str:
    number = int.from_bytes(digest[:5])
    return "".join(SIGNS[(number >> shift) & 31] for shift in range(35, -1, -5))


def code_of(event_id: int, number: int) -> str:
    """Return the code of the badge of the registration `number` of an event."""
    return _signs(fingerprint(_scope(event_id), "badge", str(number)))


def mark_of(event_id: int, code: str) -> str:
    """Return the mark that shows that this server gave a code."""
    return _signs(fingerprint(_scope(event_id), "mark", code))


def held_by_qr(event_id: int, code: str) -> str:
    """Return what the QR of a badge holds."""
    return f"{HEAD}:{event_id}:{code}:{mark_of(event_id, code)}"


def read(event_id: int, text: str) -> str:
    """Return the code in what was scanned or typed. Raises `Refused` when it is none, or of another event."""
    text = text.strip().upper()
    if text.startswith(f"{HEAD}:"):
        parts = text.split(":")
        if len(parts) != 4 or parts[1] != str(event_id):
            raise Refused(_("This badge is of another event."), "elsewhere")
        if parts[3] != mark_of(event_id, parts[2]):
            raise Refused(_("This badge was not made here."), "forged")
        text = parts[2]
    code = text.translate(ALIKE)
    if len(code) != LENGTH or any(sign not in SIGNS for sign in code):
        raise Refused(_("A code has eight signs, as under the square of the badge. Type it again."), "no_code")
    return code


def spaced(code: str) -> str:
    """Return a code as people read it: in two halves."""
    return f"{code[:4]}-{code[4:]}"


def print_of(salt: str, code: str) -> str:
    """Return the fingerprint by which an offline door knows a code (static/js/door.js computes the same)."""
    return hashlib.sha256(f"{salt}:{code}".encode()).hexdigest()[:16]
