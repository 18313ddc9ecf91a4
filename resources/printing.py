"""A model letter as its reader filled it in: text or PDF, made and given, kept nowhere."""

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from core import pdf
from core.workflow import Refused


def letter_pdf(title: str, text: str, language: str) -> bytes:
    """Return a letter as a PDF in its own language. Raises `Refused` on a machine without Pango."""
    with translation.override(language):
        html = render_to_string(
            "resources/pdf/letter.html", {"lang": language, "title": title, "blocks": text.split("\n\n")}
        )
    try:
        return pdf.render(html)
    except pdf.NotHere:
        raise Refused(_("This server cannot make PDFs at the moment: take the text instead."), "no_pdf") from None


def letter_text(text: str) -> bytes:
    """Return a letter as UTF-8 text that every word processor recognises, with the ends of lines of all systems."""
    return ("\ufeff" + text.replace("\n", "\r\n") + "\r\n").encode()
