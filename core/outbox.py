"""The outbox: mails and text messages are rows first, sent by the worker after commit, each at most once.

WAITING -> SENDING is committed before anything leaves, SENT after. A worker that dies in between leaves a row that may
have left: it becomes UNCERTAIN and is never sent again. A refusal, when nothing has left, brings it back to WAITING.
"""

import datetime
import logging
import random
import time
from collections.abc import Callable, Iterable

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.timezone import get_default_timezone, localtime, now
from procrastinate.contrib.django.models import ProcrastinateJob

from core import delivery, sms
from core.enums import PAID, Channel, Delivery
from core.models import Message
from core.queue import defer
from core.text import clean_line

logger = logging.getLogger(__name__)

SEND, DRAIN = "core.send", "core.drain"  # the tasks' names
MOST_ATTEMPTS = 33  # more than three days
FIRST_WAIT = datetime.timedelta(seconds=4)  # then half as long again each time
LONGEST_WAIT = datetime.timedelta(hours=6)
LANES = 3  # jobs that send many messages side by side; the worker has a fourth hand for codes
PER_LANE = 50  # messages for which a lane more is worth its while
LANE_SECONDS = 60  # then the lane is asked for again, behind what is more urgent
DOWN_AFTER, DOWN_FOR = 10, datetime.timedelta(seconds=30)  # refusals in a row, then nothing is tried
BULK = {Channel.MAIL, Channel.PUSH}  # what a lane sends; each text message has a job, because of its cap
STALE = datetime.timedelta(minutes=10)
KEPT = datetime.timedelta(days=30)
BLANK = {"to": "", "subject": "", "body": "", "html": "", "stop_url": ""}
URGENT = 10  # a message that expires goes before those that can wait


def carry(channel: str, sender: Callable[[Message], None]) -> None:
    """Let a higher floor carry a channel: `sender` hands one message over, or raises `core.delivery.Refusal`."""
    SENDERS[channel] = sender


def post(
    *, key: str, channel: str, to: str, subject: str = "", body: str, expires_at: datetime.datetime | None = None
) -> Message:
    """Write one message for one person and return it; written twice under the same `key`, it is one message.

    `key` names the occasion and the recipient, as `contact.12:user.7`. `channel` is a `core.enums.Channel`,
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


def post_many(messages: Iterable[Message]) -> int:
    """Write many messages at once, each with its `key`, and ask for the lanes that send them; return how many.

    What was written under a key before is left as it is. The same cost for one and for a thousand, text messages apart.
    """
    rows = list(messages)
    for row in rows:
        row.subject = clean_line(row.subject)[:200]
    with transaction.atomic():
        Message.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
        bulk = sum(row.channel in BULK for row in rows)
        for lane in random.sample(range(LANES), min(LANES, -(-bulk // PER_LANE))):
            _ask_for_lane(lane)
        keys = [row.key for row in rows if row.channel not in BULK]
        for message in Message.objects.filter(key__in=keys, state=Delivery.WAITING, attempts=0) if keys else ():
            _defer(message)
    return len(rows)


def drain(lane: int) -> int:
    """Send what nobody has tried yet, oldest first, one after the other on one connection; return how many were taken.

    Several lanes share the work: a message is claimed before it leaves. When the provider refuses ten in a row it is
    down: the lane rests for half a minute, and what it has not tried waits without having lost an attempt.
    """
    end, count, refused = time.monotonic() + LANE_SECONDS, 0, 0
    with delivery.one_connection():
        while refused < DOWN_AFTER and time.monotonic() < end:
            message = _claim(fresh=True)
            if message is None:
                return count
            count += 1
            if message.state == Delivery.SENDING:
                refused = 0 if _hand_over(message) else refused + 1
    if refused:
        logger.warning("A provider refused %s messages in a row: lane %s rests.", refused, lane)
    _ask_for_lane(lane, at=now() + DOWN_FOR if refused >= DOWN_AFTER else None, lock=f"{DRAIN}.{lane}")
    return count


def deliver(message_id: int) -> None:
    """Send one message if it still waits, and mark what became of it. Called by the worker, outside any transaction."""
    message = _claim(message_id)
    if message is not None and message.state == Delivery.SENDING:
        _hand_over(message)


def _hand_over(message: Message) -> bool:
    """Give a claimed message to its provider, and mark what became of it; False when the provider could not take it."""
    try:
        SENDERS[message.channel](message)
    except delivery.Refusal as refusal:
        _put_back(message, refusal)
        return refusal.is_final
    except Exception as error:  # whatever it was, the message may have left
        _mark(message, Delivery.UNCERTAIN, error=type(error).__name__)
        logger.error("Message %s may or may not have left: %s.", message.pk, type(error).__name__)
    else:
        kept = {"body": ""} if message.expires_at else {}
        _mark(message, Delivery.SENT, sent_at=now(), error="", **kept)
    return True


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
        # What a lane sends has no job of its own until it was refused once: its lane is asked for again.
        if lost.filter(attempts=0, channel__in=BULK).exists():
            for lane in range(LANES):
                _ask_for_lane(lane, lock=f"{DRAIN}.{lane}")
        for message in lost.exclude(attempts=0, channel__in=BULK):
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
    return settled_before(now() - KEPT).update(**BLANK)


def settled_before(limit: datetime.datetime) -> QuerySet[Message]:
    """Find the messages written before `limit` that wait no more and still say something."""
    settled = Message.objects.filter(created_at__lt=limit).exclude(state__in=[Delivery.WAITING, Delivery.SENDING])
    return settled.exclude(to="", body="", subject="")


def forget(to: str) -> int:
    """Forget every message to one address, and do not send those that wait; return how many."""
    messages = Message.objects.filter(to=to)
    messages.filter(state=Delivery.WAITING).update(state=Delivery.FAILED, error="the person has left")
    return messages.update(**BLANK)


def forget_person(user_id: int) -> int:
    """Forget every message to a person who leaves, and do not send those that wait; return how many."""
    return Message.objects.filter(user=user_id).update(user=None, **BLANK)


def withdraw(*, to: str, channel: str) -> int:
    """Do not send the news that waits for one address, stopped by whoever reads it; return how many. A code goes on."""
    waiting = Message.objects.filter(to=to, channel=channel, state=Delivery.WAITING, expires_at__isnull=True)
    return waiting.exclude(user=None).update(state=Delivery.FAILED, error="stopped by whoever receives it")


def _as_text(message: Message) -> None:
    sms.send(to=message.to, text=message.body, key=message.key, channel=message.channel)


SENDERS = {Channel.MAIL: delivery.by_mail, Channel.SMS: _as_text, Channel.WHATSAPP: _as_text}


def _defer(message: Message, at: datetime.datetime | None = None) -> None:
    defer(SEND, at=at, priority=URGENT if message.expires_at else 0, message_id=message.pk)


def _ask_for_lane(lane: int, **options) -> None:
    # Without a lock of the queue when there is news: a job that waits may be done before this transaction commits.
    defer(DRAIN, priority=-1, alone=f"{DRAIN}.{lane}", lane=lane, **options)


@transaction.atomic(durable=True)
def _claim(message_id: int | None = None, *, fresh: bool = False) -> Message | None:
    """Take a waiting message for this worker (the oldest that is `fresh`), committed before it leaves.

    None when there is none; in another state than SENDING when it is not to be sent, or not now.
    """
    rows = Message.objects.select_for_update(skip_locked=True, of=("self",)).filter(state=Delivery.WAITING)
    if fresh:
        message = rows.filter(attempts=0, channel__in=BULK).order_by("pk").first()
    else:
        message = rows.filter(pk=message_id).first()
    if message is None:
        return None
    moment = now()
    if not message.to or (message.expires_at and message.expires_at <= moment):
        message.state, message.error = Delivery.FAILED, "too late: nobody waits for it any more"
    elif message.channel in PAID and (tomorrow := _wait_of_the_cap(message)):
        message.error = "the daily cap of text messages was reached: it waits until tomorrow"
        logger.error("The daily cap of text messages was reached: message %s waits until tomorrow.", message.pk)
        _defer(message, tomorrow)
    else:
        message.state, message.claimed_at, message.attempts = Delivery.SENDING, moment, message.attempts + 1
    message.save(update_fields=["state", "claimed_at", "attempts", "error"])
    return message


def _wait_of_the_cap(message: Message) -> datetime.datetime | None:
    """Return the next midnight in Morocco when today's text messages reached their cap, else None.

    There is one cap for all (SMS_DAILY_CAP), and one for the news of one number (SMS_PERSON_DAILY_CAP; a code is never
    held back by it). Workers count one after the other, so that two of them cannot both take the last place.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('core_sms_cap'))")
    today = localtime(timezone=get_default_timezone()).date()
    midnight, next_midnight = (
        datetime.datetime.combine(today + datetime.timedelta(days=n), datetime.time(), get_default_timezone())
        for n in (0, 1)
    )
    gone = {Delivery.SENDING, Delivery.SENT, Delivery.UNCERTAIN}
    sent = Message.objects.filter(channel__in=PAID, state__in=gone, claimed_at__gte=midnight)
    if sent.count() >= settings.SMS_DAILY_CAP:
        return next_midnight
    news = sent.filter(to=message.to, expires_at__isnull=True) if message.expires_at is None else sent.none()
    return next_midnight if news.count() >= settings.SMS_PERSON_DAILY_CAP else None


def _put_back(message: Message, refusal: delivery.Refusal) -> None:
    is_over = refusal.is_final or message.attempts >= MOST_ATTEMPTS
    with transaction.atomic():
        _mark(message, Delivery.FAILED if is_over else Delivery.WAITING, error=str(refusal)[:300])
        if not is_over:
            _defer(message, now() + min(FIRST_WAIT * 1.5 ** (message.attempts - 1), LONGEST_WAIT))
    logger.warning(
        "Message %s was refused at attempt %s (%s)%s.",
        message.pk, message.attempts, refusal, " and given up" if is_over else "",
    )  # fmt: skip


def _mark(message: Message, state: str, **values) -> None:
    # A sweep may have called it uncertain meanwhile: the one who knows has the last word.
    known = Message.objects.filter(pk=message.pk, state__in=[Delivery.SENDING, Delivery.UNCERTAIN])
    known.update(state=state, **values)
