"""What stands inside a PDF, object by object: what `core.papers` asks of it."""

import io
from typing import Any

from django.utils.translation import gettext_lazy as _
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject

from core.fitness import Unfit

OBJECTS_MAX = 50_000
DEPTH_MAX = 60
# Keys and names that make a reader run a program, open a file hidden inside, or send something away.
ACTING_KEYS = {"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent", "/RichMediaSettings"}
ACTING_NAMES = {
    "/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/Rendition", "/RichMedia", "/RichMediaExecute",
    "/Movie", "/Sound", "/Screen", "/3D", "/FileAttachment", "/EmbeddedFile",
}  # fmt: skip


def pages(data: bytes) -> int:
    """Return how many pages a PDF has."""
    return len(PdfReader(io.BytesIO(data)).pages)


def acts(data: bytes) -> bool:
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
