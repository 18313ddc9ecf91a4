"""The link that ends the messages to an address: known from the message alone, without signing in, and to nobody else.

A token names an account, a channel and the address as it was when the message left; it is made under the key that is
kept outside the database, and says nothing of the address. Once the account has another address it opens nothing.
"""

import base64
import hmac
import re

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from core.enums import Channel
from core.secrets import fingerprint
from notices.models import Device, Stop

SCOPE = "notices.stop"
LETTERS = {Channel.MAIL: "m", Channel.SMS: "s", Channel.PUSH: "p", Channel.WHATSAPP: "w"}
CHANNELS = {letter: channel for channel, letter in LETTERS.items()}
TOKEN = re.compile(r"^([mspw])([0-9]{1,15})-([A-Za-z0-9_-]{22})$", re.ASCII)


def contact(channel: str, to: str) -> bytes:
    """Return what stands for an address in `Stop`."""
    return fingerprint(SCOPE, channel, to.strip().casefold())


def _mark(channel: str, pk: int, to: str) -> str:
    mark = fingerprint(f"{SCOPE}.link", channel, f"{pk}:{to.strip().casefold()}")[:16]
    return base64.urlsafe_b64encode(mark).rstrip(b"=").decode()


def token(channel: str, pk: int, to: str) -> str:
    """Return the token of a message to `to`: `pk` is the person's, or the device's for a notification."""
    return f"{LETTERS[channel]}{pk}-{_mark(channel, pk, to)}"


def address(channel: str, pk: int, to: str, language: str) -> str:
    """Return the full address of the page that stops it, in the reader's language."""
    with translation.override(language):
        return settings.SITE_URL.rstrip("/") + reverse("notices:stop", args=[token(channel, pk, to)])


def read(text: str) -> tuple[str, User | Device, str] | None:
    """Return the channel, the person (or the device) and the address that a token names; None when it names none."""
    found = TOKEN.match(text)
    if not found:
        return None
    channel, pk = CHANNELS[found[1]], int(found[2])
    if channel == Channel.PUSH:
        row = Device.objects.select_related("user").filter(pk=pk).first()
        to = row.endpoint if row else ""
    else:
        row = User.objects.filter(pk=pk, is_active=True).first()
        to = ((row.email if channel == Channel.MAIL else row.phone) if row else "") or ""
    if not to or not hmac.compare_digest(_mark(channel, pk, to), found[3]):
        return None
    return channel, row, to


def stopped(contacts: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return those of the (channel, address) pairs that want no news, in one query."""
    marks = {contact(channel, to): (channel, to) for channel, to in contacts}
    held = Stop.objects.filter(contact__in=list(marks)).values_list("channel", "contact")
    return {marks[bytes(mark)] for _channel, mark in held}
