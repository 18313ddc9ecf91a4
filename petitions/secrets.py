"""The fingerprints and enciphered words of one petition (`core.secrets`, whose scope is the petition)."""

from typing import Any

from core import secrets


def fingerprint(petition_id: int, kind: str, value: str) -> bytes:
    """Return 32 bytes that stand for `value` in one petition: the same value, the same bytes; nothing leads back.

    `kind` says what the value is ("account", "phone", "card", "paper", "origin"), so that no two kinds meet.
    """
    return secrets.fingerprint(scope(petition_id), kind, value)


def seal(petition_id: int, what: dict[str, Any]) -> bytes:
    """Return `what` (JSON values) enciphered for one petition; empty for nothing."""
    return secrets.seal(scope(petition_id), what)


def unseal(petition_id: int, sealed: bytes | memoryview | None) -> dict[str, Any]:
    """Return what was sealed for one petition; `{}` for what is empty. Raises `ValueError` when the key is another."""
    return secrets.unseal(scope(petition_id), sealed)


def seal_bytes(petition_id: int, data: bytes) -> bytes:
    """Return a file's bytes enciphered for one petition."""
    return secrets.seal_bytes(scope(petition_id), data)


def unseal_bytes(petition_id: int, sealed: bytes) -> bytes:
    """Return a file's bytes as they were sealed. Raises `ValueError` when the key is another."""
    return secrets.unseal_bytes(scope(petition_id), sealed)


def scope(petition_id: int) -> str:
    """Return the scope of a petition's keys."""
    return f"petition.{petition_id}"
