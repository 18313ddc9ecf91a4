"""Telling the people behind a need what became of it."""

from collections.abc import Callable, Iterable

from django.db.models import Q

from accounts.models import User
from core.enums import Visibility
from core.text import isolate
from councils.models import Referral
from needs.models import Need, Relay, Support
from notices.actions import notify, tell_followers
from notices.enums import Topic
from notices.topics import around

VOICED = "voiced"  # the occasion "there is a new need": however often it is asked for, it is told once


def people_behind(need: Need):
    """Return those who follow the need: its author, the desk that entered it, and those who joined it or a need merged
    into it.

    Its author alone while it is not shown: the others would be told of what they may not see.
    """
    if need.visibility != Visibility.VISIBLE:
        return User.objects.filter(pk=need.author_id, is_active=True)
    joined = Support.objects.filter(Q(need=need) | Q(need__merged_into=need)).values("user")
    agents = Relay.objects.filter(need=need).values("agent")  # the desk passes it on to a person without a phone
    return User.objects.filter(Q(pk__in=joined) | Q(pk=need.author_id) | Q(pk__in=agents), is_active=True)


def people_behind_matter(referral: Referral):
    """Return those who follow the need behind a matter before the council; nobody while it is not shown."""
    need = Need.objects.filter(referral=referral, visibility=Visibility.VISIBLE).first()
    return people_behind(need) if need else User.objects.none()


def tell(
    need: Need,
    key: str,
    text: Callable[[], str],
    *,
    by: User | None = None,
    to: Iterable[User] | None = None,
    urgent: bool = False,
) -> str:
    """Tell the people behind the need (or `to`), but for the one who did it, and return the occasion (`notify`, key).
    `text` is rendered once a language.

    What is told to all of them is public: whoever follows the need, its commune or its theme is told of it too.
    """
    occasion = f"need.{need.pk}.{key}"
    people = people_behind(need) if to is None else to
    notify(
        [person for person in people if by is None or person.pk != by.pk],
        key=occasion,
        text=text,
        url=need.get_absolute_url(),
        urgent=urgent,
        commune=need.space.commune_id,
    )
    if to is None:
        tell_everyone(need, key, text, by=by)
    return occasion


def tell_everyone(need: Need, key: str, text: Callable[[], str], *, by: User | None = None) -> None:
    """Tell whoever follows the need, its commune or its theme, but for the one who did it: of what is shown alone."""
    tell_followers(
        (Topic.NEED, str(need.pk)),
        topics=around(need.space.commune.slug, need.theme),
        key=f"need.{need.pk}.{key}",
        text=text,
        url=need.get_absolute_url(),
        commune=need.space.commune_id,
        but=by,
    )


def named(need: Need) -> dict[str, str]:
    """Return the words that a piece of news takes about a need."""
    return {"title": isolate(need.title), "number": str(need.pk)}
