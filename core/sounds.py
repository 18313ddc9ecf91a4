"""Sound files from people: known by their content, never by their name or what the browser says; tags taken off."""

import io
from dataclasses import dataclass

import mutagen
from mutagen.mp3 import MP3
from mutagen.oggopus import OggOpus
from mutagen.oggvorbis import OggVorbis
from mutagen.wave import WAVE

from core import containers


@dataclass(frozen=True)
class Sound:
    """A recording without its tags, its length rounded up to a second."""

    audio: bytes
    extension: str
    media_type: str
    seconds: int


def sound_of(data: bytes) -> Sound | None:
    """Return the recording that `data` is, without its tags: Ogg, WebM, MP4, MP3 or WAV, sound only; None else."""
    try:
        return _known(data)
    except (containers.UnreadableError, mutagen.MutagenError, ValueError, IndexError, OverflowError):
        return None


def _known(data: bytes) -> Sound | None:
    """Return the sound if the first bytes name a container that we know and it holds sound only, else None."""
    if data.startswith(b"\x1a\x45\xdf\xa3"):
        seconds = containers.webm_seconds(data)
        return _sound(containers.webm_finished(data, seconds), seconds, "webm", "audio/webm")
    if data[4:8] == b"ftyp":
        return _sound(containers.mp4_without_tags(data), containers.mp4_seconds(data), "m4a", "audio/mp4")
    if data.startswith(b"OggS"):
        kind = OggOpus if b"OpusHead" in data[:100] else OggVorbis
        return _sound(data, None, "ogg", "audio/ogg", kind)
    if data.startswith(b"ID3") or (data[:1] == b"\xff" and data[1:2] >= b"\xe0"):
        return _sound(data, None, "mp3", "audio/mpeg", MP3)
    if data.startswith(b"RIFF") and data[8:12] == b"WAVE":
        return _sound(data, None, "wav", "audio/wav", WAVE)
    return None


def _sound(data: bytes, seconds: float | None, extension: str, media_type: str, kind=None) -> Sound | None:
    if kind is not None:
        buffer = io.BytesIO(data)
        audio = kind(buffer)
        if audio.tags is not None:
            buffer.seek(0)
            audio.delete(buffer)
        data = buffer.getvalue()
        seconds = seconds or audio.info.length
    if not seconds or seconds <= 0:
        return None
    return Sound(data, extension, media_type, int(seconds - 0.001) + 1)
