"""The outbox: mail, text messages and push are rows first, sent by the worker after commit, each at most once."""

from core.models import Message


def post(*, key: str, channel: str, to: str, subject: str = "", body: str) -> Message:
    """Write one message for one person and return it; written twice under the same `key`, it is one message.

    `key` names the occasion and the recipient, as `referral.12.answered:user.7`. `channel` is a `core.enums.Channel`,
    `to` an e-mail address or an E.164 number. Nothing leaves when the caller's transaction does not commit.
    """
    message, _ = Message.objects.get_or_create(
        key=key, defaults={"channel": channel, "to": to, "subject": subject, "body": body}
    )
    return message
