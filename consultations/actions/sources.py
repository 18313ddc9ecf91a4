"""What an option, a proposal or a statement came from: the address of a page of this site, and its title."""

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from core.fitness import Unfit, fits
from core.text import clean_line, has_words
from notices.paths import in_language, without_language

PATH_MAX, TITLE_MAX = 200, 200  # characters
# The rooms of which a page may be a source: what people wrote, what councils answered.
ROOMS = {"needs", "debates", "petitions", "councils", "spaces", "consultations"}


def source(path: str, title: str) -> dict[str, str]:
    """Return the columns of a source: `source_path` without a language, `source_title`; both empty for none.

    An address is written from the first slash, or copied whole from the browser. Raises `Unfit` for another site's,
    for one that leads to no page here, or without a title.
    """
    path, title = (path or "").strip(), fits(clean_line(title or ""), TITLE_MAX, "source_title")
    if not path:
        return {"source_path": "", "source_title": ""}
    kept = _page_of_ours(path)
    if not has_words(title):
        raise Unfit(_("Say in words what the page is, so that people know where the link leads."), "source_title")
    return {"source_path": fits(kept, PATH_MAX, "source_path"), "source_title": title}


def _page_of_ours(path: str) -> str:
    foreign = Unfit(
        _("This is not the address of a page here. Copy the address of the need, the debate or the project."),
        "source_path",
    )
    if len(path) > 4 * PATH_MAX:
        raise foreign
    site = settings.SITE_URL.rstrip("/")
    path = path.removeprefix(site) if path.startswith(f"{site}/") else path
    try:
        parts = urlsplit(path)
        if parts.scheme or parts.netloc or not path.startswith("/"):
            raise foreign
        kept = without_language(parts.path)
        found = resolve(in_language(kept))
    except (ValueError, Resolver404):
        raise foreign from None
    if found.app_names[:1] == [] or found.app_names[0] not in ROOMS:
        raise foreign
    return kept
