"""PDF documents from people: known by their content, and refused when they would do more than be read."""

import re
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from core.fitness import Unfit

BYTES_MAX = 10_000_000
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
    from core.papers_inside import acts  # noqa: PLC0415 -- as below

    try:
        is_acting = acts(data)
    except Unfit:
        raise
    except Exception as error:  # a parser meets in a broken file whatever its author never thought of
        raise Unfit(_("This PDF cannot be read: it is broken. Make it again, then choose it."), "file") from error
    if is_acting or ACTING_BYTES.search(data):
        raise Unfit(
            _("This PDF holds more than pages: a script, a form or another file. Print it to a new PDF first."), "file"
        )
    return data


def pages_of(data: bytes) -> int:
    """Return how many pages a PDF has that `pdf` let through; 0 of nothing."""
    from core.papers_inside import pages  # noqa: PLC0415 -- twenty megabytes, in the few processes that are given a PDF

    return pages(data) if data else 0
