"""One-time codes: sent, checked, forgotten.

Nothing here looks at accounts: a known and an unknown contact get the same code, the same words, in the same time.
"""

import datetime
import secrets

from django.conf import settings
from django.db import connection, transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.timezone import localtime, now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.contacts import Contact
from accounts.models import OneTimeCode
from accounts.phones import plain
from core import outbox, sms
from core.enums import PAID, Channel, Delivery
from core.models import Message
from core.workflow import Refused

DIGITS = 6
HOUR = datetime.timedelta(hours=1)
DAY = datetime.timedelta(days=1)
KEY = "code."  # how the keys of these messages begin in the outbox


def send_code(contact: Contact, *, purpose: str, network: str, by_whatsapp: bool = False) -> OneTimeCode:
    """Send a fresh code for `purpose` to `contact` and return its row; to a phone `by_whatsapp` if she chose it.

    `network` names the asker's network (`accounts.networks.of`); it is kept as a fingerprint. Raises `Refused` after
    `CODE_SENDS_PER_CONTACT` codes to one contact or `CODE_SENDS_PER_NETWORK` from one network within an hour, when
    today's text messages are used up (`SMS_DAILY_CAP`), and when nobody carries any here. Holds an advisory lock on
    both while it counts, so that parallel requests do not pass the limit.
    """
    channel = _way(contact, by_whatsapp=by_whatsapp)
    place = salted_hmac("accounts.network", network, algorithm="sha256").hexdigest()
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    with transaction.atomic():
        _lock(place)
        _lock(contact.digest)
        recent = OneTimeCode.objects.filter(sent_at__gt=now() - HOUR)
        if recent.filter(contact=contact.digest).count() >= settings.CODE_SENDS_PER_CONTACT:
            raise Refused(
                _(
                    "Several codes were sent there within an hour. Use the last one you received, "
                    "or come back in an hour; nothing else has changed."
                ),
                "too_many_codes",
            )
        if recent.filter(network=place).count() >= settings.CODE_SENDS_PER_NETWORK:
            raise Refused(
                _("Many codes were asked for from this connection. Come back in an hour, or use another connection."),
                "too_many_codes",
            )
        if channel in PAID and _sms_today() >= settings.SMS_DAILY_CAP:
            raise Refused(
                _("We cannot send any more text messages today. Use an e-mail address, or come back tomorrow."),
                "sms_cap",
            )
        row = OneTimeCode.objects.create(
            purpose=purpose,
            contact=contact.digest,
            network=place,
            digest=_digest(contact, purpose, code),
            sent_at=now(),
        )
        minutes = settings.CODE_MINUTES
        # The code comes first, where a lock screen shows it; the Arabic text stays within one SMS of 70 signs.
        body = gettext("%(code)s is your Agraw code, for %(minutes)d minutes. Give it to nobody.")
        outbox.post(
            key=f"{KEY}{row.pk}",
            channel=channel,
            to=contact.value,
            subject=gettext("Your Agraw code") if contact.channel == Channel.MAIL else "",
            body=body % {"code": code, "minutes": minutes},
            expires_at=row.sent_at + datetime.timedelta(minutes=minutes),
        )
    return row


def check_code(pk: int | None, contact: Contact, typed: str, *, purpose: str) -> OneTimeCode:
    """Spend the code `pk` that was sent to `contact`, and return it.

    Locks the row, so that two requests cannot both spend it. Raises `Refused` with code `expired`, `too_many_tries`
    or `wrong`.
    """
    with transaction.atomic():
        row = OneTimeCode.objects.select_for_update().filter(pk=pk, contact=contact.digest, purpose=purpose).first()
        reason = _reason_against(row, contact, typed)
        if row and reason in {"", "wrong"}:
            row.tries += 1
            row.spent_at = None if reason else now()
            row.save(update_fields=["tries", "spent_at"])
            if reason and row.tries >= settings.CODE_TRIES:
                reason = "too_many_tries"
    if reason:
        raise Refused(REASONS[reason], reason)
    return row


REASONS = {
    "expired": _("This code is no longer good: it lives ten minutes and opens once. Ask for a new one."),
    "too_many_tries": _("This code was typed wrong too many times, so it no longer opens anything. Ask for a new one."),
    "wrong": _("This is not the code that was sent. Look at the last message you received and type its six digits."),
}


def purge_codes() -> int:
    """Delete codes older than a day, blank the messages that carried them, and return how many codes were deleted."""
    Message.objects.filter(key__startswith=KEY, created_at__lt=now() - HOUR).exclude(body="").update(body="", to="")
    return OneTimeCode.objects.filter(sent_at__lt=now() - DAY).delete()[0]


def _reason_against(row: OneTimeCode | None, contact: Contact, typed: str) -> str:
    lifetime = datetime.timedelta(minutes=settings.CODE_MINUTES)
    if row is None or row.spent_at or now() - row.sent_at > lifetime:
        return "expired"
    if row.tries >= settings.CODE_TRIES:
        return "too_many_tries"
    digits = "".join(sign for sign in plain(typed) if sign.isdecimal())
    return "" if constant_time_compare(row.digest, _digest(contact, row.purpose, digits)) else "wrong"


def _digest(contact: Contact, purpose: str, code: str) -> str:
    return salted_hmac(f"accounts.code.{purpose}", f"{contact.value}:{code}", algorithm="sha256").hexdigest()


def _way(contact: Contact, *, by_whatsapp: bool) -> str:
    """Return by which channel a code goes to a contact. Raises `Refused` when nobody carries text messages here."""
    if contact.channel != Channel.SMS:
        return contact.channel
    ways = [Channel.WHATSAPP, Channel.SMS] if by_whatsapp else [Channel.SMS, Channel.WHATSAPP]
    for channel in ways:
        if sms.is_offered(channel):
            return channel
    raise Refused(
        _(
            "This site sends no text messages: use an e-mail address. Without one, go to a desk of your commune: it "
            "writes for you, and gives you a receipt with a code."
        ),
        "no_sms",
    )


def _sms_today() -> int:
    """Count the text messages written today (in Morocco): the worker would hold back what passes the cap, past its
    hour.
    """
    midnight = localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    written = Message.objects.filter(channel__in=PAID, created_at__gte=midnight)
    return written.exclude(state=Delivery.FAILED).count()


def _lock(fingerprint: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int(fingerprint[:15], 16)])
