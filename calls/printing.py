"""The agreement of a funded project as PDF, in Arabic or French. Bytes out: who may have them is the doors' affair."""

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from calls.models import Project
from core import pdf
from core.codes import code_of
from core.workflow import Refused
from notices.paths import absolute

LANGUAGES = ("ar", "fr")


def agreement_pdf(project: Project, language: str) -> bytes:
    """Return the agreement in a language. Raises `Refused` on a machine without Pango."""
    with translation.override(language):
        address = absolute(project.get_absolute_url(), language)
        application = project.application
        context = {
            "lang": language,
            "project": project,
            "application": application,
            "call": application.call,
            "association": application.association,
            "instalments": list(project.instalments.all()),
            "milestones": list(project.milestones.all()),
            "budget": list(application.budget.all()),
            "address": address,
            "code": code_of(address),
        }
        try:
            return pdf.render(render_to_string("calls/pdf/agreement.html", context))
        except pdf.NotHere:
            raise Refused(
                _("This server cannot make PDFs now: tell whoever runs it. Nothing of the agreement is lost."), "no_pdf"
            ) from None


def as_response(data: bytes, name: str) -> HttpResponse:
    """Answer with a PDF that is saved, never run in a page of ours."""
    response = HttpResponse(data, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response
