"""The transparency report as PDF, in Arabic or French. Bytes out: who may have it is the affair of the doors."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from core import pdf
from core.codes import code_of
from core.workflow import Refused
from moderation.yearly import Year
from notices.paths import absolute

LANGUAGES = ("ar", "fr")


def yearly_pdf(told: Year, language: str) -> bytes:
    """Return the report of a year. Raises `Refused` on a machine without Pango."""
    if told.space is not None:
        path = reverse("moderation:space-year", args=[told.space.commune.slug, told.year])
    else:
        path = reverse("moderation:year", args=[told.year])
    with translation.override(language):
        address = absolute(path, language)
        page = render_to_string(
            "moderation/pdf/year.html",
            {"told": told, "space": told.space, "lang": language, "address": address, "code": code_of(address)},
        )
        try:
            return pdf.render(page)
        except pdf.NotHere:
            raise Refused(
                _("This server cannot make PDFs now: tell whoever runs it. The page has the same figures."), "no_pdf"
            ) from None
