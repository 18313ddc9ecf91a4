"""Telling the people behind a petition of each step of its procedure."""

from collections.abc import Callable

from notices.actions import notify
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
    )
    tell_signers(petition, occasion, words)
