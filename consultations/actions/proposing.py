"""Proposing a statement: it waits until a person has looked at it, and nobody is shown who wrote it."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from consultations.actions.answering import check_time
from consultations.actions.locking import lock
from consultations.enums import PartKind
from consultations.models import Part, Statement
from core.fitness import Unfit, fits
from core.folding import fold
from core.text import clean_line, has_words
from core.workflow import Refused
from moderation.actions import held_by_rule
from moderation.screening import screen, words_of

TEXT_MAX, FOLDED_MAX = 140, 200  # characters
EACH_MAX = 10  # statements that one person may propose in a part


def propose(part: Part, text: str, *, by: User) -> None:
    """Propose a statement in the opinions of a consultation; the same words are said once, and again changes nothing.

    Nothing is recorded in the journal, which is for ever: who wrote a statement goes with her account. Locks the
    consultation. Raises `PermissionDenied`, `Unfit` when it has no words or over 140 characters, `Refused` when nobody
    may answer now, or after ten.
    """
    if part.kind != PartKind.OPINIONS or not by.has_perm("consultations.answer_consultation", part.consultation):
        raise PermissionDenied
    text = fits(clean_line(text), TEXT_MAX, "text")
    if not has_words(text):
        raise Unfit(_("Write one idea, in words."), "text")
    with transaction.atomic():
        check_time(lock(part.consultation_id))
        if Statement.objects.filter(part=part, author=by).count() >= EACH_MAX:
            raise Refused(
                _("You have proposed ten statements: leave room for the others. What you wrote was not kept."), "many"
            )
        folded = fold(text)[:FOLDED_MAX]
        if not Statement.objects.filter(part=part, folded=folded).exists():
            _screen(Statement.objects.create(part=part, author=by, text=text, folded=folded), by)


def _screen(row: Statement, by: User) -> None:
    """Tell the moderators which statement to read with care: all of them wait to be shown, ten a person, said once."""
    rule = screen(row.text, by=by, listed=words_of(row.part.consultation.space))
    if rule and not by.has_perm("consultations.moderate_statement", row):
        held_by_rule("statement", row, rule)
