"""Ending the messages to an address with the link that each of them carries, and having them again."""

from collections.abc import Iterable

from django.db import transaction

from accounts.models import User
from core import outbox
from core.enums import Channel
from notices import stops
from notices.actions.devices import remove_device
from notices.models import Preference, Stop


def stop(token: str) -> bool:
    """Send no more news to the address that a message's link names, nor what waits for it; False for no such link.

    Whoever holds the message holds the right: no account is asked for. Twice is once. A notification's link removes its
    device. Codes that a person asks for to sign in still come: they are not news.
    """
    found = stops.read(token)
    if found is None:
        return False
    channel, row, to = found
    with transaction.atomic():
        if channel == Channel.PUSH:
            remove_device(row.pk, by=row.user)
        else:
            Stop.objects.get_or_create(channel=channel, contact=stops.contact(channel, to))
            outbox.withdraw(to=to, channel=channel)
    return True


def stop_number(number: str, *, channels: Iterable[str]) -> None:
    """Send no more news to a phone number (E.164) whose holder says so by a message of her own; twice is once.

    Whether an account has it is not asked, and makes no difference to anyone.
    """
    with transaction.atomic():
        for channel in channels:
            Stop.objects.get_or_create(channel=channel, contact=stops.contact(channel, number))
            outbox.withdraw(to=number, channel=channel)


def resume_number(number: str, *, channels: Iterable[str]) -> None:
    """Send news to a phone number again, as the wishes of its account say, when there is one."""
    for channel in channels:
        Stop.objects.filter(channel=channel, contact=stops.contact(channel, number)).delete()


def resume(token: str) -> bool:
    """Send news to the address of a message's link again; False for no such link, or a device that was removed."""
    found = stops.read(token)
    if found is None or found[0] == Channel.PUSH:
        return False
    channel, row, to = found
    _again(row, channel, to)
    return True


def resume_own(channel: str, *, by: User) -> None:
    """Send news to a person's own address, or number, again: she is signed in and asks for it."""
    to = by.email if channel == Channel.MAIL else by.phone
    if to:
        _again(by, channel, to)


@transaction.atomic
def _again(user: User, channel: str, to: str) -> None:
    Stop.objects.filter(channel=channel, contact=stops.contact(channel, to)).delete()
    switch = "by_mail" if channel == Channel.MAIL else "by_sms"
    Preference.objects.filter(user=user).update(**{switch: True})
