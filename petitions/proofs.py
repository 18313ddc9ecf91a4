"""The proof of a row of signatures: what the application wrote, under a key that the database does not have."""

import hmac

from petitions.models import Signature
from petitions.secrets import fingerprint

# What a row counts by. What is emptied with time (`sealed`, `cin_key`, `origin_key`) is no part of it.
BYTES = ("person_key", "phone_key", "paper_key")
WORDS = ("kind", "state", "invalidity", "territory_id", "sheet_id", "row")


def proof_of(signature: Signature) -> bytes:
    """Return the 32 bytes that stand for a row as it is now, saved or not: whoever changes it writes them anew."""
    parts = [bytes(getattr(signature, name) or b"").hex() for name in BYTES]
    parts += ["" if getattr(signature, name) is None else str(getattr(signature, name)) for name in WORDS]
    return fingerprint(signature.petition_id, "proof", "|".join(parts))


def is_proven(signature: Signature) -> bool:
    """Tell whether a row is as the application wrote it."""
    return hmac.compare_digest(bytes(signature.proof), proof_of(signature))
