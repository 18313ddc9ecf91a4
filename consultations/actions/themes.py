"""Answers in words grouped under themes, by hand: who wrote them is nowhere on the way.

Texts are named by their digest (`digest_of`): the same words are one text, however many wrote them, and no number of a
row leaves the database.
"""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models.functions import MD5
from django.utils.translation import gettext as _

from accounts.models import User
from consultations.actions.locking import lock
from consultations.actions.tallying import ask_for_tally
from consultations.enums import IN_WORDS, ConsultationState
from consultations.models import Answer, Consultation, Question, TextTheme
from core import journal
from core.fitness import Unfit, fits
from core.text import clean_line, has_words
from core.workflow import Refused

NAME_MAX, THEMES_MAX, AT_ONCE_MAX = 120, 40, 500  # characters; themes of a question; texts


def texts_of(question: Question):
    """Return the sent answers in words of a question, each with its `digest`."""
    return (
        Answer.objects.filter(question=question, response__sent_at__isnull=False)
        .exclude(text="")
        .annotate(digest=MD5("text"))
    )


def create_theme(question: Question, *, by: User, name: str) -> TextTheme:
    """Add a theme to a question in words, and return it. Locks the consultation.

    Raises `PermissionDenied`, `Unfit` for a name that says nothing or stands already, `Refused`.
    """
    name = _name(name)
    with transaction.atomic():
        row = _open(question, by)
        if question.themes.count() >= THEMES_MAX:
            raise Refused(_("Forty themes is the most: bring some together."), "enough")
        theme = _unique(lambda: TextTheme.objects.create(question=question, name=name))
        journal.record(row, "create_theme", by=by, data={"question": question.pk, "theme": theme.pk})
    return theme


def rename_theme(theme: TextTheme, *, by: User, name: str) -> TextTheme:
    """Give a theme another name, and return it. Raises as `create_theme`."""
    name = _name(name)
    with transaction.atomic():
        row = _open(theme.question, by)
        theme.name = name
        _unique(lambda: theme.save(update_fields=["name"]))
        journal.record(row, "rename_theme", by=by, data={"question": theme.question_id, "theme": theme.pk})
    return theme


def remove_theme(theme: TextTheme, *, by: User) -> None:
    """Take a theme out: its texts stand under none again."""
    with transaction.atomic():
        row = _open(theme.question, by)
        journal.record(row, "remove_theme", by=by, data={"question": theme.question_id, "theme": theme.pk})
        theme.delete()
        _count_again(row)


def assign(question: Question, *, by: User, digests: Iterable[str], theme: TextTheme | None) -> int:
    """Put texts under a theme, or under none, all at once, and return how many answers that is.

    Raises `PermissionDenied`, `Unfit` when no text is chosen, `Refused` for a theme of another question.
    """
    chosen = set(digests)
    if not chosen:
        raise Unfit(_("Choose the texts first: tick them."), "texts")
    if len(chosen) > AT_ONCE_MAX:
        raise Unfit(_("%(most)d texts at most at a time.") % {"most": AT_ONCE_MAX}, "texts")
    if theme is not None and theme.question_id != question.pk:
        raise Refused(_("This theme belongs to another question. Nothing was changed."), "other_question")
    with transaction.atomic():
        row = _open(question, by)
        keys = list(texts_of(question).filter(digest__in=chosen).values_list("pk", flat=True))
        count = Answer.objects.filter(pk__in=keys).update(theme=theme)
        _count_again(row)
        data = {"question": question.pk, "theme": theme.pk if theme else None, "answers": count}
        journal.record(row, "assign_theme", by=by, data=data)
    return count


def _open(question: Question, by: User) -> Consultation:
    row = lock(question.part.consultation_id)
    if not by.has_perm("consultations.group_texts", row):
        raise PermissionDenied
    if question.kind not in IN_WORDS:
        raise Refused(_("This question is not answered in words."), "not_words")
    if row.state not in {ConsultationState.OPEN, ConsultationState.CLOSED}:
        raise Refused(_("The result is published: its themes stand as they are."), "published")
    return row


def _count_again(row: Consultation) -> None:
    if row.state == ConsultationState.CLOSED:  # while people answer, time counts
        ask_for_tally(row.pk)


def _name(name: str) -> str:
    name = clean_line(name)
    if not has_words(name):
        raise Unfit(_("Give the theme a name."), "name")
    return fits(name, NAME_MAX, "name")


def _unique(write):
    try:
        with transaction.atomic():
            return write()
    except IntegrityError:
        raise Unfit(_("This question has a theme of that name already."), "name") from None
