"""Urgent news leaves at once: an answer to what she asked, a date that ends."""

import json

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.timezone import now
from django.utils.translation import gettext

from accounts.models import User
from core import outbox
from core.enums import Channel
from core.models import Message
from notices import paths, stops, ways
from notices.models import Device, Notice
from notices.words import shortened

REACH = "notices.reach"  # the task's name
SMS_LENGTH = 90  # signs; with its two addresses, three or four text messages in Arabic
CHUNK = 1000  # people in one transaction


def reach(key: str) -> int:
    """Write the messages of an urgent occasion, by the ways that each person chose, and return how many people.

    Run twice it writes them once: a notice is carried once, and the outbox's key is the occasion and the person. A mail
    and a notification on her devices; a text message to whoever has neither.
    """
    count = 0
    while people := _chunk(key):
        count += people
    return count


@transaction.atomic
def _chunk(key: str) -> int:
    rows = Notice.objects.filter(key=key, is_urgent=True, is_shown=True, carried_at__isnull=True)
    notices = list(rows.select_related("user").select_for_update(of=("self",)).order_by("pk")[:CHUNK])
    if not notices:
        return 0
    known = ways.of([notice.user for notice in notices])
    messages = [message for notice in notices for message in messages_of(notice, known[notice.user_id])]
    outbox.post_many(messages)
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(carried_at=now())
    return len(notices)


def messages_of(notice: Notice, way: ways.Ways) -> list[Message]:
    """Return the messages that carry one notice, none when she does not want them."""
    if notice.kind in way.preference.quiet_kinds:
        return []
    user, made = notice.user, []
    link = paths.absolute(notice.url, user.language)
    with translation.override(user.language):
        subject = gettext("Agraw: %(news)s") % {"news": notice.text}
        if way.mail:
            stop = stops.address(Channel.MAIL, user.pk, way.mail, user.language)
            body = render_to_string(
                "notices/email/notice.txt", {"text": notice.text, "link": link, "stop": stop}
            ).strip()
            made.append(_message(notice.key, user, Channel.MAIL, way.mail, subject, body, stop_url=stop))
        path = paths.in_language(notice.url)
        made += [push(f"{notice.key}:user.{user.pk}", device, user, notice.text, path) for device in way.devices]
        if way.sms and not made:
            stop = stops.address(way.sms_channel, user.pk, way.sms, user.language)
            words = {"text": shortened(notice.text, SMS_LENGTH), "link": link, "stop": stop}
            body = render_to_string("notices/sms/notice.txt", words).strip()
            made.append(_message(notice.key, user, way.sms_channel, way.sms, subject, body))
    return made


def push(key: str, device: Device, user: User, text: str, path: str) -> Message:
    """Return the notification for one device: a title and a link, in the language that is active."""
    stop = stops.token(Channel.PUSH, device.pk, device.endpoint)
    payload = {
        "text": text,
        "url": path,
        "stop": paths.in_language(f"/stop/{stop}/"),
        "stop_label": gettext("Stop these messages"),
        "lang": user.language,
    }
    body = json.dumps(payload, ensure_ascii=False)
    to = f"device.{device.pk}"
    return Message(key=f"{key}:{to}", user=user, channel=Channel.PUSH, to=to, subject=text, body=body)


def _message(key: str, user: User, channel: str, to: str, subject: str, body: str, **more) -> Message:
    return Message(key=f"{key}:user.{user.pk}", user=user, channel=channel, to=to, subject=subject, body=body, **more)
