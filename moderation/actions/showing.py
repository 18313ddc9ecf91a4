"""Showing again, from its case, what a decision hid: whoever moderates has seen that it was too much."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.fitness import Unfit, fits
from core.text import clean_text, has_words
from core.workflow import Refused
from moderation.actions.acting import in_hand, thing_of
from moderation.actions.appealing import REPLY_MAX
from moderation.actions.following import shown
from moderation.enums import Outcome
from moderation.kinds import HIDDEN, SHOW, Kind
from moderation.models import Case


def can_show_again(case: Case, kind: Kind | None, row: Any) -> bool:
    """Tell whether the thing of a case is hidden by its decision, and its room lets it be shown. One query."""
    if row is None or case.outcome != Outcome.HIDDEN or kind.standing(row) != HIDDEN or not kind.can(row, SHOW):
        return False
    return not Case.objects.filter(kind=case.kind, key=case.key, pk__gt=case.pk).exists()


def show_again(case: Case, *, by: User, words: str) -> Case:
    """Show again what the decision of a case hid, with words for the author, and return the case.

    A warning or a suspension that came with the hiding is lifted with it; an appeal that waits is won. The line stands
    in the register. Locks the thing, then the case. Raises `PermissionDenied`, also to the author, `Refused` for what
    is not hidden, or not there any more, `Unfit`.
    """
    words = fits(clean_text(words), REPLY_MAX, "words")
    if not has_words(words):
        raise Unfit(_("Write to the author why."), "words")
    with transaction.atomic():
        seen = Case.objects.for_list().get(pk=case.pk)
        if not by.has_perm("moderation.decide_case", seen):
            raise PermissionDenied
        kind, row, _said = thing_of(seen)
        if not can_show_again(seen, kind, row):
            raise Refused(_("This is not hidden by this decision: look at the page again."), "not_hidden")
        with in_hand():
            kind.move(row, kind.names[SHOW], by=by, note=words)
        return shown(kind, row, by=by, note=words, from_case=True)
