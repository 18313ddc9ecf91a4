"""A file given whole or in part (RFC 9110 §14): Safari plays no sound from a server that cannot give a part of it."""

import re

from django.core.files.base import File
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII)


def give(request: HttpRequest, file: File, content_type: str, *, most: int = 0) -> HttpResponseBase:
    """Return the bytes of a small file (it is read into memory), or those that the header `Range` asks for.

    200 for the whole, 206 for a part, 416 for a part that lies behind the end. More than one range, or one that
    cannot be read, is answered with the whole; so is `If-Range`, for there is no tag to compare.

    `most` is for a large file, a film: the whole is sent as it is read, and a part has at most so many bytes (a player
    then asks for the next), so that no request holds more than that in memory.
    """
    if most:
        return _give_large(request, file, content_type, most)
    with file.open("rb") as opened:
        data = opened.read()
    found = RANGE.fullmatch(request.headers.get("Range", "").strip())
    # Sounds and photos are pressed already: named "identity", they are not pressed again on the way.
    headers = {"Accept-Ranges": "bytes", "Content-Encoding": "identity"}
    if not found or _is_nothing(*found.groups()) or "If-Range" in request.headers:
        return HttpResponse(data, content_type=content_type, headers=headers)
    first, last = _span(found[1], found[2], len(data))
    if first > last:
        return HttpResponse(status=416, headers=headers | {"Content-Range": f"bytes */{len(data)}"})
    headers["Content-Range"] = f"bytes {first}-{last}/{len(data)}"
    return HttpResponse(data[first : last + 1], status=206, content_type=content_type, headers=headers)


def give_apart(request: HttpRequest, file: File, content_type: str) -> HttpResponseBase:
    """Return a file that a person sent, as `give`: never taken for a page, and kept by her browser alone, an hour."""
    response = give(request, file, content_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response


def _give_large(request: HttpRequest, file: File, content_type: str, most: int) -> HttpResponseBase:
    headers = {"Accept-Ranges": "bytes", "Content-Encoding": "identity"}
    found = RANGE.fullmatch(request.headers.get("Range", "").strip())
    if not found or _is_nothing(*found.groups()) or "If-Range" in request.headers:
        return FileResponse(file.open("rb"), content_type=content_type, headers=headers)
    size = file.size
    first, last = _span(found[1], found[2], size)
    if first > last:
        return HttpResponse(status=416, headers=headers | {"Content-Range": f"bytes */{size}"})
    last = min(last, first + most - 1)
    with file.open("rb") as opened:
        opened.seek(first)
        data = opened.read(last - first + 1)
    headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    return HttpResponse(data, status=206, content_type=content_type, headers=headers)


def _is_nothing(first: str, last: str) -> bool:
    return not (first or last) or bool(first and last and int(last) < int(first))


def _span(first: str, last: str, size: int) -> tuple[int, int]:
    """Return the first and last byte asked for; `-500` asks for the last 500."""
    if not first:
        return (max(size - int(last), 0), size - 1) if int(last) else (size, size - 1)
    return int(first), min(int(last), size - 1) if last else size - 1
