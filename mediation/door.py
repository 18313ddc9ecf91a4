"""Whether a message that comes in was sent by our provider: its signature, its hour, its network. See docs/doors.md."""

import hashlib
import hmac
import ipaddress
import json
import time
from collections.abc import Mapping

from django.conf import settings

from mediation.actions.incoming import Came

TOLERANCE = 300  # seconds between the provider's clock and ours
BODY_MAX = 64_000  # bytes
AT_ONCE_MAX = 50  # messages in one request


def is_from_us(address: str) -> bool:
    """Tell whether an address lies in one of `DOOR_NETWORKS`; any does when there are none."""
    if not settings.DOOR_NETWORKS:
        return True
    here = ipaddress.ip_address(address)
    return any(here in ipaddress.ip_network(network, strict=False) for network in settings.DOOR_NETWORKS)


def is_signed_sms(headers: Mapping[str, str], body: bytes) -> bool:
    """Check `X-Agraw-Signature: t=<seconds>,v1=<hex>`: HMAC-SHA-256 of `<seconds>.<body>`, at most five minutes old."""
    parts = dict(part.partition("=")[::2] for part in headers.get("X-Agraw-Signature", "").split(","))
    at, mark = parts.get("t", ""), parts.get("v1", "")
    if not at.isascii() or not at.isdecimal() or abs(time.time() - int(at[:12])) > TOLERANCE:
        return False
    return _same(mark, settings.SMS_DOOR_SECRET, at.encode() + b"." + body)


def is_signed_whatsapp(headers: Mapping[str, str], body: bytes) -> bool:
    """Check `X-Hub-Signature-256: sha256=<hex>`: HMAC-SHA-256 of the body under the app's secret."""
    scheme, _at, mark = headers.get("X-Hub-Signature-256", "").partition("=")
    return scheme == "sha256" and _same(mark, settings.WHATSAPP_DOOR_SECRET, body)


def read_sms(body: bytes) -> list[Came]:
    """Return the message of `{"id", "from", "text"}`. Raises `ValueError`."""
    data = json.loads(body)
    if not isinstance(data, dict):
        raise ValueError("not an object")
    return [_came(data.get("id"), data.get("from"), data.get("text"))]


def read_whatsapp(body: bytes) -> list[Came]:
    """Return the messages of text in a notification of the Cloud API; what is of another kind is left. Raises
    `ValueError`."""
    data = json.loads(body)
    found = []
    for entry in _list(data, "entry"):
        for change in _list(entry, "changes"):
            value = change.get("value")
            for one in _list(value, "messages"):
                words = one.get("text")
                if one.get("type") == "text" and isinstance(words, dict) and not _is_old(one.get("timestamp")):
                    found.append(_came(one.get("id"), one.get("from"), words.get("body")))
    return found[:AT_ONCE_MAX]


def _same(mark: str, secret: str, signed: bytes) -> bool:
    if not secret or not mark.isascii():
        return False
    return hmac.compare_digest(hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest(), mark.lower())


def _is_old(stamp) -> bool:
    """Tell whether a message was sent more than a day ago: WhatsApp tries again for days, and nobody waits so long."""
    text = str(stamp)
    return text.isascii() and text.isdecimal() and time.time() - int(text[:12]) > 24 * 3600


def _list(data, name: str) -> list[dict]:
    found = data.get(name) if isinstance(data, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _came(number, sender, text) -> Came:
    if not all(isinstance(one, str) for one in (number, sender, text)) or not number or not sender:
        raise ValueError("not a message")
    return Came(number, sender.strip()[:20], text[:1000])
