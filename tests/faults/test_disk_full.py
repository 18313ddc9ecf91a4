"""A disk that is full, of the files or of the database: the person reads that nothing was kept and what to do, nothing
is half written, and the same form sent again is kept once.

The kernel refuses for real: no file may grow beyond a size (RLIMIT_FSIZE, EFBIG), in the middle of a picture.
PostgreSQL answers with the error that it has for it (53100), raised by a trigger.
"""

import errno
import resource
from contextlib import contextmanager
from html import escape
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.db import connection
from django.test import Client
from django.utils.translation import gettext, override

from core import storage
from core.storage import WholeFiles
from needs.models import Need, Photo
from tests.factories.accounts import UserFactory
from tests.factories.spaces import SpaceFactory
from tests.needs import files

JSON = "Our disk is full. Nothing of what you just sent was kept: send it again later."
ROOM = 8_000  # bytes that a file may have
KEPT = "Our disk is full. Nothing of what you just sent was kept; what was kept before is still there."
DO = "Go back: your text is still in the form. Send it without photos and recordings, or try again later."


@contextmanager
def no_room():
    """Let the kernel refuse every file that grows beyond ROOM bytes: EFBIG, as a full disk says ENOSPC."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def no_room_in_the_database():
    """Let PostgreSQL answer, when a need is to be written, as it does when its disk is full."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION pg_temp.no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION "
            "'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$; "
            "CREATE TRIGGER no_room BEFORE INSERT ON needs_need FOR EACH ROW EXECUTE FUNCTION pg_temp.no_room()"
        )
        try:
            yield
        finally:
            cursor.execute("DROP TRIGGER no_room ON needs_need")


@pytest.fixture
def media(settings, tmp_path):
    """The folder of the files, on the disk as in production."""
    settings.MEDIA_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "core.storage.WholeFiles"}}
    return tmp_path


@pytest.fixture
def browser(db):
    browser = Client(raise_request_exception=False)
    browser.force_login(UserFactory(), backend="django.contrib.auth.backends.ModelBackend")
    return browser


def written(folder) -> list:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.fixture
def said():
    """A need with a photo, as its form sends it; `said()` again is the same form sent again."""
    space, key = SpaceFactory(), str(uuid4())

    def said(**more):
        data = files.image(size=(1600, 1200)).getvalue()
        # A page calls it a photo, and the API photos.
        one, other = (SimpleUploadedFile("photo.jpg", data, "image/jpeg") for _ in range(2))
        return {
            "space": space.commune.slug, "title": "إصلاح القنطرة", "text": "", "theme": "roads", "place": "الدوار",
            "beneficiary": "everyone", "client_key": key, "photo": one, "photos": other,
        } | more  # fmt: skip

    said.path = f"spaces/{space.commune.slug}/needs/new/"
    return said


@pytest.mark.parametrize("where", ["files", "database"])
def test_who_posts_a_need_reads_what_was_kept_and_what_to_do(media, browser, said, where, caplog):
    with (no_room if where == "files" else no_room_in_the_database)():
        answer = browser.post(f"/fr/{said.path}", said())
    assert answer.status_code == 507
    with override("fr"):
        for words in (KEPT, DO):
            assert escape(gettext(words), quote=False) in answer.text or gettext(words) in answer.text
    assert "A disk is full" in caplog.text
    assert (Need.objects.count(), Photo.objects.count()) == (0, 0)
    assert where == "database" or written(media) == []
    again = browser.post(f"/fr/{said.path}", said())
    assert again.status_code == 302, again.text
    assert browser.post(f"/fr/{said.path}", said()).status_code == 302
    assert (Need.objects.count(), Photo.objects.count()) == (1, 1)
    photo = Photo.objects.get()
    assert {photo.image.name, photo.thumbnail.name} <= {str(path.relative_to(media)) for path in written(media)}


def test_a_large_file_that_finds_no_room_on_its_way_in(media, browser, said, settings, monkeypatch):
    """It is written down while it comes: there the disk is full before any of us has looked at the form."""

    def full(handler, *words, **more):
        raise OSError(errno.ENOSPC, "No space left on device")

    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 100
    monkeypatch.setattr(TemporaryFileUploadHandler, "new_file", full)
    assert browser.post(f"/fr/{said.path}", said()).status_code == 507
    assert (Need.objects.count(), written(media)) == (0, [])


def test_a_program_reads_it_in_json(media, browser, said, settings):
    user = UserFactory()
    browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    with no_room():
        answer = browser.post("/api/v1/needs/", said(), headers={"Accept-Language": "fr"})
    assert (answer.status_code, answer.headers["Content-Type"]) == (507, "application/problem+json")
    told = answer.json()
    assert told["code"] == "no_room"
    with override("fr"):
        assert told["detail"] == gettext(
            "Our disk is full. Nothing of what you just sent was kept: send it again later."
        )


def test_a_file_is_whole_or_not_there(tmp_path):
    """What Django's own does with the same file shows that there is something to see."""
    content = ContentFile(b"x" * (ROOM + 1))
    with no_room(), pytest.raises(OSError, match=r"large") as refused:
        FileSystemStorage(tmp_path / "stock").save("a.bin", content)
    assert [path.stat().st_size for path in written(tmp_path)] == [ROOM]  # half a file, under its name
    assert storage.is_no_room(refused.value)
    with no_room(), pytest.raises(OSError, match=r"large"):
        WholeFiles(tmp_path / "ours").save("a.bin", content)
    assert written(tmp_path / "ours") == []
    assert WholeFiles(tmp_path / "ours").save("a.bin", content) == "a.bin"
    path = tmp_path / "ours/a.bin"
    assert (path.stat().st_size, path.stat().st_mode & 0o777) == (ROOM + 1, 0o644)
    assert WholeFiles(tmp_path / "ours").save("a.bin", content) != "a.bin"  # nothing is written over


def test_what_a_killed_process_had_begun_is_removed_a_day_later(media):
    begun = media / storage.BEGUN / "abc"
    begun.parent.mkdir()
    begun.write_bytes(b"half")
    moment = begun.stat().st_mtime
    assert storage.forget_begun(moment - 1) == 0
    assert storage.forget_begun(moment + 1) == 1
    assert written(media) == []


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_what_a_full_disk_says(code):
    assert storage.is_no_room(OSError(code, "no room"))
    assert not storage.is_no_room(OSError(errno.EACCES, "not yours"))
    assert not storage.is_no_room(None)
