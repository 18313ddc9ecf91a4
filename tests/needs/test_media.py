"""Photos and voice notes: known by their content, cleaned, or refused in words."""

import contextlib
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from core import containers, photos, voices
from core.workflow import Refused
from needs import actions
from needs.enums import NeedState
from needs.models import Need, Photo, VoiceNote
from tests.needs import files
from tests.needs.conftest import need_in


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_written_anew_as_jpeg(kind):
    picture = photos.photo(files.image(kind, (3000, 1500)))
    assert (picture.width, picture.height) == (1600, 800)
    assert opened(picture.image).format == "JPEG"
    assert opened(picture.thumbnail).size == (400, 200)


def test_nothing_of_the_phone_is_left_and_the_photo_stands_upright():
    source = files.photo_of_a_phone()
    assert b"SECRETPHONE" in source.getvalue()
    picture = photos.photo(source)
    assert (picture.width, picture.height) == (800, 1600)
    for data in (picture.image, picture.thumbnail):
        assert b"SECRET" not in data
        assert b"Exif" not in data
        assert not opened(data).getexif()


@pytest.mark.parametrize(
    ("kind", "mode"), [("PNG", "RGBA"), ("PNG", "LA"), ("PNG", "P"), ("PNG", "L"), ("PNG", "I;16")]
)
def test_every_kind_of_pixels_is_read(kind, mode):
    source = io.BytesIO()
    Image.new(mode, (20, 10)).save(source, kind)
    assert opened(photos.photo(source).image).mode == "RGB"


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("photo.jpg", b"x")
    return out.getvalue()


NOT_PHOTOS = {
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "zip": zipped(),
    "pdf": b"%PDF-1.7 /JavaScript",
    "html": b"<!doctype html><script>alert(1)</script>",
    "gif": files.image("GIF", mode="P").getvalue(),
    "tiff": files.image("TIFF").getvalue(),
    "heic": b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic",
    "empty": b"",
    "a beginning only": files.image().getvalue()[:300],
    "a lie": b"\xff\xd8\xff\xe0" + b"A" * 500,
}


@pytest.mark.parametrize("name", NOT_PHOTOS)
def test_what_is_no_photo_is_refused_in_words(name):
    with pytest.raises(Refused) as refusal:
        photos.photo(SimpleUploadedFile("photo.jpg", NOT_PHOTOS[name], "image/jpeg"))
    assert refusal.value.field == "photo"


def test_a_second_file_behind_a_photo_does_not_survive():
    picture = photos.photo(io.BytesIO(files.image().getvalue() + zipped() + b"<script>alert(1)</script>"))
    assert b"<script>" not in picture.image
    assert b"PK\x03\x04" not in picture.image


@pytest.mark.parametrize("size", [(64_000, 64_000), (10_000, 10_000), (7_000, 6_000)])
def test_too_many_pixels_are_refused_by_the_header(size):
    with pytest.raises(Refused) as refusal:
        photos.photo(files.huge_png(*size))
    assert "40" in str(refusal.value)


def test_thirty_megabytes_are_refused_unread():
    with pytest.raises(Refused) as refusal:
        photos.photo(io.BytesIO(b"\xff\xd8\xff" + b"\0" * 30_000_000))
    assert "12" in str(refusal.value)


SOUNDS = {
    "webm": (files.webm(5), "audio/webm", 5),
    "mp4": (files.mp4(5), "audio/mp4", 5),
    "mp4 in fragments": (files.mp4(5, fragments=True), "audio/mp4", 5),
    "wav": (files.wav(5), "audio/wav", 5),
    "ogg": (files.ogg(5), "audio/ogg", 5),
}


@pytest.mark.parametrize("name", SOUNDS)
def test_a_recording_is_known_by_its_content(name):
    data, media_type, seconds = SOUNDS[name]
    sound = voices.voice(SimpleUploadedFile("x.exe", data, "application/octet-stream"))
    assert (sound.media_type, sound.seconds) == (media_type, seconds)


def test_where_it_was_recorded_and_by_whom_is_taken_out():
    assert b"29.69" not in voices.voice(io.BytesIO(files.mp4(5, where=b"+29.69-009.73/"))).audio
    assert b"SECRET" not in voices.voice(io.BytesIO(files.ogg(5))).audio


NOT_SOUNDS = {
    "photo": files.image().getvalue(),
    "zip": zipped(),
    "html": NOT_PHOTOS["html"],
    "text": b"hello",
    "empty": b"",
    "a film": files.webm(5, kind=1),
    "a film too": files.mp4(5, kind=b"vide"),
    "mp3 in name": b"ID3" + b"\0" * 200,
    "a broken webm": files.webm(5)[:40],
    "a broken mp4": files.mp4(5)[:60],
    "boxes in boxes": b"\0\0\0\x10ftypM4A \0\0\0\0" + b"\0\0\0\x08moov" * 50_000,
    "a wav of nothing": files.wav(0),
}


@pytest.mark.parametrize("name", NOT_SOUNDS)
def test_what_is_no_recording_is_refused_in_words(name):
    with pytest.raises(Refused) as refusal:
        voices.voice(SimpleUploadedFile("voice.ogg", NOT_SOUNDS[name], "audio/ogg"))
    assert refusal.value.field == "voice"


@pytest.mark.parametrize("data", [files.webm(121), files.mp4(121), files.mp4(121, fragments=True), files.ogg(121)])
def test_more_than_two_minutes_is_refused(data):
    with pytest.raises(Refused) as refusal:
        voices.voice(io.BytesIO(data))
    assert refusal.value.field == "voice"


def test_more_than_three_megabytes_is_refused():
    with pytest.raises(Refused):
        voices.voice(io.BytesIO(b"OggS" + b"\0" * 3_000_000))


@pytest.mark.parametrize("cut", range(0, 400, 7))
def test_a_recording_cut_anywhere_never_breaks_the_reader(cut):
    for data, read in (
        (files.webm(2), containers.webm_seconds),
        (files.mp4(2, fragments=True), containers.mp4_seconds),
    ):
        with contextlib.suppress(containers.UnreadableError):
            assert read(data[:cut]) >= 0


@pytest.mark.django_db
def test_a_need_is_posted_with_its_photos_and_voice(town, asked):
    need = actions.post(
        town.space,
        by=town.citizen,
        photos=[(files.photo_of_a_phone(), "حفرة\u202e وسط الطريق"), (files.image(), "")],
        voice=io.BytesIO(files.webm(12)),
        **asked,
    )
    first, _second = need.photos.all()
    assert first.description == "حفرة وسط الطريق"
    assert (first.width, first.height) == (800, 1600)
    assert "SECRET" not in first.image.name
    assert first.image.name.startswith("needs/photos/")
    assert VoiceNote.objects.get(need=need).seconds == 12


@pytest.mark.django_db
@pytest.mark.parametrize("files_given", [{"photos": [(io.BytesIO(b"no"), "")]}, {"voice": io.BytesIO(b"no")}])
def test_with_a_bad_file_nothing_is_posted(town, asked, files_given):
    with pytest.raises(Refused):
        actions.post(town.space, by=town.citizen, **files_given, **asked)
    assert Need.objects.count() == 0


@pytest.mark.django_db
def test_a_need_has_four_photos_at_most(town):
    need = need_in(NeedState.VOICED, space=town.space)
    for _ in range(4):
        actions.add_photo(need, by=need.author, file=files.image())
    with pytest.raises(Refused):
        actions.add_photo(need, by=need.author, file=files.image())
    assert Photo.objects.filter(need=need).count() == 4


@pytest.mark.django_db
def test_a_need_has_one_voice_note(town):
    need = need_in(NeedState.VOICED, space=town.space)
    actions.add_voice(need, by=need.author, file=io.BytesIO(files.webm(3)))
    with pytest.raises(Refused):
        actions.add_voice(need, by=need.author, file=io.BytesIO(files.webm(3)))


def test_what_a_browser_recorded_says_its_length_afterwards():
    recorded = files.webm(3)
    sound = voices.voice(io.BytesIO(recorded))
    assert containers.webm_seconds(sound.audio) == containers.webm_seconds(recorded)
    assert b"\x44\x89\x88" in sound.audio
    assert containers.webm_finished(sound.audio, 99) == sound.audio, "written once"


def test_the_tags_of_a_webm_are_blanked():
    tags = files.element(0x1254C367, files.element(0x7373, b"SECRETPLACE"))
    sound = voices.voice(io.BytesIO(files.webm(2) + tags))
    assert b"SECRET" not in sound.audio
    assert containers.webm_seconds(sound.audio) == containers.webm_seconds(files.webm(2))
