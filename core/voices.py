"""Voice notes: what people say into a phone, checked and stripped of its tags (`core.sounds`), stored under names of
our own, and typed out by a person for those who cannot hear it. No machine listens to it.
"""

import secrets
from collections.abc import Iterable
from typing import Any, BinaryIO

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.fitness import Unfit, fits
from core.models import Recording
from core.photos import size_of
from core.sounds import Sound, sound_of
from core.text import clean_text, has_words
from core.workflow import Refused

VOICE_BYTES_MAX = 3_000_000
SECONDS_MAX = 120
TRANSCRIPT_MAX = 4_000  # characters
AUTHOR = "author"  # of a transcript: the one who speaks in it
TYPED_BY = {
    AUTHOR: _("Typed by the person who speaks."),
    "facilitator": _("Typed by the facilitator of the space."),
    "moderator": _("Typed by a moderator of the space."),
    "coordinator": _("Typed by the coordinator of the Lab."),
    "rapporteur": _("Typed by the rapporteur of the space."),
    "desk": _("Typed at the desk of the space."),
    "": _("Typed by a person, not by a machine."),
}


def voice(file: BinaryIO, field: str = "voice") -> Sound:
    """Return the voice note in `file` without its tags: Ogg, WebM, MP4, MP3 or WAV, sound only, at most two minutes.

    Raises `Unfit`, told of `field`, for anything else, or over 3 MB.
    """
    if size_of(file) > VOICE_BYTES_MAX:
        raise Unfit(_("This recording is too heavy: 3 MB at most. What you wrote is kept."), field)
    sound = sound_of(file.read())
    if sound is None:
        raise Unfit(_("This file is not a recording that can be read. What you wrote is kept: record it again."), field)
    if sound.seconds > SECONDS_MAX:
        raise Unfit(
            _("This recording is longer than two minutes. What you wrote is kept: record a shorter one."), field
        )
    return sound


def save(row: Recording, sound: Sound) -> Recording:
    """Store a sound with the row that holds it, under a random name, and return the row."""
    row.seconds, row.media_type = sound.seconds, sound.media_type
    row.audio.save(f"{secrets.token_hex(16)}.{sound.extension}", ContentFile(sound.audio), save=False)
    row.save()
    return row


def forget(rows: Iterable[Recording]) -> int:
    """Delete recordings with their files, these once the transaction is committed; return how many there were."""
    rows = list(rows)
    files = [(row.audio.storage, row.audio.name) for row in rows]
    if rows:
        type(rows[0]).objects.filter(pk__in=[row.pk for row in rows]).delete()
    transaction.on_commit(lambda: [storage.delete(name) for storage, name in files])
    return len(rows)


def transcribe(note: Recording, text: str, *, by: Any, role: str) -> bool:
    """Put in what is said in a locked recording, typed by a person, and return whether that changes it.

    `role` is `AUTHOR` for the one who speaks, else the person's role where it was said. What the author typed herself
    is changed by her alone: raises `Refused`; `Unfit` for no words or too many.
    """
    text = clean_text(text)
    if not has_words(text):
        raise Unfit(_("Type what is said in words."), "transcript")
    text = fits(text, TRANSCRIPT_MAX, "transcript")
    if note.transcribed_as == AUTHOR and role != AUTHOR:
        raise Refused(_("The person who speaks typed it herself: it stays as she wrote it."), "authored")
    if text == note.transcript:
        return False
    note.transcript, note.transcribed_by, note.transcribed_as = text, by, role
    note.save(update_fields=["transcript", "transcribed_by", "transcribed_as"])
    return True
