"""Following a topic, and telling whoever follows it of public news."""

import datetime
from collections.abc import Callable, Iterable

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.queue import defer
from core.workflow import Refused
from notices import paths
from notices.actions.telling import write
from notices.enums import kind_of
from notices.models import Following, News, NewsTopic, Notice
from notices.topics import find
from notices.words import in_languages
from territories.models import Territory

FOLLOWERS, BATCHES = "notices.tell_followers", "notices.tell_batch"  # the tasks' names
BATCH = 2000  # people told by one job
MOST = 500  # topics one person may follow


def follow(kind: str, key: str, *, by: User) -> Following:
    """Follow a topic; twice is once. Raises `PermissionDenied` for a visitor, `Refused` for what is not public."""
    if not by.is_authenticated:
        raise PermissionDenied
    if find(kind, key) is None:
        raise Refused(_("This cannot be followed: it is not shown to everyone."), "not_public")
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=by.pk)
        if Following.objects.of(by).count() >= MOST:
            raise Refused(
                _("You follow as much as one person can. Follow something no more in your settings first."), "too_many"
            )
        row, _created = Following.objects.get_or_create(user=by, kind=kind, key=key)
    return row


def unfollow(kind: str, key: str, *, by: User) -> bool:
    """Follow a topic no more; return whether she did. What is not public any more can be left too."""
    deleted, _rows = Following.objects.of(by).filter(kind=kind, key=key).delete()
    return bool(deleted)


def tell_followers(
    about: tuple[str, str],
    *,
    topics: Iterable[tuple[str, str]] = (),
    key: str,
    text: str | Callable[[], str],
    url: str,
    commune: Territory | int | None = None,
    but: User | None = None,
    besides: Iterable[str] = (),
) -> None:
    """Tell everyone who follows a thing (`about`) or one of `topics` of public news, once each.

    `about` and `topics` are pairs of a `notices.enums.Topic` and its key. `key`, `text` and `url` are as in `notify`:
    whoever is told under the same key for another reason is not told twice, nor whoever has news of the same act under
    one of the keys `besides`. Not `but` the one who did it. One job is
    added, however many follow: it tells after commit, and only when everyone may see the thing then. The notices wait
    for the reader's digest; the news also stands in the public feed of each topic. A second time under the same key
    nothing is told.
    """
    place = commune.pk if isinstance(commune, Territory) else commune
    languages = [code for code, _name in settings.LANGUAGES]
    pairs = {(str(kind), str(one)) for kind, one in (about, *topics)}
    news = {
        "key": key,
        "commune_id": place,
        "words": in_languages(text, languages),
        "url": paths.without_language(url),
        "about_kind": str(about[0]),
        "about_key": str(about[1]),
        "but_id": but.pk if but else None,
        "besides": list(besides),
        "topics": sorted(pairs),
        "at": now().isoformat(),
    }
    defer(FOLLOWERS, news=news)


def publish(news: dict) -> News | None:
    """Write a piece of public news as `tell_followers` gave it, and tell the first followers; return it.

    None when not everyone may see the thing (any more), or when the news was written before.
    """
    values = news | {"at": datetime.datetime.fromisoformat(news["at"])}
    key, pairs = values.pop("key"), values.pop("topics")
    if find(values["about_kind"], values["about_key"]) is None:
        return None
    with transaction.atomic():
        row, is_new = News.objects.get_or_create(key=key, defaults=values | {"kind": kind_of(key)})
        if is_new:
            NewsTopic.objects.bulk_create([NewsTopic(news=row, kind=kind, key=one) for kind, one in pairs])
            defer(BATCHES, news_id=row.pk, after=0)
    return row if is_new else None


def tell_batch(news_id: int, after: int) -> int:
    """Tell the followers whose number comes after `after`, ask for the next batch, and return how many were found.

    While the thing is not public, nobody is told. Run twice, it tells once: a notice's key is the occasion.
    """
    news = News.objects.filter(pk=news_id, is_shown=True).first()
    if news is None or find(news.about_kind, news.about_key) is None:
        return 0
    people: set[int] = set()
    for topic in news.topics.all():
        rows = Following.objects.topic(topic.kind, topic.key).filter(user__gt=after, user__is_active=True)
        people.update(rows.order_by("user").values_list("user", flat=True)[:BATCH])
    first = sorted(people)[:BATCH]
    if not first:
        return 0
    with transaction.atomic():
        known = set(Notice.objects.filter(user__in=first, key__in=news.besides).values_list("user", flat=True))
        people = User.objects.filter(pk__in=set(first) - known - {news.but_id})
        told = [user for user in people if not user.is_system]
        write(told, key=news.key, words=news.words, path=news.url, urgent=False, commune=news.commune_id)
        if len(first) == BATCH:
            defer(BATCHES, news_id=news_id, after=first[-1])
    # Hidden while this ran: what was written is hidden too.
    if not News.objects.filter(pk=news_id, is_shown=True).exists():
        Notice.objects.filter(key=news.key).update(is_shown=False)
    return len(first)
