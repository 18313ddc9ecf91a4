"""A text message that came in: understood, counted, answered once, forgotten."""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.db import connection, transaction
from django.utils.timezone import localtime, now

from accounts import phones
from core import outbox, secrets, sms
from core.enums import PAID, Channel
from mediation import keywords, replies
from mediation.enums import Said, Way
from mediation.models import Incoming
from notices.actions import resume_number, stop_number

SCOPE = "mediation.door"
HOUR = datetime.timedelta(hours=1)
CHANNELS = {Way.SMS: Channel.SMS, Way.WHATSAPP: Channel.WHATSAPP}


@dataclass(frozen=True)
class Came:
    """One message as its provider handed it over: its own number for it, who sent it (E.164), and the words."""

    id: str
    sender: str
    text: str


def receive(way: str, came: Came) -> Incoming | None:
    """Answer one message by the door it came in, and return its row; None for one that had come, or from no phone.

    STOP and START are obeyed at once. Nobody is answered more than `DOOR_REPLIES_PER_SENDER` times an hour, and no more
    than `DOOR_REPLIES_A_DAY` replies leave in a day: what is past that is noted, and not answered. Whether the number
    has an account is never asked: the reply, and the time it takes, are the same.
    """
    sender = _number(came.sender)
    if not sender or not came.id:
        return None
    asked = keywords.read(came.text)
    with transaction.atomic():
        _lock()  # before anything is counted: two at once do not both take the last reply
        row, is_new = Incoming.objects.get_or_create(
            key=secrets.fingerprint(SCOPE, way, came.id[:200]),
            defaults={"way": way, "contact": secrets.fingerprint(SCOPE, "sender", sender), "said": asked.said},
        )
        if not is_new:
            return None
        if asked.said == Said.STOP:
            stop_number(sender, channels=sorted(PAID))
        elif asked.said == Said.START:
            resume_number(sender, channels=sorted(PAID))
        if _may_answer(row, CHANNELS[way]):
            _answer(row, CHANNELS[way], sender, replies.reply_to(asked))
    return row


def _number(sender: str) -> str:
    """Return the sender's number in E.164, as accounts keep it; empty for a name or a short number."""
    text = sender if sender.startswith("+") else f"+{sender}" if sender[:1] in "123456789" else sender
    try:
        return phones.normalise(text)
    except phones.PhoneError:
        return ""


def _may_answer(row: Incoming, channel: str) -> bool:
    if not sms.is_offered(channel):
        return False
    answered = Incoming.objects.filter(is_answered=True)
    midnight = localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return (
        answered.filter(contact=row.contact, at__gt=now() - HOUR).count() < settings.DOOR_REPLIES_PER_SENDER
        and answered.filter(at__gte=midnight).count() < settings.DOOR_REPLIES_A_DAY
    )


def _answer(row: Incoming, channel: str, to: str, words: str) -> None:
    """Write the reply into the outbox: past an hour it is of no use, and its words are not kept once it has left."""
    outbox.post(key=f"door.{row.pk}", channel=channel, to=to, body=words, expires_at=now() + HOUR)
    row.is_answered = True
    row.save(update_fields=["is_answered"])


def _lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('mediation_door'))")
