"""What shows that something is true: looked at before anything is locked, kept inside the act."""

import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.core.files.base import ContentFile, File
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from core import papers, photos
from core.fitness import Unfit

LINK_MAX = 300  # characters


@dataclass(frozen=True)
class Evidence:
    """A PDF that is only read, a photo written anew, the address of a page; each may be missing."""

    pdf: bytes = b""
    picture: photos.Picture | None = None
    link: str = ""

    def put_on(self, row: Any) -> None:
        """Put what there is on a row that is not in the database yet, under names that say nothing."""
        row.link = self.link
        name = secrets.token_hex(16)
        if self.pdf:
            row.file.save(f"{name}.pdf", ContentFile(self.pdf), save=False)
        if self.picture:
            row.photo.save(f"{name}.jpg", ContentFile(self.picture.image), save=False)
            row.thumbnail.save(f"{name}-small.jpg", ContentFile(self.picture.thumbnail), save=False)


def looked_at(file: File | None = None, photo: File | None = None, link: str = "") -> Evidence:
    """Return the evidence, once each part is known to be what it is said to be. Raises `Unfit` which names the part."""
    return Evidence(
        pdf=papers.pdf(file) if file else b"",
        picture=photos.photo(photo) if photo else None,
        link=_address(link),
    )


def _address(link: str) -> str:
    link = (link or "").strip()
    if not link:
        return ""
    try:
        URLValidator(schemes=["https", "http"])(link)
        is_page = bool(urlsplit(link).hostname)
    except Exception:
        is_page = False
    if not is_page or len(link) > LINK_MAX:
        raise Unfit(_("This is not the address of a page: it begins with https://."), "link")
    return link
