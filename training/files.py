"""Recordings and films of lessons: known by their content, never by their name; what their maker noted taken off."""

from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from core import containers
from core.fitness import Unfit
from core.photos import size_of
from core.sounds import sound_of

AUDIO_BYTES_MAX, VIDEO_BYTES_MAX = 15_000_000, 50_000_000
SECONDS_MAX = 3_600


@dataclass(frozen=True)
class Found:
    """A file as it is kept, its length rounded up to a second."""

    data: bytes
    extension: str
    media_type: str
    seconds: int


def recording(file: BinaryIO) -> Found:
    """Return the recording in `file`: sound only, 15 MB and one hour at most. Raises `Unfit` for anything else."""
    if size_of(file) > AUDIO_BYTES_MAX:
        raise Unfit(_("This recording is too heavy: 15 MB at most."), "file")
    sound = sound_of(file.read())
    if sound is None:
        raise Unfit(
            _("This file is not a recording that can be read: give an MP3, Ogg, M4A, WebM or WAV file."), "file"
        )
    return _not_too_long(Found(sound.audio, sound.extension, sound.media_type, sound.seconds))


def film(file: BinaryIO) -> Found:
    """Return the film in `file`: MP4 or WebM with pictures, 50 MB and one hour at most.

    Raises `Unfit` for anything else.
    """
    if size_of(file) > VIDEO_BYTES_MAX:
        raise Unfit(_("This film is too heavy: 50 MB at most. Make it smaller, or cut it into lessons."), "file")
    data = file.read()
    try:
        found = _film_of(data)
    except (containers.UnreadableError, ValueError, IndexError, OverflowError):
        found = None
    if found is None:
        raise Unfit(_("This file is not a film that can be read: give an MP4 or WebM file."), "file")
    return _not_too_long(found)


def _film_of(data: bytes) -> Found | None:
    if data.startswith(b"\x1a\x45\xdf\xa3"):
        seconds = containers.webm_seconds(data, film=True)
        return _found(containers.webm_finished(data, seconds), "webm", "video/webm", seconds)
    if data[4:8] == b"ftyp":
        seconds = containers.mp4_seconds(data, film=True)
        return _found(containers.mp4_without_tags(data), "mp4", "video/mp4", seconds)
    return None


def _found(data: bytes, extension: str, media_type: str, seconds: float) -> Found | None:
    return Found(data, extension, media_type, int(seconds - 0.001) + 1) if seconds > 0 else None


def _not_too_long(found: Found) -> Found:
    if found.seconds > SECONDS_MAX:
        raise Unfit(_("This is longer than one hour: cut it into lessons."), "file")
    return found
