"""Photos and voice notes of a need: cleaned by `core.photos` and `core.voices`, stored under names of our own."""

import secrets
from collections.abc import Iterable, Sequence

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal, voices
from core.fitness import Unfit
from core.photos import Picture, photo
from core.sounds import Sound
from core.text import clean_line, clean_text
from core.workflow import Refused, perform
from needs.actions.locking import lock
from needs.models import Need, Photo, Relay, VoiceNote
from spaces.rules import role_in

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


def save_voice(need: Need, sound: Sound) -> VoiceNote:
    return voices.save(VoiceNote(need=need), sound)


def add_photo(need: Need, *, by: User, file: File, description: str = "") -> Photo:
    """Add a photo of the thing asked, done or still not done; a need has at most four. Locks the need."""
    if not by.has_perm("needs.add_photo", need):
        raise PermissionDenied
    pictures = clean_photos([(file, description)], room=1)
    with transaction.atomic():
        row = lock(need)
        if row.merged_into_id:
            raise Refused(_("This need was joined to another one: act on that one."), "merged")
        if row.photos.shown().count() >= PHOTOS_MAX:
            raise Unfit(_("A need has at most four photos. Keep the four that show it best."), "photo")
        photo = save_photos(row, pictures, by=by)[0]
        journal.record(row, "add_photo", by=by, data={"photo": photo.pk})
    return photo


def move_photo(photo: Photo, action: str, *, by: User, note: str = "") -> Photo:
    """Take one photo away from its need, or show it again, and return its row: the words stay as they are.

    The history of the need says that a photo was taken away, not which. Locks the photo.
    """
    with transaction.atomic():
        row = perform(photo, action, by=by, note=clean_text(note))
        journal.record(row.need, f"{action}_photo", by=by)
    return row


def add_voice(need: Need, *, by: User, file: File) -> VoiceNote:
    """Add the voice note of a need that has none: its author's own words. Locks the need."""
    if not by.has_perm("needs.add_voice", need):
        raise PermissionDenied
    sound = voices.voice(file)
    with transaction.atomic():
        row = lock(need)
        if VoiceNote.objects.filter(need=row).exists():
            raise Unfit(_("This need has its voice note already."), "voice")
        note = save_voice(row, sound)
        journal.record(row, "add_voice", by=by)
    return note


def transcribe(need: Need, *, by: User, text: str) -> VoiceNote:
    """Type out what is said in the voice note of a need, for those who cannot hear it, and return the note.

    By its author, or by who moderates the space: who typed it is shown. The same words again change nothing. Locks the
    need. Raises `Refused` when the author typed it herself, or there is no voice note.
    """
    if not by.has_perm("needs.transcribe_need", need):
        raise PermissionDenied
    with transaction.atomic():
        row = lock(need)
        note = VoiceNote.objects.filter(need=row).first()
        if note is None:
            raise Refused(_("There is no voice note here any more."), "no_voice")
        # What a desk entered is someone else's voice: the agent types it in her role.
        is_hers = row.author_id == by.pk and not Relay.objects.filter(need=row, agent=by).exists()
        role = voices.AUTHOR if is_hers else role_in(row.space, by)
        if voices.transcribe(note, text, by=by, role=role):
            journal.record(row, "transcribe", by=by)
    return note
