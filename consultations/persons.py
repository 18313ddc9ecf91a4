"""Under which keys a person's response stands, and whom it is told to: nothing in the database leads back to her."""

from accounts import fingerprints
from accounts.models import User
from core import secrets


def scope(consultation_id: int) -> str:
    """Return the scope of a consultation's keys: two consultations have nothing in common."""
    return f"consultation.{consultation_id}"


def keys_of(consultation_id: int, user: User) -> dict[str, bytes | None]:
    """Return the keys of a person who is signed in: her account's, and her confirmed phone's."""
    return fingerprints.keys_of(scope(consultation_id), user)


def phone_key(consultation_id: int, phone: str) -> bytes:
    """Return the key of a phone number (E.164): the same whether she answers online or gives it at a desk."""
    return secrets.fingerprint(scope(consultation_id), "phone", phone)


def sheet_key(consultation_id: int, code: str) -> bytes:
    """Return the key of a paper questionnaire."""
    return secrets.fingerprint(scope(consultation_id), "sheet", code)


def sealed_for(consultation_id: int, user: User) -> bytes:
    """Return, enciphered, whom to tell what became of a response."""
    return secrets.seal(scope(consultation_id), {"user": user.pk})


def told(consultation_id: int, sealed: bytes | memoryview | None) -> int | None:
    """Return the key of the account to tell, or None. Raises `ValueError` when it was sealed under another key."""
    return secrets.unseal(scope(consultation_id), sealed).get("user")
