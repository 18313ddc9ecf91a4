"""Telling the people behind a petition of each step of its procedure: whoever leads it, and those who signed."""

from collections.abc import Callable

from notices.actions import notify
from petitions.actions.telling import tell_signers
from petitions.models import Petition


def announce(petition: Petition, occasion: str, words: Callable[[], str], *, mark: str = "") -> None:
    """Tell whoever leads a petition of one step, and those who signed it; `words` is called once a language.

    `mark` tells two steps of one occasion apart. Call it after the act was recorded.
    """
    notify(
        [petition.author],
        key=f"petition.{petition.pk}.{occasion}{mark}",
        text=words,
        url=petition.get_absolute_url(),
        urgent=True,
    )
    tell_signers(petition, occasion, words)
