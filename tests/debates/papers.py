"""PDFs for the tests: one that is only read, and some that would do more."""

import io

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject


def _written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _blank() -> PdfWriter:
    writer = PdfWriter()
    writer.add_blank_page(width=200, height=200)
    return writer


def paper() -> bytes:
    """Return a PDF of one empty page."""
    return _written(_blank())


def without_pages() -> bytes:
    return _written(PdfWriter())


def locked() -> bytes:
    writer = _blank()
    writer.encrypt("secret", algorithm="RC4-128")
    return _written(writer)


def with_script() -> bytes:
    writer = _blank()
    script = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(script)
    return _written(writer)


def with_file() -> bytes:
    writer = _blank()
    writer.add_attachment("a.exe", b"MZ")
    return _written(writer)


def with_action(kind: str, *, in_a_list: bool = False) -> bytes:
    """Return a PDF whose page does `kind` ("/Launch") when it is opened."""
    writer = _blank()
    action = DictionaryObject({NameObject("/S"): NameObject(kind), NameObject("/F"): TextStringObject("a.exe")})
    opened = DictionaryObject({NameObject("/O"): ArrayObject([action]) if in_a_list else action})
    writer.pages[0][NameObject("/AA")] = opened
    return _written(writer)
