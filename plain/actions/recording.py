"""Explaining a page by voice, for a commune or for all of them."""

from typing import BinaryIO

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal, voices
from core.fitness import Unfit, fits
from core.text import clean_text, has_words
from plain import shelf
from plain.enums import HelpKey, Tongue
from plain.models import HelpRecording
from spaces.models import Space
from spaces.rules import role_in


def record(
    space: Space | None, *, by: User, key: str, tongue: str, audio: BinaryIO, transcript: str, agreed: bool
) -> HelpRecording:
    """Put in the recording that explains a page in one language, and return it: it takes the place of the one before.

    `space` is whose page it is; None for the Lab, whose recordings are heard where a commune has none. `agreed` says
    that the person who speaks agrees to be heard by everyone. Raises `PermissionDenied`, or `Unfit`: no such page or
    language, no recording (`core.voices`), no words, no agreement.
    """
    allowed = by.has_perm("plain.record_for_space", space) if space else by.has_perm("plain.record_for_lab")
    if not allowed:
        raise PermissionDenied
    if key not in HelpKey.values:
        raise Unfit(_("Choose from the list what it explains."), "key")
    if tongue not in Tongue.values:
        raise Unfit(_("Choose the language from the list."), "tongue")
    if not agreed:
        raise Unfit(_("Ask the person who speaks: nothing is played without her agreement."), "agreed")
    words = clean_text(transcript)
    if not has_words(words):
        raise Unfit(_("Type what is said: those who cannot hear read it."), "transcript")
    words = fits(words, voices.TRANSCRIPT_MAX, "transcript")
    sound = voices.voice(audio, "audio")
    with transaction.atomic():
        voices.forget(HelpRecording.objects.select_for_update().filter(space=space, key=key, tongue=tongue))
        row = HelpRecording(space=space, key=key, tongue=tongue, added_by=by, transcript=words, transcribed_by=by)
        row.transcribed_as = role_in(space, by) if space else "coordinator"
        voices.save(row, sound)
        journal.record(row, "record", by=by, data={"key": key, "tongue": tongue})
        transaction.on_commit(shelf.forget)
    return row


def remove(recording: HelpRecording, *, by: User) -> None:
    """Take a recording away, with its file: whoever moderates its space, or a coordinator for the Lab's."""
    with transaction.atomic():
        rows = HelpRecording.objects.select_for_update(of=("self",)).select_related("space__commune")
        row = rows.filter(pk=recording.pk).first()
        if row is None:
            return
        if not by.has_perm("plain.remove_recording", row):
            raise PermissionDenied
        journal.record(row, "remove", by=by, data={"key": row.key, "tongue": row.tongue})
        voices.forget([row])
        transaction.on_commit(shelf.forget)
