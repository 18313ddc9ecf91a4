"""The two codes of a receipt: the number that is quoted, and the code with which she takes over what was written."""

import re
import secrets as chance

from core import secrets
from core.certificates import SIGNS
from mediation.models import Registration

SCOPE = "mediation"
REFERENCE, CODE, GROUP = 8, 12, 4  # signs; signs that are written together


def new_reference() -> str:
    """Return a number for a receipt (40 bits): nobody lists receipts by counting."""
    return "".join(chance.choice(SIGNS) for _step in range(REFERENCE))


def code_of(nonce) -> str:
    """Return the claim code of a registration (60 bits), stored nowhere: made from its nonce under the key."""
    number = int.from_bytes(secrets.fingerprint(SCOPE, "number", nonce.hex))
    signs = ""
    for _step in range(CODE):
        number, place = divmod(number, len(SIGNS))
        signs += SIGNS[place]
    return signs


def key_of(code: str) -> bytes:
    """Return the fingerprint by which a claim code is found."""
    return secrets.fingerprint(SCOPE, "code", code)


def written(code: str) -> str:
    """Return a code as it is printed: `ABCD-EFGH-JKLM`."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def plain(typed: str) -> str:
    """Return a code as a person typed it, without spaces and hyphens, in capitals."""
    return re.sub(r"[\s\-‐‑–]", "", typed[:40]).upper()


def find_by_code(typed: str) -> Registration | None:
    """Return the registration of a claim code, or None: looked for by its fingerprint alone."""
    return Registration.objects.filter(claim_key=key_of(plain(typed))).first()


def scope_of(registration: Registration) -> str:
    """Return the scope under which what is sealed of a registration is enciphered."""
    return f"{SCOPE}.{registration.nonce.hex}"


def sealed_of(registration: Registration) -> dict:
    """Return what is sealed of a registration: `name`, and `acts` (kind, subject, entry, at, and where on paper)."""
    return secrets.unseal(scope_of(registration), registration.sealed)


def seal(registration: Registration, what: dict) -> None:
    """Seal `what` on a row, which the caller saves."""
    registration.sealed = secrets.seal(scope_of(registration), what)
