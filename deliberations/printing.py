"""The minutes told in a language from what was recorded, and made into a PDF."""

from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from core import pdf
from core.codes import code_of
from deliberations.models import AgendaItem, Minutes
from notices.paths import absolute

LANGUAGES = ("ar", "fr")  # those of the council's acts


def told(minutes: Minutes) -> dict[str, Any]:
    """Return what the minutes say: the sittings with their roll, each point with its vote, the secretary's words.

    Points whose matter is hidden are left out, whoever reads: minutes are for everyone.
    """
    session = minutes.session
    sittings = list(session.sittings.with_attendance().prefetch_related("attendance__mandate"))
    items = (
        AgendaItem.objects.public()
        .filter(session=session)
        .for_list()
        .prefetch_related("deliberation__votes__mandate", "supporters")
    )
    return {
        "session": session,
        "sittings": sittings,
        "items": [item for item in items if item.number],
        "refused": [item for item in items if not item.number],
        "paragraphs": [line for line in minutes.text.split("\n") if line],
    }


def minutes_pdf(minutes: Minutes, language: str) -> bytes:
    """Return approved minutes as a PDF. Raises `core.pdf.NotHere` on a machine without Pango."""
    with translation.override(language):
        address = absolute(f"{minutes.session.get_absolute_url()}minutes/", language)
        context = {
            "minutes": minutes,
            "session": minutes.session,
            "council": minutes.session.council,
            "told": told(minutes),
            "lang": language,
            "address": address,
            "code": code_of(address),
        }
        return pdf.render(render_to_string("deliberations/pdf/minutes.html", context))
