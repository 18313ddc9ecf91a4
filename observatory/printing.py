"""The donor report of the Lab as PDF, in Arabic or French: figures alone, no word about a person."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localdate

from core import pdf
from core.codes import code_of
from notices.paths import absolute
from observatory.lab import Board

LANGUAGES = ("ar", "fr")  # those of donors and ministries here


def report_pdf(board: Board, language: str) -> bytes:
    """Return the report of a period. Raises `core.pdf.NotHere` on a machine without Pango."""
    with translation.override(language):
        address = absolute(reverse("observatory:methods"), language)
        context = {
            "board": board,
            "lang": language,
            "today": localdate(),
            "address": address,
            "code": code_of(address),
            "is_demo": any(row.space.is_demo for row in board.rows),
        }
        return pdf.render(render_to_string("observatory/pdf/report.html", context))
