"""The minutes told in a language from what was recorded, and made into a PDF."""

from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from core import pdf
from core.codes import code_of
from councils.models import Mandate
from deliberations.models import AgendaItem, Minutes, Vote
from notices.paths import absolute

LANGUAGES = ("ar", "fr")  # those of the council's acts


def told(minutes: Minutes) -> dict[str, Any]:
    """Return what the minutes say: the sittings with their roll, each point with its vote, the secretary's words.

    Points whose matter is hidden are left out, whoever reads: minutes are for everyone.
    """
    session = minutes.session
    sittings = list(session.sittings.with_attendance().prefetch_related("attendance__mandate"))
    items = list(
        AgendaItem.objects.public()
        .filter(session=session)
        .for_list()
        .select_related("deliberation__decision__signed_by", "deliberation__decision__countersigned_by")
        .prefetch_related("deliberation__votes__mandate", "supporters")
    )
    _with_first_votes(items)
    return {
        "session": session,
        "sittings": sittings,
        "items": [item for item in items if item.number],
        "refused": [item for item in items if not item.number],
        "paragraphs": [line for line in minutes.text.split("\n") if line],
    }


def _with_first_votes(items: list[AgendaItem]) -> None:
    """Give the points that were voted twice the first votes by name (`first_votes`). One query, none for none."""
    twice = [item for item in items if getattr(item, "deliberation", None) and item.deliberation.is_second]
    first = {item.pk: {int(pk): stance for pk, stance in item.deliberation.first_counts["votes"].items()}
             for item in twice}  # fmt: skip
    voters = {pk for votes in first.values() for pk in votes}
    mandates = Mandate.objects.in_bulk(voters) if voters else {}
    for item in twice:
        votes = first[item.pk]
        item.first_votes = [Vote(mandate=mandates[pk], stance=votes[pk]) for pk in sorted(votes) if pk in mandates]


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
