"""Photos from people: known by their content, never by their name or what the browser says.

A photo is decoded and written anew, so nothing of the file that came in survives but its pixels: no EXIF, no GPS
position, no comment, no second file behind it.
"""

import io
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from core.fitness import Unfit

BYTES_MAX = 12_000_000
PIXELS_MAX = 40_000_000
SIDE, SMALL_SIDE = 1600, 400  # pixels
FORMATS = ["JPEG", "PNG", "WEBP"]
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}


@dataclass(frozen=True)
class Picture:
    """A photo written anew: JPEG bytes of the image (`width` × `height` pixels) and of its thumbnail."""

    image: bytes
    thumbnail: bytes
    width: int
    height: int


def photo(file: BinaryIO) -> Picture:
    """Return the photo in `file` re-encoded: turned upright, at most 1600 px a side, with a thumbnail of 400 px.

    Raises `Refused` for what is no JPEG, PNG or WebP, weighs over 12 MB, has over 40 million pixels (its header
    says so, before anything is decoded), or is broken.
    """
    if size_of(file) > BYTES_MAX:
        raise Unfit(_("This photo is too heavy: 12 MB at most. What you wrote is kept: choose a smaller one."), "photo")
    head = file.read(12)
    file.seek(0)
    if head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS:
        raise Unfit(_("HEIC photos cannot be read here. What you wrote is kept: send the photo as JPEG."), "photo")
    try:
        picture = Image.open(file, formats=FORMATS)
        if picture.width * picture.height > PIXELS_MAX:
            raise Image.DecompressionBombError
        picture.draft("RGB", (SIDE, SIDE))
        large = _upright(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Unfit(
            _("This picture has too many pixels: 40 million at most. What you wrote is kept: choose a smaller one."),
            "photo",
        ) from None
    except (OSError, ValueError, SyntaxError, EOFError, ArithmeticError):
        # What Pillow raises for another kind of file, or one cut off half-way.
        raise Unfit(
            _("This file is not a photo that can be read. What you wrote is kept: send a JPEG, PNG or WebP."), "photo"
        ) from None
    small = large.copy()
    small.thumbnail((SMALL_SIDE, SMALL_SIDE), Image.Resampling.LANCZOS)
    return Picture(_jpeg(large, 80), _jpeg(small, 72), large.width, large.height)


def _upright(picture: Image.Image) -> Image.Image:
    """Return the pixels alone: small enough, turned as the camera was held, on white where they were transparent."""
    if picture.mode not in {"RGB", "RGBA", "L"}:
        picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    picture.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    picture = ImageOps.exif_transpose(picture)
    plain = Image.new("RGB", picture.size, "white")
    plain.paste(picture, mask=picture.getchannel("A") if picture.mode == "RGBA" else None)
    return plain


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return out.getvalue()


def size_of(file: BinaryIO) -> int:
    """Return how many bytes `file` holds, and set it at its beginning."""
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    return size
