"""What moderators of a space work with: words that hold a text back for checking, and ready texts."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.fitness import Unfit, fits
from core.folding import fold
from core.text import clean_line, clean_text, has_words
from moderation.enums import Ground, Outcome, Tongue
from moderation.models import CannedText, ListedWord
from spaces.models import Space

WORD_MAX = 60  # characters
TEXT_MAX = 600  # characters
MOST_WORDS = 300  # of a space
MOST_TEXTS = 40  # of a space


def list_word(space: Space, word: str, *, language: str, is_allowed: bool = False, by: User) -> ListedWord:
    """List a word for a space, and return the line: a text that holds it waits for a moderator, or, with `is_allowed`,
    this word of the common list holds nothing back there. The journal names the line and not the word: whoever knows
    the list writes around it.

    Raises `PermissionDenied`, `Unfit` for what is no word, stands there already, or is one too many.
    """
    _may(space, by)
    word, language = fits(clean_line(word), WORD_MAX, "word"), Tongue(language)
    if not has_words(word) or not fold(word):
        raise Unfit(_("Write a word, or a few."), "word")
    with transaction.atomic():
        if ListedWord.objects.filter(space=space).count() >= MOST_WORDS:
            raise Unfit(_("This list is full: take a word off first."), "word")
        row, made = ListedWord.objects.get_or_create(
            space=space, folded=fold(word), defaults={"word": word, "language": language, "is_allowed": is_allowed}
        )
        if not made:
            raise Unfit(_("This word is in the list already, written so or otherwise."), "word")
        journal.record(space, "list_word", by=by, data={"word": row.pk})
    return row


def take_off_word(row: ListedWord, *, by: User) -> None:
    """Take a word off the list of its space; again changes nothing. Raises `PermissionDenied`."""
    _may(row.space, by)
    with transaction.atomic():
        pk = row.pk
        if ListedWord.objects.filter(pk=pk).delete()[0]:
            journal.record(row.space, "take_off_word", by=by, data={"word": pk})


def add_text(
    space: Space, *, outcome: str, ar: str, fr: str, en: str = "", zgh: str = "", ground: str = "", by: User
) -> CannedText:
    """Add a ready text to those of a space and return it: each author reads it in her own language.

    Raises `PermissionDenied`, `Unfit` when Arabic or French is missing, a text is too long, or one too many.
    """
    _may(space, by)
    texts = {"ar": ar, "fr": fr, "en": en, "zgh": zgh}
    texts = {name: fits(clean_text(text), TEXT_MAX, name) for name, text in texts.items()}
    for name in ("ar", "fr"):
        if not has_words(texts[name]):
            raise Unfit(_("Write it in Arabic and in French: each author reads her own language."), name)
    with transaction.atomic():
        if CannedText.objects.filter(space=space).count() >= MOST_TEXTS:
            raise Unfit(_("This list is full: take a text off first."), "ar")
        ground = Ground(ground) if ground else ""
        row = CannedText.objects.create(space=space, outcome=Outcome(outcome), ground=ground, **texts)
        journal.record(space, "add_text", by=by, data={"text": row.pk})
    return row


def take_off_text(row: CannedText, *, by: User) -> None:
    """Take a ready text off those of its space; what was told with it stays told. Raises `PermissionDenied`."""
    _may(row.space, by)
    with transaction.atomic():
        pk = row.pk
        if CannedText.objects.filter(pk=pk).delete()[0]:
            journal.record(row.space, "take_off_text", by=by, data={"text": pk})


def _may(space: Space | None, by: User) -> None:
    if not by.has_perm("moderation.keep_means", space):
        raise PermissionDenied
