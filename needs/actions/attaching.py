"""Photos and voice notes of a need: cleaned by `core.photos` and `needs.media`, stored under names of our own."""

import secrets
from collections.abc import Iterable, Sequence

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal
from core.fitness import Unfit
from core.photos import Picture, photo
from core.text import clean_line
from core.workflow import Refused
from needs import media
from needs.actions.locking import lock
from needs.models import Need, Photo, VoiceNote

PHOTOS_MAX = 4
DESCRIPTION_MAX = 200  # characters


def clean_photos(photos: Sequence[tuple[File, str]], *, room: int) -> list[tuple[Picture, str]]:
    """Return the photos re-encoded, with their descriptions. Raises `Refused` for one too many, or no photo."""
    if len(photos) > room:
        raise Unfit(_("A need has at most four photos. Keep the four that show it best."), "photo")
    return [(photo(file), clean_line(description)[:DESCRIPTION_MAX]) for file, description in photos]


def save_photos(need: Need, pictures: Iterable[tuple[Picture, str]], *, by: User) -> list[Photo]:
    rows = []
    for picture, description in pictures:
        name = secrets.token_hex(16)
        row = Photo(need=need, description=description, added_by=by, width=picture.width, height=picture.height)
        row.image.save(f"{name}.jpg", ContentFile(picture.image), save=False)
        row.thumbnail.save(f"{name}-small.jpg", ContentFile(picture.thumbnail), save=False)
        row.save()
        rows.append(row)
    return rows


def save_voice(need: Need, sound: media.Sound) -> VoiceNote:
    row = VoiceNote(need=need, seconds=sound.seconds, media_type=sound.media_type)
    row.audio.save(f"{secrets.token_hex(16)}.{sound.extension}", ContentFile(sound.audio), save=False)
    row.save()
    return row


def add_photo(need: Need, *, by: User, file: File, description: str = "") -> Photo:
    """Add a photo of the thing asked, done or still not done; a need has at most four. Locks the need."""
    if not by.has_perm("needs.add_photo", need):
        raise PermissionDenied
    pictures = clean_photos([(file, description)], room=1)
    with transaction.atomic():
        row = lock(need)
        if row.merged_into_id:
            raise Refused(_("This need was joined to another one: act on that one."), "merged")
        if row.photos.count() >= PHOTOS_MAX:
            raise Unfit(_("A need has at most four photos. Keep the four that show it best."), "photo")
        photo = save_photos(row, pictures, by=by)[0]
        journal.record(row, "add_photo", by=by, data={"photo": photo.pk})
    return photo


def add_voice(need: Need, *, by: User, file: File) -> VoiceNote:
    """Add the voice note of a need that has none: its author's own words. Locks the need."""
    if not by.has_perm("needs.add_voice", need):
        raise PermissionDenied
    sound = media.voice(file)
    with transaction.atomic():
        row = lock(need)
        if VoiceNote.objects.filter(need=row).exists():
            raise Unfit(_("This need has its voice note already."), "voice")
        note = save_voice(row, sound)
        journal.record(row, "add_voice", by=by)
    return note
