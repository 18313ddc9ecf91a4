"""PDF documents from people: known by their content, and refused when they would do more than be read."""

import io
import re
from typing import Any, BinaryIO

from django.utils.translation import gettext_lazy as _
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject

from core.fitness import Unfit

BYTES_MAX = 10_000_000
OBJECTS_MAX = 50_000
DEPTH_MAX = 60
# Keys and names that make a reader run a program, open a file hidden inside, or send something away.
ACTING_KEYS = {"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent", "/RichMediaSettings"}
ACTING_NAMES = {
    "/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/Rendition", "/RichMedia", "/RichMediaExecute",
    "/Movie", "/Sound", "/Screen", "/3D", "/FileAttachment", "/EmbeddedFile",
}  # fmt: skip
# The same as they lie in the file, for a reader that finds what the file's own table leaves out.
ACTING_BYTES = re.compile(rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia)(?=[\s/<>\[\]()]|$)")


def pdf(file: BinaryIO) -> bytes:
    """Return the bytes of the PDF in `file`, once it is known to be one, of at most 10 MB, that is only read.

    Raises `Unfit` for what is no PDF, is broken or locked by a password, holds a script, a program to start, another
    file, a film or a form that sends itself.
    """
    data = file.read(BYTES_MAX + 1)
    if len(data) > BYTES_MAX:
        raise Unfit(_("This file is too heavy: 10 MB at most. Make it lighter, or give the address of a page."), "file")
    if not data.startswith(b"%PDF-"):
        raise Unfit(_("This file is not a PDF. Save it as a PDF, then choose it again."), "file")
    try:
        acts = _acts(data)
    except Unfit:
        raise
    except Exception as error:  # a parser meets in a broken file whatever its author never thought of
        raise Unfit(_("This PDF cannot be read: it is broken. Make it again, then choose it."), "file") from error
    if acts or ACTING_BYTES.search(data):
        raise Unfit(
            _("This PDF holds more than pages: a script, a form or another file. Print it to a new PDF first."), "file"
        )
    return data


def _acts(data: bytes) -> bool:
    """Tell whether an object of the file would act. Raises `Unfit`, or whatever the parser raises."""
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        raise Unfit(_("This PDF is locked by a password: everyone must be able to read it."), "file")
    numbers = {(number, gen) for gen, places in reader.xref.items() for number in places}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    if len(numbers) > OBJECTS_MAX:
        raise Unfit(_("This PDF is too complicated to be checked: print it to a new PDF first."), "file")
    if not reader.pages:
        raise Unfit(_("This PDF has no page."), "file")
    return any(_is_acting(reader.get_object(IndirectObject(number, gen, reader))) for number, gen in numbers)


def _is_acting(thing: Any, depth: int = 0) -> bool:
    """Look through one object; what it points at is looked at for itself."""
    if depth > DEPTH_MAX:
        raise ValueError("nested too deep")
    if isinstance(thing, DictionaryObject):
        return any(
            key in ACTING_KEYS or (not isinstance(value, IndirectObject) and _is_acting(value, depth + 1))
            for key, value in dict.items(thing)
        )
    if isinstance(thing, ArrayObject):
        return any(not isinstance(one, IndirectObject) and _is_acting(one, depth + 1) for one in list.__iter__(thing))
    return isinstance(thing, NameObject) and thing in ACTING_NAMES
