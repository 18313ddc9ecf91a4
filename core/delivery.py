"""Handing a message of the outbox to the provider that carries it."""

import hashlib
import smtplib
import threading
from contextlib import contextmanager
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, mailers

from core.models import Message

PERMANENT = 500  # SMTP answers from here on are final


class Refusal(Exception):  # noqa: N818 -- what the provider said
    """The provider certainly did not take the message. Its words hold no address and no text.

    `is_final` when trying again is useless.
    """

    def __init__(self, words: str, *, is_final: bool = False):
        super().__init__(words)
        self.is_final = is_final


_kept = threading.local()


@contextmanager
def one_connection():
    """Send all mails of this thread through one connection to the provider, opened when the first one needs it."""
    _kept.mailer = mailers.default
    try:
        yield
    finally:
        mailer, _kept.mailer = _kept.mailer, None
        mailer.close()


def by_mail(message: Message) -> None:
    """Send one e-mail. Raises `Refusal`; any other error means that it may have left."""
    kept = getattr(_kept, "mailer", None)
    mailer = kept or mailers.default
    is_well = False
    try:
        _open(mailer)
        _send(mailer, message)
        is_well = True
    finally:
        if not (kept and is_well):  # after a refusal nothing is taken for granted: the next one opens anew
            mailer.close()


def _open(mailer) -> None:
    """Open the connection, or make sure that one which is open still answers, before anything is written on it."""
    if (line := getattr(mailer, "connection", None)) is not None:
        try:
            line.noop()
        except (smtplib.SMTPException, OSError):
            mailer.close()
    try:
        mailer.open()
    except OSError as error:  # smtplib's errors too
        raise Refusal(f"no connection: {type(error).__name__}") from None


def _send(mailer, message: Message) -> None:
    try:
        mailer.send_messages([_mail(message)])
    except smtplib.SMTPRecipientsRefused as error:
        code = max(code for code, _ in error.recipients.values())
        raise Refusal(f"recipient refused: {code}", is_final=code >= PERMANENT) from None
    except smtplib.SMTPResponseException as error:
        raise Refusal(f"refused: {error.smtp_code}", is_final=error.smtp_code >= PERMANENT) from None
    except ValueError as error:  # an address or a header that cannot be written
        raise Refusal(type(error).__name__, is_final=True) from None


def _mail(message: Message) -> EmailMultiAlternatives:
    """Build the mail. Its Message-ID comes from the key, so that a copy is recognised as one (RFC 5322, 3.6.4).

    One that can be stopped says how, to people and to mail readers: one request without a sign-in (RFC 8058).
    """
    name = hashlib.sha256(message.key.encode()).hexdigest()[:32]
    headers = {"Message-ID": f"<{name}@{urlsplit(settings.SITE_URL).hostname}>", "Auto-Submitted": "auto-generated"}
    if message.stop_url:
        headers |= {"List-Unsubscribe": f"<{message.stop_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    mail = EmailMultiAlternatives(message.subject, message.body, to=[message.to], headers=headers)
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    return mail
