"""Files that people send, kept whole or not at all."""

import errno
import os
import tempfile
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
DISK_FULL = "53100"  # what PostgreSQL calls it
BEGUN = ".begun"  # the folder, on the same disk, of files that are being written


class WholeFiles(FileSystemStorage):
    """Writes a file beside, and gives it its name once it is whole and on the disk.

    A disk that fills up, or a process that is killed, leaves nothing under a name that somebody could ask for.
    """

    def _save(self, name: str, content: File) -> str:
        folder = Path(self.path(BEGUN))
        folder.mkdir(parents=True, exist_ok=True)
        number, place = tempfile.mkstemp(dir=folder)
        try:
            with os.fdopen(number, "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk.encode() if isinstance(chunk, str) else chunk)
                file.flush()
                os.fsync(file.fileno())
            return super()._save(name, _Whole(place))
        finally:
            Path(place).unlink(missing_ok=True)  # it is there still when it could not be finished, or not be moved


class _Whole(File):
    """A file that is whole, and waits for its name."""

    def __init__(self, place: str):
        super().__init__(None, place)
        self.place = place

    def temporary_file_path(self) -> str:
        return self.place


def forget_begun(before: float) -> int:
    """Remove what killed processes had begun to write before a moment (seconds since 1970); return how many."""
    storage, count = WholeFiles(), 0
    for path in Path(storage.path(BEGUN)).glob("*"):
        if path.stat().st_mtime < before:
            path.unlink(missing_ok=True)
            count += 1
    return count


def is_no_room(error: BaseException | None) -> bool:
    """Tell whether an error comes of a disk that is full: of the files, of the database, of what is sent to us."""
    while error is not None:
        if getattr(error, "sqlstate", None) == DISK_FULL or (isinstance(error, OSError) and error.errno in NO_ROOM):
            return True
        error = error.__cause__ or error.__context__
    return False
