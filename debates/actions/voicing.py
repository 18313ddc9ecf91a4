"""Voice notes of what people say: typed out for those who cannot hear them, deleted when their author leaves."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal, voices
from core.workflow import Refused
from debates.actions.numbering import lock, stamp
from debates.enums import Channel, Visibility
from debates.models import Contribution, VoiceNote
from spaces.rules import role_in


def transcribe(contribution: Contribution, *, by: User, text: str) -> Contribution:
    """Type out what is said in the voice note of a contribution, and return it: by its author, or by who moderates.

    Who typed it is shown with it. What the author typed herself nobody else changes. The same words again change
    nothing. Locks the thread. Raises `PermissionDenied`, or `Refused` in words.
    """
    with transaction.atomic():
        thread = lock(contribution.thread_id)
        row = Contribution.objects.select_related("author", "voice").get(pk=contribution.pk)
        row.thread = thread
        if not by.has_perm("debates.transcribe_contribution", row):
            raise PermissionDenied
        if row.voice_note is None:
            raise Refused(_("There is no voice note here any more."), "no_voice")
        if row.visibility not in {Visibility.VISIBLE, Visibility.HELD}:
            raise Refused(_("This contribution is not shown any more: it cannot be changed."), "not_visible")
        role = voices.AUTHOR if row.author_id == by.pk else role_in(thread.space, by)
        if voices.transcribe(row.voice_note, text, by=by, role=role):
            row.rev = stamp(thread)
            row.save(update_fields=["rev"])
            journal.record(row, "transcribe", by=by)
    return row


def forget_voices(user: User) -> int:
    """Delete what a person said by voice, and return how many notes there were; called inside her erasure.

    What was typed of a note that stood alone becomes the words of the contribution: it was said in public, and stays.
    """
    hers = VoiceNote.objects.filter(contribution__author=user, contribution__channel=Channel.ONLINE)
    for note in hers.exclude(transcript="").filter(contribution__text="").select_related("contribution"):
        note.contribution.text = note.transcript
        note.contribution.save(update_fields=["text"])
    return voices.forget(hers)
