"""A page of ours made into a PDF that looks the same everywhere: our own fonts, nothing fetched from anywhere.

WeasyPrint lays it out; Pango, a library of the system, shapes Arabic and orders the two directions. Where Pango is
missing nothing else of Agraw is touched (`is_here`). It knows of no debate: HTML in, bytes out.
"""

import contextlib
import ctypes
import io
import os
import sys
import threading
import warnings
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from PIL import ImageFile

STYLE = Path(__file__).parent / "data" / "print.css"
# Every letter that may be met, in the order in which fonts are asked; one family a file, a weight each.
FACES = [
    ("Agraw Latin", 400, "print/latin-400.ttf"),
    ("Agraw Latin", 700, "print/latin-700.ttf"),
    ("Agraw Latin Extended", 400, "print/latin-ext-400.ttf"),
    ("Agraw Latin Extended", 700, "print/latin-ext-700.ttf"),
    ("Agraw Arabic", 400, "print/arabic-400.ttf"),
    ("Agraw Arabic", 700, "print/arabic-700.ttf"),
    ("Agraw Tifinagh", 400, "print/tifinagh-400.ttf"),
]
BREW = ("/opt/homebrew/lib", "/usr/local/lib")
NOWHERE = "https://nowhere.invalid/"  # what an address without a host would belong to: refused like any other
NARROW, WIDE = "\u202f", "\u00a0"  # the fonts have one space that does not break
_one_at_a_time = threading.Lock()  # a large one takes some hundred megabytes while it is laid out


class NotHere(Exception):  # noqa: N818 -- a machine without it is no error
    """This machine lacks Pango: everything works but PDFs."""


def is_here() -> bool:
    """Tell whether this machine can make PDFs."""
    try:
        _printer()
    except NotHere:
        return False
    return True


def render(html: str) -> bytes:
    """Return a whole HTML page as a PDF/UA-1 file, laid out by `data/print.css`.

    The page may name nothing to fetch: whatever address it holds is refused. Raises `NotHere`.
    """
    weasyprint, fonts = _printer()
    with _one_at_a_time:
        fetcher = _fetcher(weasyprint)
        configuration = fonts.FontConfiguration()
        style = weasyprint.CSS(string=_style(), base_url=NOWHERE, font_config=configuration, url_fetcher=fetcher)
        page = weasyprint.HTML(string=html.replace(NARROW, WIDE), base_url=NOWHERE, url_fetcher=fetcher)
        return page.write_pdf(stylesheets=[style], font_config=configuration, pdf_variant="pdf/ua-1")


def _style() -> str:
    faces = [
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; src: url("{_files()[name]}"); }}'
        for family, weight, name in FACES
    ]
    return "\n".join(faces) + STYLE.read_text(encoding="utf-8")


@cache
def _files() -> dict[str, str]:
    """Return the file:// address of each font."""
    found = {name: finders.find(name) for _family, _weight, name in FACES}
    if missing := sorted(name for name, path in found.items() if not path):
        raise FileNotFoundError(f"{', '.join(missing)}: run script/assets.py")
    return {name: Path(path).as_uri() for name, path in found.items()}


def _fetcher(weasyprint):
    """Return what WeasyPrint fetches by: the fonts above, and nothing else of this machine or any other."""

    class Fetcher(weasyprint.urls.URLFetcher):
        def fetch(self, url, headers=None):
            if url not in _files().values():
                raise ValueError(f"refused: {url[:80]}")
            return super().fetch(url, headers)

    return Fetcher(allowed_protocols={"file"}, allow_redirects=False)


@cache
def _printer():
    """Return WeasyPrint and its fonts, its libraries found first. Raises `NotHere`."""
    _find_libraries()
    # It prints advice when a library is missing, and warns when the machine has no font of its own: neither matters.
    with warnings.catch_warnings(action="ignore"), contextlib.redirect_stdout(io.StringIO()):
        try:
            import weasyprint  # noqa: PLC0415 -- optional dependency
            from weasyprint.text import fonts  # noqa: PLC0415 -- optional dependency
        except OSError as error:
            raise NotHere(str(error)) from None
    # WeasyPrint lets cut pictures, and bombs in their texts, through in the whole process: people's are refused.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    return weasyprint, fonts


def _find_libraries() -> None:
    """Let the loader know Pango's libraries where it does not look by itself.

    Debian's packages unpacked into the project (script/lib/pango.sh) are loaded here, each once those it needs are:
    a library that is loaded already is found by its name. On macOS Homebrew's folders are named.
    """
    if sys.platform == "darwin":
        os.environ["DYLD_FALLBACK_LIBRARY_PATH"] = ":".join(BREW)
    unpacked = settings.LOCAL_DIR / "pango"
    waiting = sorted(path for path in unpacked.rglob("*.so.*") if not path.is_symlink())
    if waiting and not Path("/etc/fonts/fonts.conf").exists():
        os.environ.setdefault("FONTCONFIG_FILE", str(unpacked / "etc/fonts/fonts.conf"))
    while waiting:
        left = [path for path in waiting if not _loads(path)]
        if len(left) == len(waiting):
            return
        waiting = left


def _loads(path: Path) -> bool:
    try:
        ctypes.CDLL(str(path), mode=ctypes.RTLD_GLOBAL)
    except OSError:
        return False
    return True
