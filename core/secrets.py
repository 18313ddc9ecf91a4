"""What the database must not be able to tell by itself: fingerprints and enciphered words, under keys kept outside it.

One key of the installation (`settings.SIGNATURE_KEY`) gives, by HKDF (RFC 5869), two keys for each scope
("petition.12", "consultation.7"): one for fingerprints (HMAC-SHA-256), one for enciphering (Fernet). Two scopes have
nothing in common: a person's rows in them cannot be brought together without the key.
"""

import base64
import functools
import hashlib
import hmac
import json
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


@functools.lru_cache(maxsize=4096)
def _key(scope: str, use: str, master: str) -> bytes:
    info = f"agraw.{scope}.{use}".encode()
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=info).derive(master.encode())


def fingerprint(scope: str, kind: str, value: str) -> bytes:
    """Return 32 bytes that stand for `value` in one scope: the same value, the same bytes; nothing leads back.

    `kind` says what the value is ("account", "phone", "card", "paper", "origin"), so that no two kinds meet.
    """
    key = _key(scope, "fingerprint", settings.SIGNATURE_KEY)
    return hmac.digest(key, f"{kind}:{value}".encode(), hashlib.sha256)


def seal(scope: str, what: dict[str, Any]) -> bytes:
    """Return `what` (JSON values) enciphered for one scope; empty for nothing."""
    if not what:
        return b""
    return _fernet(scope).encrypt(json.dumps(what, ensure_ascii=False).encode())


def unseal(scope: str, sealed: bytes | memoryview | None) -> dict[str, Any]:
    """Return what was sealed for one scope; `{}` for what is empty. Raises `ValueError` when the key is another."""
    if not sealed:
        return {}
    try:
        return json.loads(_fernet(scope).decrypt(bytes(sealed)))
    except InvalidToken:
        raise ValueError("sealed under another key, or changed") from None


def seal_bytes(scope: str, data: bytes) -> bytes:
    """Return a file's bytes enciphered for one scope."""
    return _fernet(scope).encrypt(data)


def unseal_bytes(scope: str, sealed: bytes) -> bytes:
    """Return a file's bytes as they were sealed. Raises `ValueError` when the key is another."""
    try:
        return _fernet(scope).decrypt(sealed)
    except InvalidToken:
        raise ValueError("sealed under another key, or changed") from None


@functools.lru_cache(maxsize=4096)
def _cipher(key: bytes) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(key))


def _fernet(scope: str) -> Fernet:
    return _cipher(_key(scope, "sealing", settings.SIGNATURE_KEY))
