"""Hostile files (`tests.hostile.files`) before each reader of files: refused, or all lost that is not their content.

The doors that take a file are tried in `tests.test_typed`.
"""

import io
from pathlib import Path

import pytest
from PIL import Image

from core import papers, photos, voices
from core.workflow import Refused
from resources import tables
from tests.hostile import files
from training import files as lessons

MEMORY = 300  # megabytes that looking at one file may take at most
# What is taken, for it is a picture, a sound or a table; only what it is made of is kept.
HONEST = {
    "photo": {name for name, *_rest in files.PHOTOS if name.startswith(("jpeg,", "png,", "webp,", "name "))}
    - {"jpeg, only its head", "png, pressed text bomb", "png, colour profile bomb", "png, wide and flat", "png, cut"},
    "paper": set(),
    "sound": {"tags", "place"},
    "lesson": {"tags", "place", "too long"},
    "film": {"a film", "a film of a phone"},
    "table": set(),
}
READERS = {
    "photo": (photos.photo, files.PHOTOS),
    "paper": (papers.pdf, files.PAPERS),
    "sound": (voices.voice, files.SOUNDS),
    "lesson": (lessons.recording, files.SOUNDS),
    "film": (lessons.film, files.SOUNDS),
    "table": (tables.table, files.TABLES),
}
pytestmark = pytest.mark.filterwarnings("ignore:Image appears to be a malformed MPO file")
STATUS, REFS = Path("/proc/self/status"), Path("/proc/self/clear_refs")


def highest_memory() -> int:
    """Return the most memory that this process held since it was last set back, in megabytes."""
    lines = STATUS.read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) // 1024


def kept_of(taken) -> bytes:
    """Return every byte that is kept of a file that was taken."""
    if isinstance(taken, photos.Picture):
        return taken.image + taken.thumbnail
    return getattr(taken, "audio", b"") or getattr(taken, "data", b"") or bytes(taken)


@pytest.mark.parametrize("kind", READERS)
def test_each_file_is_refused_or_loses_all_that_is_not_its_content(kind):
    reader, cases = READERS[kind]
    REFS.write_text("5", encoding="ascii")
    before, taken, kept_secrets = highest_memory(), set(), []
    for name, data, _said in cases:
        try:
            kept = kept_of(reader(io.BytesIO(data)))
        except Refused:
            continue
        taken.add(name)
        if files.SECRET in kept or b"<script" in kept:
            kept_secrets.append(name)
        if kind == "photo":
            picture = Image.open(io.BytesIO(kept))
            assert (picture.format, len(picture.getexif()), picture.info.get("icc_profile")) == ("JPEG", 0, None), name
    assert taken == HONEST[kind]
    assert kept_secrets == []
    assert highest_memory() - before < MEMORY
