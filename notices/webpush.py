"""Web push: a browser's subscription checked, a notification enciphered (RFC 8291) and signed (RFC 8292), handed over.

Written on `cryptography`, which this house already has: forty lines, held by the RFC's own example in the tests. The
libraries for it follow redirects and bring two HTTP clients besides ours (docs/decisions/0014).
"""

import base64
import binascii
import functools
import ipaddress
import json
import os
import re
import socket
import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from core.delivery import Refusal

if TYPE_CHECKING:
    import httpx

CURVE = ec.SECP256R1()
RECORD = 4096  # bytes of the one record (RFC 8188)
LIFE = 24 * 3600  # seconds for which a push service keeps a notification for a device that is off
TOKEN_LIFE = 12 * 3600  # seconds; RFC 8292 allows 24 hours
TIMEOUT = 10  # seconds
ENDPOINT_MAX = 1000  # characters
HOST = re.compile(r"^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$")
GONE = {404, 410}  # the subscription is no more
FINAL = {400, 401, 403, 413}  # the push service will never take this one


class BadEndpoint(ValueError):  # noqa: N818 -- what is wrong with it
    """A subscription that is not one of a browser's push service."""


def checked(endpoint: str, p256dh: str, auth: str) -> tuple[str, str, str]:
    """Return a subscription that may be kept. Raises `BadEndpoint`.

    Whoever has a session chooses the address, and our worker would go there: it is https at a host of the allow-list
    (PUSH_HOSTS), by name, at the usual port, without a user's name; never a number of a network.
    """
    host_of(endpoint)
    try:
        key = _bytes(p256dh)
        ec.EllipticCurvePublicKey.from_encoded_point(CURVE, key)
        secret = _bytes(auth)
    except (ValueError, binascii.Error):
        raise BadEndpoint("keys") from None
    if len(key) != 65 or len(secret) != 16:
        raise BadEndpoint("keys")
    return endpoint, _text(key), _text(secret)


def host_of(endpoint: str) -> str:
    """Return the host of an endpoint that is allowed. Raises `BadEndpoint`."""
    if len(endpoint) > ENDPOINT_MAX or not re.fullmatch(r"https://[!-~]+", endpoint) or "\\" in endpoint:
        raise BadEndpoint("address")
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError:
        raise BadEndpoint("address") from None
    host = parts.netloc
    if "@" in host or ":" in host or port is not None or parts.fragment or not HOST.match(host):
        raise BadEndpoint("address")
    for allowed in settings.PUSH_HOSTS:
        if host == allowed or (allowed.startswith("*.") and host.endswith(allowed[1:])):
            return host
    raise BadEndpoint("host")


def reach(host: str) -> str:
    """Return the address that a host's name leads to, on the open Internet and on no machine of ours.

    Whoever asks then goes to that address and asks the name no second time: it could lead elsewhere by then (DNS
    rebinding). Raises `Refusal`.
    """
    try:
        found = socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    except OSError as error:
        raise Refusal(f"no connection: {type(error).__name__}") from None
    if not found or any(not ipaddress.ip_address(entry[4][0]).is_global for entry in found):
        raise Refusal("the push service's name leads to a private network", is_final=True)
    return found[0][4][0]


def is_offered() -> bool:
    """Tell whether this installation has a key, so that notifications can be offered."""
    return bool(settings.VAPID_PRIVATE_KEY)


def make_key() -> str:
    """Return a new private key, as VAPID_PRIVATE_KEY holds it."""
    number = ec.generate_private_key(CURVE).private_numbers().private_value
    return _text(number.to_bytes(32, "big"))


def public_key() -> str:
    """Return the installation's public key, as a browser takes it (`applicationServerKey`); empty without a key."""
    return _text(_point(_private_key())) if is_offered() else ""


@functools.cache
def _client() -> "httpx.Client":
    """Return the client that keeps its connections to the push services: made by the worker that sends, once."""
    import httpx  # noqa: PLC0415 -- nine megabytes, for the worker alone

    return httpx.Client(timeout=TIMEOUT, follow_redirects=False)


def send(*, endpoint: str, p256dh: str, auth: str, payload: dict, urgent: bool = False) -> bool:
    """Hand one notification over; False when the subscription is no more. Raises `core.delivery.Refusal`.

    The push service reads neither the words nor the link. A redirect is not followed: it is an answer like any other.
    Another error means that it may have left.
    """
    try:
        host = host_of(endpoint)
    except BadEndpoint:
        raise Refusal("the address is not one of a push service", is_final=True) from None
    if not is_offered():
        raise Refusal("VAPID_PRIVATE_KEY is not set")
    import httpx  # noqa: PLC0415 -- as above

    http, address = _client(), reach(host)
    body = encrypt(json.dumps(payload, ensure_ascii=False).encode(), _bytes(p256dh), _bytes(auth))
    headers = {
        "TTL": str(LIFE),
        "Urgency": "high" if urgent else "normal",
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "Authorization": f"vapid t={_signed(f'https://{host}')}, k={public_key()}",
    }
    asked = http.build_request("POST", endpoint, content=body, headers=headers)
    # The header Host and the certificate are those of the name; the connection is to the address that was looked at.
    asked.url, asked.extensions["sni_hostname"] = asked.url.copy_with(host=address), host
    try:
        answer = http.send(asked)
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
        raise Refusal(f"no connection: {type(error).__name__}") from None
    if answer.status_code in GONE:
        return False
    if not answer.is_success:
        is_final = answer.is_redirect or answer.status_code in FINAL
        raise Refusal(f"HTTP {answer.status_code}", is_final=is_final)
    return True


def encrypt(
    text: bytes, receiver: bytes, auth: bytes, *, key: ec.EllipticCurvePrivateKey | None = None, salt: bytes = b""
) -> bytes:
    """Return the body of a push message (RFC 8291, aes128gcm in one record). `key` and `salt` are new each time."""
    if len(text) > RECORD - 17:
        raise ValueError("too long for one record")
    key, salt = key or ec.generate_private_key(CURVE), salt or os.urandom(16)
    sender = _point(key)
    shared = key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, receiver))
    secret = _derived(auth, shared, b"WebPush: info\x00" + receiver + sender, 32)
    cipher = AESGCM(_derived(salt, secret, b"Content-Encoding: aes128gcm\x00", 16))
    nonce = _derived(salt, secret, b"Content-Encoding: nonce\x00", 12)
    head = salt + RECORD.to_bytes(4, "big") + bytes([len(sender)]) + sender
    return head + cipher.encrypt(nonce, text + b"\x02", None)


def _derived(salt: bytes, secret: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=salt, info=info).derive(secret)


def _signed(audience: str) -> str:
    """Return the signed claim of who we are, for one push service (RFC 8292: a JWT under ES256)."""
    claims = {"aud": audience, "exp": int(time.time()) + TOKEN_LIFE, "sub": settings.VAPID_CONTACT or settings.SITE_URL}
    head = _text(json.dumps({"typ": "JWT", "alg": "ES256"}).encode())
    said = f"{head}.{_text(json.dumps(claims).encode())}"
    r, s = decode_dss_signature(_private_key().sign(said.encode(), ec.ECDSA(hashes.SHA256())))
    return f"{said}.{_text(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"


def _private_key() -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(_bytes(settings.VAPID_PRIVATE_KEY), "big"), CURVE)


def _point(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4), altchars=b"-_", validate=True)
