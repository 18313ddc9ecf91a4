"""Tables for the tests: what is read, and what would do more."""

import io
import zipfile

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
CONTENT = "<office:document-content><table:table/></office:document-content>"


def ods(*, mimetype: str = MIMETYPE, **parts: str) -> bytes:
    """Return an ODS file with a content, and more `parts` by their path (`__` for the slash)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", mimetype)
        for name, text in ({"content.xml": CONTENT} | parts).items():
            archive.writestr(name.replace("__", "/"), text)
    return out.getvalue()


CSV = "commune,population\nتيزنيت,86595\nطاطا,18611\n".encode()
