"""Telling people what became of what they said. The title of the discussion is not told: it may be hidden one day."""

from django.utils.timezone import localdate
from django.utils.translation import gettext

from accounts.models import User
from core import journal
from core.text import clean_text, isolate
from debates.models import Contribution
from moderation.actions import is_in_hand
from notices.actions import notify


def tell_of_an_answer(contribution: Contribution) -> None:
    """Tell the author of what was answered, but for her own answer: once a day for one contribution of hers.

    What she typed in for someone in the hall is not hers. `contribution` came with its parent and the parent's author.
    """
    parent = contribution.parent
    if parent.author_id == contribution.author_id or parent.said_by:
        return
    notify(
        [parent.author],
        key=f"contribution.{parent.pk}.answered.{localdate():%Y%m%d}",
        text=lambda: gettext("Someone answered what you said in a discussion."),
        url=parent.get_absolute_url(),
    )


def tell_author(contribution: Contribution, text, *, by: User, note: str = "") -> None:
    """Tell the author of a contribution what was done with it and the reason, but for her own act.

    Moderation tells of what it decides itself, with the rule and the way to appeal.
    """
    if contribution.author_id == by.pk or is_in_hand():
        return
    acts = journal.history(contribution).filter(axis="visibility").count()
    notify(
        [contribution.author],
        key=f"contribution.{contribution.pk}.visibility.{acts}",
        text=lambda: text() % {"reason": isolate(clean_text(note))},
        url=contribution.get_absolute_url(),
    )
