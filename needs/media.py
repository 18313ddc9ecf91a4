"""Voice notes from people: checked and stripped of their tags (`core.sounds`). Photos: `core.photos`."""

from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from core.fitness import Unfit
from core.photos import size_of
from core.sounds import Sound, sound_of

VOICE_BYTES_MAX = 3_000_000
SECONDS_MAX = 120


def voice(file: BinaryIO) -> Sound:
    """Return the voice note in `file` without its tags: Ogg, WebM, MP4, MP3 or WAV, sound only, at most two minutes.

    Raises `Refused` for anything else, or over 3 MB.
    """
    if size_of(file) > VOICE_BYTES_MAX:
        raise Unfit(_("This recording is too heavy: 3 MB at most. What you wrote is kept."), "voice")
    sound = sound_of(file.read())
    if sound is None:
        raise Unfit(
            _("This file is not a recording that can be read. What you wrote is kept: record it again."), "voice"
        )
    if sound.seconds > SECONDS_MAX:
        raise Unfit(
            _("This recording is longer than two minutes. What you wrote is kept: record a shorter one."), "voice"
        )
    return sound
