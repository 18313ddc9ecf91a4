"""Telling people: their inbox, and the outbox when it cannot wait."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.timezone import now
from django.utils.translation import gettext

from accounts.models import User
from core import outbox
from core.enums import Channel
from core.text import FIRST_STRONG_ISOLATE, POP_ISOLATE, isolate
from notices import paths
from notices.models import Notice

TEXT_LENGTH = Notice._meta.get_field("text").max_length


def notify(users: Iterable[User], *, key: str, text: str | Callable[[], str], url: str, urgent: bool = False) -> int:
    """Tell `users` one piece of news, each in her language, and return how many people were addressed.

    `key` names the occasion ("need.12.answered.3"): the same person is told once for a key, however often this runs.
    `text` is a lazy string, or a callable without arguments, made once a language; `url` a path of this site with or
    without its language. `urgent` also writes a mail, or a text message when the person has a confirmed phone only.
    The work is one insert however many people there are; an urgent message adds the outbox's own.
    """
    people = list({user.pk: user for user in users if user.is_active and not user.is_system}.values())
    path = paths.without_language(url)
    words = {}
    for language in {user.language for user in people}:
        with translation.override(language):
            words[language] = _shortened(str(text() if callable(text) else text))
    with transaction.atomic():
        Notice.objects.bulk_create(
            [Notice(user=user, key=key, text=words[user.language], url=path) for user in people],
            ignore_conflicts=True,
            batch_size=2000,
        )
        if urgent:
            _post(people, key, words, path)
    return len(people)


def _shortened(text: str) -> str:
    """Return one line that fits. Isolates put around names by the caller stay, and are closed where the text is cut."""
    line = " ".join(text.split())
    if len(line) <= TEXT_LENGTH:
        return line
    cut = line[: TEXT_LENGTH - 3].rstrip() + "…"
    return cut + POP_ISOLATE * (cut.count(FIRST_STRONG_ISOLATE) - cut.count(POP_ISOLATE))


def _post(people: list[User], key: str, words: dict[str, str], path: str) -> None:
    by_language = defaultdict(list)
    for user in people:
        by_language[user.language].append(user)
    for language, group in by_language.items():
        with translation.override(language):
            context = {"text": words[language], "link": paths.absolute(path, language)}
            mail = render_to_string("notices/email/notice.txt", context)
            sms = render_to_string("notices/sms/notice.txt", context).strip()
            subject = gettext("Agraw: %(news)s") % {"news": isolate(words[language][:120])}
        for user in group:
            if user.email:
                outbox.post(key=f"{key}.{user.pk}", channel=Channel.MAIL, to=user.email, subject=subject, body=mail)
            elif user.phone and user.phone_verified:
                outbox.post(key=f"{key}.{user.pk}", channel=Channel.SMS, to=user.phone, body=sms)


def read(notice: Notice, *, by: User) -> Notice:
    """Mark one notice of hers as read; a second time changes nothing."""
    if Notice.objects.visible_to(by).filter(pk=notice.pk).unread().update(read_at=now()):
        notice.refresh_from_db()
    return notice


def read_all(*, by: User) -> int:
    """Mark every notice of hers as read and return how many were not."""
    return Notice.objects.visible_to(by).unread().update(read_at=now())
