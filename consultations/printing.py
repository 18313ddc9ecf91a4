"""Paper questionnaires as PDF, in Arabic or French, black on white.

Bytes out: who may have them is the affair of the doors.
"""

from collections.abc import Iterable

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from consultations.models import Consultation, Sheet
from consultations.paper import parts_on_paper
from consultations.report import told
from core import pdf
from core.codes import code_of
from core.text import isolate
from core.workflow import Refused
from notices.paths import absolute

LANGUAGES = ("ar", "fr")  # those of the council's acts and of most readers


def sheets_pdf(consultation: Consultation, sheets: Iterable[Sheet], language: str) -> bytes:
    """Return paper questionnaires, as many pages each as it takes. Raises `Refused` on a machine without Pango."""
    with translation.override(language):
        context = {
            "consultation": consultation,
            "lang": language,
            "parts": parts_on_paper(consultation),
            "address": absolute(consultation.get_absolute_url(), language),
            # After Arabic letters a number such as 09-08 would be turned around (UAX #9): it stands apart.
            "privacy_law": isolate("09-08"),
            "sheets": [
                {"number": sheet.number, "code": sheet.code, "qr": code_of(entry_address(sheet, language))}
                for sheet in sheets
            ],
        }
        return rendered(render_to_string("consultations/pdf/sheet.html", context))


def report_pdf(consultation: Consultation, language: str, *, version: int) -> bytes:
    """Return the report of a published result. Raises `core.pdf.NotHere` on a machine without Pango."""
    with translation.override(language):
        address = absolute(consultation.get_absolute_url(), language)
        context = {
            "consultation": consultation,
            "told": told(consultation),
            "version": version,
            "lang": language,
            "address": address,
            "code": code_of(address),
        }
        return pdf.render(render_to_string("consultations/pdf/report.html", context))


def entry_address(sheet: Sheet, language: str) -> str:
    """Return the full address at which a desk types a sheet: what its QR code leads to."""
    return absolute(reverse("consultations:sheet", args=[sheet.code]), language)


def rendered(page: str) -> bytes:
    """Return a page as PDF. Raises `Refused` on a machine without Pango."""
    try:
        return pdf.render(page)
    except pdf.NotHere:
        raise Refused(
            _("This server cannot make PDFs now: tell whoever runs it. Nothing of the consultation is lost."), "no_pdf"
        ) from None
