"""Telling the people behind a petition of each step of its procedure."""

from collections.abc import Callable

from django.utils.translation import gettext

from core.text import isolate
from notices.actions import notify, tell_followers
from notices.enums import Topic
from notices.topics import around
from petitions import news
from petitions.actions.telling import tell_signers
from petitions.models import Petition


def announce(petition: Petition, occasion: str, words: Callable[[], str] | None = None, *, mark: str = "") -> None:
    """Tell whoever leads a petition, and everyone who signed it, of one step (`petitions.news`).

    `words`, called once a language, are for whoever leads it: those of the occasion when there are none. `mark` tells
    two steps of one occasion apart. Call it after the act was recorded.
    """
    notify(
        [petition.author],
        key=f"petition.{petition.pk}.{occasion}{mark}",
        text=words or (lambda: news.WORDS[occasion](petition)),
        url=petition.get_absolute_url(),
        urgent=True,
        commune=petition.space.commune_id,
    )
    number = tell_signers(petition, occasion, words)
    tell_everyone(petition, f"{occasion}.{number}", lambda: news.WORDS[occasion](petition))


def tell_everyone(petition: Petition, occasion: str, words: Callable[[], str]) -> None:
    """Tell whoever follows the petition, its council, its commune or its theme; nobody while it is not shown.

    Under the key of those who signed, so that whoever did both is told once.
    """
    slug = petition.space.commune.slug
    tell_followers(
        (Topic.PETITION, str(petition.pk)),
        topics=[*around(slug, petition.theme), (Topic.COUNCIL, petition.council.territory.slug)],
        key=f"petition.{petition.pk}.{occasion}",
        text=words,
        url=petition.get_absolute_url(),
        commune=petition.space.commune_id,
        but=petition.author,
    )


def tell_begun(petition: Petition) -> None:
    """Tell them that a petition has begun: once, however often it is asked for."""
    words = {"title": isolate(petition.title)}
    tell_everyone(petition, "begun", lambda: gettext("A petition to the council: “%(title)s”.") % words)
