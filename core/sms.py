"""Text messages: one adapter, four back ends, chosen by the setting SMS_BACKEND.

`http` posts `{"to", "text"}` in JSON to SMS_HTTP_URL with the bearer token SMS_HTTP_TOKEN and an `Idempotency-Key`; the
provider, or the small relay in front of it, must treat two requests with one key as one message.
"""

import json
import sys
from typing import Any

import httpx
from django.conf import settings
from django.utils.timezone import localtime

from core.delivery import Refusal

TIMEOUT = 20  # seconds
FINAL = {400, 404, 410, 422}  # the provider says that this message can never go
sent: list[dict[str, str]] = []  # what the `memory` back end was given; tests read it


def send(*, to: str, text: str, key: str) -> None:
    """Hand one text message over. Raises `core.delivery.Refusal` when it was certainly not taken."""
    try:
        back_end = BACK_ENDS[settings.SMS_BACKEND]
    except KeyError:
        raise Refusal("SMS_BACKEND names no back end") from None
    back_end(to=to, text=text, key=key)


def _console(**message: str) -> None:
    sys.stdout.write(f"SMS to {message['to']}: {message['text']}\n")


def _file(**message: str) -> None:
    with settings.SMS_FILE.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"at": localtime().isoformat(timespec="seconds")} | message, ensure_ascii=False) + "\n")


def _memory(**message: str) -> None:
    sent.append(message)


def _http(*, to: str, text: str, key: str) -> None:
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


BACK_ENDS: dict[str, Any] = {"console": _console, "file": _file, "memory": _memory, "http": _http}
