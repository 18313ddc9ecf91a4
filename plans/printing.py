"""A plan as PDF, in Arabic or French. Bytes out: who may have it is the affair of the doors."""

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core import pdf
from core.codes import code_of
from core.workflow import Refused
from notices.paths import absolute
from plans.figures import totals
from plans.models import Plan

LANGUAGES = ("ar", "fr")


def plan_pdf(plan: Plan, language: str) -> bytes:
    """Return a plan as it stands today: totals, axes, actions. Raises `Refused` on a machine without Pango."""
    with translation.override(language):
        address = absolute(plan.get_absolute_url(), language)
        actions = list(plan.actions.for_list())
        context = {
            "plan": plan,
            "lang": language,
            "today": localdate(),
            "totals": totals(actions),
            "axes": [(axis, [row for row in actions if row.axis_id == axis.pk]) for axis in plan.axes.all()],
            "address": address,
            "code": code_of(address),
        }
        page = render_to_string("plans/pdf/plan.html", context)
        try:
            return pdf.render(page)
        except pdf.NotHere:
            raise Refused(
                _("This server cannot make PDFs now: tell whoever runs it. Nothing of the plan is lost."), "no_pdf"
            ) from None
