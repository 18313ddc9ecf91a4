"""Saying a debate or a consultation in short sentences."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.fitness import Unfit, fits
from core.text import clean_text, has_words
from debates.models import Thread
from plain.easy import sentences, too_long
from plain.enums import Written
from plain.models import EasyText

TEXT_MAX = 2_000  # characters


def write_easy(thread: Thread, *, by: User, language: str, text: str) -> EasyText | None:
    """Write what is easy to read beside what a discussion is about, in Arabic or French, and return it.

    One idea a sentence, twelve words at most: a longer sentence is refused, and shown. An empty text takes the one
    before away. Raises `PermissionDenied` or `Unfit`.
    """
    if not by.has_perm("plain.write_easy_text", thread):
        raise PermissionDenied
    if language not in Written.values:
        raise Unfit(_("Choose the language from the list."), "language")
    words = fits(clean_text(text), TEXT_MAX, f"text_{language}")
    long = too_long(words)
    if long:
        raise Unfit(
            _("A sentence has twelve words at most. What you wrote is kept. Cut this one in two: “%(sentence)s”")
            % {"sentence": long[0]},
            f"text_{language}",
        )
    with transaction.atomic():
        row = EasyText.objects.select_for_update().filter(thread=thread, language=language).first()
        if not has_words(words):
            if row:
                journal.record(row, "remove", by=by)
                row.delete()
            return None
        if row and row.text == words:
            return row
        row = row or EasyText(thread=thread, language=language)
        row.text, row.written_by = words, by
        row.save()
        journal.record(row, "write", by=by, data={"sentences": len(sentences(words))})
    return row
