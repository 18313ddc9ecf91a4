"""The outbox: mails and text messages are rows first, sent by the worker after commit, each at most once.

WAITING -> SENDING is committed before anything leaves, SENT after. A worker that dies in between leaves a row that may
have left: it becomes UNCERTAIN and is never sent again. A refusal, when nothing has left, brings it back to WAITING.
"""

import datetime
import logging
from collections.abc import Iterable

from django.conf import settings
from django.db import connection, transaction
from django.utils.timezone import get_default_timezone, localtime, now
from procrastinate.contrib.django.models import ProcrastinateJob

from core import delivery, sms
from core.enums import Channel, Delivery
from core.models import Message
from core.queue import defer
from core.text import clean_line

logger = logging.getLogger(__name__)

SEND = "core.send"  # the task's name
MOST_ATTEMPTS = 8
FIRST_WAIT = datetime.timedelta(seconds=30)  # then four times as long each time
LONGEST_WAIT = datetime.timedelta(hours=6)
STALE = datetime.timedelta(minutes=10)
KEPT = datetime.timedelta(days=30)
URGENT = 10  # a message that expires goes before those that can wait


def post(
    *, key: str, channel: str, to: str, subject: str = "", body: str, expires_at: datetime.datetime | None = None
) -> Message:
    """Write one message for one person and return it; written twice under the same `key`, it is one message.

    `key` names the occasion and the recipient, as `referral.12.answered:user.7`. `channel` is a `core.enums.Channel`,
    `to` an e-mail address or an E.164 number. After `expires_at` it is not sent any more, and its text is not kept once
    it has left (a code). Nothing leaves when the caller's transaction does not commit.

    Raises `ValueError` for a channel that is not built yet.
    """
    if channel not in SENDERS:
        raise ValueError(f"The outbox does not carry {channel!r} yet.")
    values = {"channel": channel, "to": to, "subject": clean_line(subject)[:200], "body": body}
    with transaction.atomic():
        message, created = Message.objects.get_or_create(key=key, defaults=values | {"expires_at": expires_at})
        if created:
            _defer(message)
    return message


def deliver(message_id: int) -> None:
    """Send one message if it still waits, and mark what became of it. Called by the worker, outside any transaction."""
    message = _claim(message_id)
    if message is None:
        return
    try:
        SENDERS[message.channel](message)
    except delivery.Refusal as refusal:
        _put_back(message, refusal)
    except Exception as error:  # whatever it was, the message may have left
        _mark(message, Delivery.UNCERTAIN, error=type(error).__name__)
        logger.error("Message %s may or may not have left: %s.", message.pk, type(error).__name__)
    else:
        kept = {"body": ""} if message.expires_at else {}
        _mark(message, Delivery.SENT, sent_at=now(), error="", **kept)


def sweep() -> None:
    """Mark what a dead worker left half-done, and ask again for what waits without a job."""
    moment = now()
    stale = Message.objects.filter(state=Delivery.SENDING, claimed_at__lt=moment - STALE)
    if count := stale.update(state=Delivery.UNCERTAIN, error="the worker stopped between sending and marking"):
        logger.error("%s messages may or may not have left: the worker stopped on them.", count)
    with transaction.atomic():
        jobs = ProcrastinateJob.objects.filter(task_name=SEND, status__in=["todo", "doing"])
        asked = jobs.values_list("args__message_id", flat=True)
        lost = Message.objects.filter(state=Delivery.WAITING, created_at__lt=moment - STALE).exclude(pk__in=list(asked))
        for message in lost:
            _defer(message)


def settle(ids: Iterable[int], *, left: bool) -> int:
    """Mark uncertain messages as what an operator found out at the provider: sent or failed; return how many.

    None of them is sent again: who wrote them may have done so in another way since.
    """
    state = Delivery.SENT if left else Delivery.FAILED
    return Message.objects.filter(pk__in=list(ids), state=Delivery.UNCERTAIN).update(
        state=state, error="settled by an operator"
    )


def blank_old() -> int:
    """Forget to whom and what was written in messages settled a month ago; return how many."""
    settled = Message.objects.filter(created_at__lt=now() - KEPT).exclude(
        state__in=[Delivery.WAITING, Delivery.SENDING]
    )
    return settled.exclude(to="", body="", subject="").update(to="", subject="", body="")


def forget(to: str) -> int:
    """Forget every message to one address, and do not send those that wait; return how many."""
    messages = Message.objects.filter(to=to)
    messages.filter(state=Delivery.WAITING).update(state=Delivery.FAILED, error="the person has left")
    return messages.update(to="", subject="", body="")


def _by_sms(message: Message) -> None:
    sms.send(to=message.to, text=message.body, key=message.key)


SENDERS = {Channel.MAIL: delivery.by_mail, Channel.SMS: _by_sms}


def _defer(message: Message, at: datetime.datetime | None = None) -> None:
    defer(SEND, at=at, priority=URGENT if message.expires_at else 0, message_id=message.pk)


@transaction.atomic(durable=True)
def _claim(message_id: int) -> Message | None:
    """Take a waiting message for this worker, committed before it leaves. None when it is not to be sent (now)."""
    rows = Message.objects.select_for_update(skip_locked=True).filter(state=Delivery.WAITING)
    message = rows.filter(pk=message_id).first()
    if message is None:
        return None
    moment = now()
    if not message.to or (message.expires_at and message.expires_at <= moment):
        message.state, message.error = Delivery.FAILED, "too late: nobody waits for it any more"
    elif message.channel == Channel.SMS and (tomorrow := _wait_of_the_cap()):
        message.error = "the daily cap of text messages was reached: it waits until tomorrow"
        logger.error("The daily cap of text messages was reached: message %s waits until tomorrow.", message.pk)
        _defer(message, tomorrow)
    else:
        message.state, message.claimed_at, message.attempts = Delivery.SENDING, moment, message.attempts + 1
    message.save(update_fields=["state", "claimed_at", "attempts", "error"])
    return message if message.state == Delivery.SENDING else None


def _wait_of_the_cap() -> datetime.datetime | None:
    """Return the next midnight in Morocco when today's text messages reached SMS_DAILY_CAP, else None.

    Workers count one after the other, so that two of them cannot both take the last place.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('core_sms_cap'))")
    today = localtime(timezone=get_default_timezone()).date()
    midnight, next_midnight = (
        datetime.datetime.combine(today + datetime.timedelta(days=n), datetime.time(), get_default_timezone())
        for n in (0, 1)
    )
    gone = {Delivery.SENDING, Delivery.SENT, Delivery.UNCERTAIN}
    count = Message.objects.filter(channel=Channel.SMS, state__in=gone, claimed_at__gte=midnight).count()
    return next_midnight if count >= settings.SMS_DAILY_CAP else None


def _put_back(message: Message, refusal: delivery.Refusal) -> None:
    is_over = refusal.is_final or message.attempts >= MOST_ATTEMPTS
    with transaction.atomic():
        _mark(message, Delivery.FAILED if is_over else Delivery.WAITING, error=str(refusal)[:300])
        if not is_over:
            _defer(message, now() + min(FIRST_WAIT * 4 ** (message.attempts - 1), LONGEST_WAIT))
    logger.warning(
        "Message %s was refused at attempt %s (%s)%s.",
        message.pk, message.attempts, refusal, " and given up" if is_over else "",
    )  # fmt: skip


def _mark(message: Message, state: str, **values) -> None:
    # A sweep may have called it uncertain meanwhile: the one who knows has the last word.
    known = Message.objects.filter(pk=message.pk, state__in=[Delivery.SENDING, Delivery.UNCERTAIN])
    known.update(state=state, **values)
