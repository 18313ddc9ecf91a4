"""Text messages: one adapter for two channels, each with its back end, chosen by a setting.

SMS by SMS_BACKEND: `console`, `file`, `memory`, `http`, or `none`, when nobody carries them: everything else works, and
the pages say by which other way (`is_offered`). `http` posts `{"to", "text"}` in JSON to SMS_HTTP_URL with the bearer
token SMS_HTTP_TOKEN and an `Idempotency-Key`; the provider, or the small relay in front of it, must treat two requests
with one key as one message.

WhatsApp by WHATSAPP_BACKEND: the same but `http`, or `cloud`: the WhatsApp Cloud API, or what speaks like it, at
WHATSAPP_URL with WHATSAPP_TOKEN. It knows no key that makes a second request harmless: when its answer is lost, the
message counts as sent or not, and is never sent again. docs/doors.md is for the operator.
"""

import json
import re
import sys
from typing import Any

from django.conf import settings
from django.utils.timezone import localtime

from core.delivery import Refusal
from core.enums import Channel
from core.text import FIRST_STRONG_ISOLATE, JOINER, POP_ISOLATE

TIMEOUT = 20  # seconds
FINAL = {400, 404, 410, 422}  # the provider says that this message can never go
# One sign that the short alphabet of text messages (GSM 03.38) lacks, and a message holds 70 signs in place of 160.
PLAIN = {"\u00a0": " ", "\u202f": " ", "’": "'", "‘": "'", "«": '"', "»": '"', "“": '"', "”": '"', "–": "-", "—": "-",
         "…": "...", FIRST_STRONG_ISOLATE: "", POP_ISOLATE: "", "\u200e": ""}  # fmt: skip
NOT_LATIN = re.compile("[\u0600-\u08ff\u2d30-\u2d7f]")
NAMES = {Channel.SMS: "SMS", Channel.WHATSAPP: "WhatsApp"}
sent: list[dict[str, str]] = []  # what the `memory` back end was given; tests read it


def is_offered(channel: str = Channel.SMS) -> bool:
    """Tell whether somebody carries messages of this channel."""
    return _back_end(channel) != "none"


def send(*, to: str, text: str, key: str, channel: str = Channel.SMS) -> None:
    """Hand one text message over. Raises `core.delivery.Refusal` when it was certainly not taken."""
    try:
        back_end = BACK_ENDS[channel][_back_end(channel)]
    except KeyError:
        raise Refusal(f"{NAMES[channel].upper()}_BACKEND names no back end") from None
    back_end(to=to, text=plain(text) if channel == Channel.SMS else text, key=key, channel=channel)


def plain(text: str) -> str:
    """Return a text message as simple phones show it and as its short alphabet has it: typographic signs are replaced
    by plain ones. Where there are Arabic or Amazigh letters, which need the long alphabet, they stay.
    """
    text = text.replace(JOINER, "")  # a box on simple phones
    if NOT_LATIN.search(text):
        return text
    return re.sub(r"«\s|\s»", '"', text).translate(str.maketrans(PLAIN))


def _back_end(channel: str) -> str:
    return settings.WHATSAPP_BACKEND if channel == Channel.WHATSAPP else settings.SMS_BACKEND


def _none(*, channel: str, **message: str) -> None:
    raise Refusal(f"nobody carries {NAMES[channel]}: the setting says none", is_final=True)


def _console(*, channel: str, **message: str) -> None:
    sys.stdout.write(f"{NAMES[channel]} to {message['to']}: {message['text']}\n")


def _file(*, channel: str, **message: str) -> None:
    line = {"at": localtime().isoformat(timespec="seconds")} | message
    if channel != Channel.SMS:
        line["channel"] = str(channel)
    with settings.SMS_FILE.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")


def _memory(*, channel: str, **message: str) -> None:
    sent.append(message if channel == Channel.SMS else message | {"channel": str(channel)})


def _http(*, to: str, text: str, key: str, channel: str) -> None:
    import httpx  # noqa: PLC0415 -- nine megabytes, for the worker alone

    if not settings.SMS_HTTP_URL:
        raise Refusal("SMS_HTTP_URL is not set")
    headers = {"Authorization": f"Bearer {settings.SMS_HTTP_TOKEN}", "Idempotency-Key": key}
    try:
        answer = httpx.post(settings.SMS_HTTP_URL, json={"to": to, "text": text}, headers=headers, timeout=TIMEOUT)
    except httpx.HTTPError as error:
        # Even when the answer was lost on its way: the key makes a second request harmless.
        raise Refusal(type(error).__name__) from None
    if not answer.is_success:
        raise Refusal(f"HTTP {answer.status_code}", is_final=answer.status_code in FINAL)


def _cloud(*, to: str, text: str, key: str, channel: str) -> None:
    """Post to the WhatsApp Cloud API. A lost answer is no refusal: the caller's `Exception` says that nobody knows."""
    import httpx  # noqa: PLC0415 -- nine megabytes, for the worker alone

    if not settings.WHATSAPP_URL:
        raise Refusal("WHATSAPP_URL is not set")
    headers = {"Authorization": f"Bearer {settings.WHATSAPP_TOKEN}"}
    try:
        answer = httpx.post(settings.WHATSAPP_URL, json=_whatsapp(to, text), headers=headers, timeout=TIMEOUT)
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.UnsupportedProtocol) as error:  # nothing was handed over
        raise Refusal(type(error).__name__) from None
    if not answer.is_success:
        raise Refusal(f"HTTP {answer.status_code}", is_final=answer.status_code in FINAL)


def _whatsapp(to: str, text: str) -> dict[str, Any]:
    """Return the body of a request: a template with one place for the words when one is named (WHATSAPP_TEMPLATE).

    Without one the words go alone, which WhatsApp allows within a day of a message of hers.
    """
    body: dict[str, Any] = {"messaging_product": "whatsapp", "to": to.removeprefix("+")}
    name, _at, language = settings.WHATSAPP_TEMPLATE.partition("@")
    if not name:
        return body | {"type": "text", "text": {"body": text, "preview_url": False}}
    words = {"type": "text", "text": " ".join(text.split())}  # it takes no new lines
    component = {"type": "body", "parameters": [words]}
    return body | {
        "type": "template",
        "template": {"name": name, "language": {"code": language or "ar"}, "components": [component]},
    }


_EVERYWHERE: dict[str, Any] = {"none": _none, "console": _console, "file": _file, "memory": _memory}
BACK_ENDS: dict[str, dict[str, Any]] = {
    Channel.SMS: _EVERYWHERE | {"http": _http},
    Channel.WHATSAPP: _EVERYWHERE | {"cloud": _cloud},
}
