"""Telling people: their inbox, and the outbox when it cannot wait."""

from collections.abc import Callable, Iterable

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.timezone import now
from django.utils.translation import gettext

from accounts.models import User
from core import outbox
from core.enums import Channel
from core.queue import defer
from core.text import FIRST_STRONG_ISOLATE, POP_ISOLATE
from notices import paths
from notices.models import Notice

REACH = "notices.reach"  # the task's name
SMS_LENGTH = 130  # signs; with the address, three text messages in Arabic
TEMPLATES = {Channel.MAIL: "email", Channel.SMS: "sms"}
TEXT_LENGTH = Notice._meta.get_field("text").max_length


def notify(users: Iterable[User], *, key: str, text: str | Callable[[], str], url: str, urgent: bool = False) -> int:
    """Tell `users` one piece of news, each in her language, and return how many people were addressed.

    `key` names the occasion ("need.12.answered.3"): the same person is told once for a key, however often this runs.
    `text` is a lazy string, or a callable without arguments, made once a language; `url` a path of this site with or
    without its language. `urgent` news also leaves by mail, or by text message to a person who has a confirmed phone
    only: a job does that after commit (`reach`). One insert and one job, however many people there are.
    """
    people = list({user.pk: user for user in users if user.is_active and not user.is_system}.values())
    path = paths.without_language(url)
    words = {}
    for language in {user.language for user in people}:
        with translation.override(language):
            words[language] = _shortened(str(text() if callable(text) else text))
    if not people:
        return 0
    with transaction.atomic(savepoint=False):
        Notice.objects.bulk_create(
            [Notice(user=user, key=key, text=words[user.language], url=path, is_urgent=urgent) for user in people],
            ignore_conflicts=True,
            batch_size=2000,
        )
        if urgent:
            defer(REACH, key=key)
    return len(people)


def reach(key: str) -> int:
    """Write the mails and text messages of an urgent occasion, one for each person, and return how many.

    Run twice it writes them once: the outbox's key is the occasion and the person.
    """
    count = 0
    for notice in Notice.objects.filter(key=key, is_urgent=True, is_shown=True).select_related("user").iterator():
        user = notice.user
        if user.email:
            channel, to = Channel.MAIL, user.email
        elif user.phone and user.phone_verified:
            channel, to = Channel.SMS, user.phone
        else:
            continue
        with translation.override(user.language):
            text = notice.text if channel == Channel.MAIL else _shortened(notice.text, SMS_LENGTH)
            context = {"text": text, "link": paths.absolute(notice.url, user.language)}
            body = render_to_string(f"notices/{TEMPLATES[channel]}/notice.txt", context).strip()
            subject = gettext("Agraw: %(news)s") % {"news": notice.text}
        outbox.post(key=f"{key}:user.{user.pk}", channel=channel, to=to, subject=subject, body=body)
        count += 1
    return count


def _shortened(text: str, length: int = TEXT_LENGTH) -> str:
    """Return one line that fits. Isolates put around names by the caller stay, and are closed where the text is cut."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    cut = line[: length - 3].rstrip() + "…"
    return cut + POP_ISOLATE * (cut.count(FIRST_STRONG_ISOLATE) - cut.count(POP_ISOLATE))


def show(url: str, *, is_shown: bool, but: Iterable[User] = ()) -> int:
    """Show the notices about a page of this site again, or show them to nobody `but` these people; return how many.

    For what is held back or hidden after people were told of it. A mail that has left cannot be taken back.
    """
    about = Notice.objects.filter(url=paths.without_language(url)).exclude(is_shown=is_shown)
    if not is_shown:
        about = about.exclude(user__in=[user.pk for user in but])
    return about.update(is_shown=is_shown)


def read(notice: Notice, *, by: User) -> Notice:
    """Mark one notice of hers as read; a second time changes nothing."""
    if Notice.objects.visible_to(by).filter(pk=notice.pk).unread().update(read_at=now()):
        notice.refresh_from_db()
    return notice


def read_all(*, by: User) -> int:
    """Mark every notice of hers as read and return how many were not."""
    return Notice.objects.visible_to(by).unread().update(read_at=now())
