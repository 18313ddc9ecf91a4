"""Papers of an event as PDF, in Arabic or French: badges, minutes. Bytes out."""

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from core import pdf
from core.codes import code_of as drawn
from core.workflow import Refused
from events import badges
from events.chains import chains_of
from events.models import Event, Registration
from events.reading import counts_of, days_of
from notices.paths import absolute

LANGUAGES = ("ar", "fr")  # those of the council's acts and of most readers


def badge_pdf(registration: Registration, language: str) -> bytes:
    """Return a person's badge. Its QR holds a signed code, and nobody's name. Raises `Refused` without Pango."""
    with translation.override(language):
        event = registration.event
        seats = registration.seats.placed().select_related("slot__room").order_by("slot__starts_at")
        context = {
            "event": event,
            "lang": language,
            "name": registration.user.display_name if registration.user else "",
            "association": registration.association,
            "code": badges.spaced(registration.code),
            "qr": drawn(badges.held_by_qr(event.pk, registration.code)),
            "seats": seats,
            "address": absolute(event.get_absolute_url(), language),
        }
        try:
            return pdf.render(render_to_string("events/pdf/badge.html", context))
        except pdf.NotHere:
            raise Refused(
                _("This server cannot make PDFs now. Your code lets you in as well as the badge."), "no_pdf"
            ) from None


def minutes_pdf(event: Event, language: str) -> bytes:
    """Return the minutes of a closed event. Raises `core.pdf.NotHere` on a machine without Pango."""
    with translation.override(language):
        address = absolute(event.get_absolute_url(), language)
        context = {
            "event": event,
            "lang": language,
            "counts": counts_of(event),
            "days": days_of(event),
            "chains": chains_of(event),
            "stands": event.stands.accepted().select_related("association"),
            "address": address,
            "code": drawn(address),
        }
        return pdf.render(render_to_string("events/pdf/minutes.html", context))
