"""Tables of numbers from people: CSV and ODS, known by their content, refused when they would do more than be read."""

import csv
import io
import re
import zipfile
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from core.fitness import Unfit
from core.workflow import Refused
from resources.enums import FileKind

BYTES_MAX = 5_000_000
LINES_MAX = 100_000
UNPACKED_MAX = 60_000_000  # bytes of all that an ODS file holds
PARTS_MAX = 200  # files inside an ODS file
ODS = b"application/vnd.oasis.opendocument.spreadsheet"
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
NUMBER = re.compile(r"[+-]?[\d\s.,\u00a0\u202f]+%?")
# What would run, reach out, hide another file, or be unpacked elsewhere: macros, scripts, links to data, objects.
ACTING_PARTS = re.compile(
    r"^(Basic/|Scripts/|Object |ObjectReplacements/|Dialogs/|/)|\.(exe|js|vbs|dll|bin|bat)$|(^|/)\.\.(/|$)|\\", re.I
)
ACTING_XML = re.compile(
    rb"<!DOCTYPE|<!ENTITY|<(?:script|office):script|<script:|table:dde-link|<table:table-source|office:event-listeners"
    rb"|<draw:(?:object|plugin|applet)|DDE\(|WEBSERVICE\(",
)


def table(file: BinaryIO) -> tuple[bytes, str]:
    """Return the bytes of a table in `file` and its `FileKind`, of at most 5 MB.

    Raises `Unfit` for what is neither CSV in UTF-8 nor ODS, is broken, or holds formulas that act, macros or scripts.
    """
    data = file.read(BYTES_MAX + 1)
    if len(data) > BYTES_MAX:
        raise Unfit(_("This file is too heavy: 5 MB at most. Split it, or give the address of a page."), "file")
    if data.startswith(b"PK"):
        _check_ods(data)
        return data, FileKind.ODS
    _check_csv(data)
    return data, FileKind.CSV


def _check_ods(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            # Before anything is unpacked: a part unpacks to no more than it says, whatever lies in it.
            if len(parts) > PARTS_MAX or sum(part.file_size for part in parts) > UNPACKED_MAX:
                raise Unfit(_("This table is too large once unpacked: split it."), "file")
            if archive.read("mimetype") != ODS:
                raise Unfit(NOT_A_TABLE, "file")
            texts = [archive.read(part) for part in parts if part.filename.endswith(".xml")]
            if "content.xml" not in archive.namelist():
                raise Unfit(NOT_A_TABLE, "file")
            acts = any(ACTING_PARTS.search(part.filename) for part in parts)
    except Refused:
        raise
    except Exception as error:  # a broken archive fails in ways that its format never thought of
        raise Unfit(_("This table cannot be read: it is broken. Save it again, then choose it."), "file") from error
    if acts or any(ACTING_XML.search(text) for text in texts):
        raise Unfit(
            _("This table holds more than numbers and words: a macro, a script or a link. Save it without them."),
            "file",
        )


NOT_A_TABLE = _("This file is no table: choose a CSV file in UTF-8, or an ODS file.")


def _check_csv(data: bytes) -> None:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unfit(NOT_A_TABLE, "file") from None
    first = text.partition("\n")[0]
    sign = max(",;\t", key=first.count)
    if CONTROL.search(text) or not first.count(sign):
        raise Unfit(NOT_A_TABLE, "file")
    width, number = 0, 0
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True), 1):
            width = width or len(row)
            if number > LINES_MAX:
                raise Unfit(_("This table has too many lines: split it."), "file")
            if row and len(row) != width:
                message = _("Line %(line)s of the table does not have as many cells as its first line: mend it.")
                raise Unfit(message % {"line": number}, "file")
            if any(_acts(cell) for cell in row):
                message = _("Line %(line)s of the table holds a formula: put the number itself in its place.")
                raise Unfit(message % {"line": number}, "file")
    except csv.Error:
        raise Unfit(NOT_A_TABLE, "file") from None
    if number < 2:  # the names of the columns, and one line under them
        raise Unfit(_("This table has no line under the names of its columns."), "file")


def _acts(cell: str) -> bool:
    """Tell whether a spreadsheet would reckon or run a cell: a signed number is none."""
    return (
        cell.lstrip().startswith(("=", "+", "-", "@")) and not NUMBER.fullmatch(cell.strip()) and len(cell.strip()) > 1
    )
