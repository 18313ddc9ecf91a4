"""An opinion as PDF, in Arabic or French. Bytes out: who may have it is the affair of the doors."""

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from core import pdf
from core.codes import code_of
from core.workflow import Refused
from equality.models import Opinion
from notices.paths import absolute

LANGUAGES = ("ar", "fr")


def opinion_pdf(opinion: Opinion, language: str) -> bytes:
    """Return a published opinion, with its meeting and its votes. Raises `Refused` on a machine without Pango."""
    with translation.override(language):
        address = absolute(opinion.get_absolute_url(), language)
        context = {
            "opinion": opinion,
            "council": opinion.body.council,
            "lang": language,
            "absent": opinion.in_office - opinion.present_count,
            "address": address,
            "code": code_of(address),
        }
        page = render_to_string("equality/pdf/opinion.html", context)
        try:
            return pdf.render(page)
        except pdf.NotHere:
            raise Refused(
                _("This server cannot make PDFs now: tell whoever runs it. Nothing of the opinion is lost."), "no_pdf"
            ) from None
