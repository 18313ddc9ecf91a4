"""Telling people: their inbox, and a message at once when it cannot wait."""

from collections.abc import Callable, Iterable

from django.db import transaction

from accounts.models import User
from core.queue import defer
from notices import paths
from notices.actions.reaching import REACH
from notices.enums import kind_of
from notices.models import News, Notice
from notices.words import TEXT_LENGTH, in_languages
from territories.models import Territory

__all__ = ["TEXT_LENGTH", "notify", "show", "write"]


def notify(
    users: Iterable[User],
    *,
    key: str,
    text: str | Callable[[], str],
    url: str,
    urgent: bool = False,
    commune: Territory | int | None = None,
) -> int:
    """Tell `users` one piece of news, each in her language, and return how many people were addressed.

    `key` names the occasion ("need.12.answered.3"): the same person is told once for a key, however often this runs;
    its first word says what the news is about. `text` is a lazy string, or a callable without arguments, made once a
    language; `url` a path of this site with or without its language; `commune` where it happens, for the digest.
    `urgent` news also leaves at once, in the way she chose: a job does that after commit (`reach`). One insert and one
    job, however many people there are.
    """
    people = list({user.pk: user for user in users if user.is_active and not user.is_system}.values())
    path = paths.without_language(url)
    words = in_languages(text, {user.language for user in people})
    if not people:
        return 0
    place = commune.pk if isinstance(commune, Territory) else commune
    with transaction.atomic(savepoint=False):
        write(people, key=key, words=words, path=path, urgent=urgent, commune=place)
        if urgent:
            defer(REACH, key=key)
    return len(people)


def write(
    people: Iterable[User], *, key: str, words: dict[str, str], path: str, urgent: bool, commune: int | None
) -> None:
    """Write one notice for each of `people`, in her language; whoever has one for this `key` keeps it."""
    kind = kind_of(key)
    Notice.objects.bulk_create(
        [
            Notice(
                user=user, key=key, kind=kind, commune_id=commune, text=words[user.language], url=path, is_urgent=urgent
            )
            for user in people
        ],
        ignore_conflicts=True,
        batch_size=2000,
    )


def show(url: str, *, is_shown: bool, but: Iterable[User] = ()) -> int:
    """Show the notices about a page of this site again, or show them to nobody `but` these people; return how many.

    For what is held back or hidden after people were told of it: no digest and no feed tells of it then. A mail that
    has left cannot be taken back.
    """
    path = paths.without_language(url)
    about = Notice.objects.filter(url=path).exclude(is_shown=is_shown)
    if not is_shown:
        about = about.exclude(user__in=[user.pk for user in but])
    News.objects.filter(url=path).exclude(is_shown=is_shown).update(is_shown=is_shown)
    return about.update(is_shown=is_shown)
