"""Handing a message of the outbox to the provider that carries it."""

import hashlib
import smtplib
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, mailers

from core.models import Message

PERMANENT = 500  # SMTP answers from here on are final


class Refusal(Exception):  # noqa: N818 -- what the provider said
    """The provider certainly did not take the message. Its words hold no address and no text.

    `is_final` when trying again is useless.
    """

    def __init__(self, words: str, *, is_final: bool = False):
        super().__init__(words)
        self.is_final = is_final


def by_mail(message: Message) -> None:
    """Send one e-mail. Raises `Refusal`; any other error means that it may have left."""
    mailer = mailers.default
    try:
        mailer.open()
    except OSError as error:  # smtplib's errors too
        raise Refusal(f"no connection: {type(error).__name__}") from None
    try:
        mailer.send_messages([_mail(message)])
    except smtplib.SMTPRecipientsRefused as error:
        code = max(code for code, _ in error.recipients.values())
        raise Refusal(f"recipient refused: {code}", is_final=code >= PERMANENT) from None
    except smtplib.SMTPResponseException as error:
        raise Refusal(f"refused: {error.smtp_code}", is_final=error.smtp_code >= PERMANENT) from None
    except ValueError as error:  # an address or a header that cannot be written
        raise Refusal(type(error).__name__, is_final=True) from None
    finally:
        mailer.close()


def _mail(message: Message) -> EmailMessage:
    """Build the mail. Its Message-ID comes from the key, so that a copy is recognised as one (RFC 5322, 3.6.4)."""
    name = hashlib.sha256(message.key.encode()).hexdigest()[:32]
    headers = {"Message-ID": f"<{name}@{urlsplit(settings.SITE_URL).hostname}>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(message.subject, message.body, to=[message.to], headers=headers)
