"""The minutes of a debate: every version at an address of its own, its PDFs, and corrections."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core import journal
from core.parts import give
from core.workflow import Refused
from debates import actions
from debates.actions.minutes import LANGUAGES
from debates.enums import CONCLUDED
from debates.forms.conclusion import CorrectionForm
from debates.models import Debate, Minutes
from debates.report import told
from debates.views.fetch import visible_debate
from notices.paths import absolute

SOON = 600  # seconds within which the worker has usually made a PDF


def _version(debate: Debate, version: int) -> Minutes:
    return get_object_or_404(debate.minutes.select_related("published_by"), version=version)


@login_not_required
@require_safe
def latest(request, pk):
    """Lead to the newest version."""
    newest = visible_debate(request, pk).minutes.order_by("-version").first()
    if newest is None:
        raise Http404
    return redirect(newest)


@login_not_required
@require_safe
def detail(request, pk, version):
    """One version, as it was published; it says when a newer one stands."""
    debate = visible_debate(request, pk)
    minutes = _version(debate, version)
    digests = {entry.data["language"]: entry.data["sha256"] for entry in journal.history(minutes)}
    context = {
        "debate": debate,
        "space": debate.space,
        "minutes": minutes,
        "told": told(minutes),
        "versions": list(debate.minutes.order_by("-version").only("version", "published_at", "note", "debate_id")),
        "files": [(code, getattr(minutes, f"pdf_{code}"), digests.get(code, "")) for code in LANGUAGES],
        "is_fresh": (now() - minutes.published_at).total_seconds() < SOON,
        "address": absolute(minutes.get_absolute_url(), get_language()),
        "may_correct": debate.state in CONCLUDED and request.user.has_perm("debates.conclude_debate", debate),
    }
    return render(request, "debates/minutes.html", context)


@login_not_required
@require_safe
def file(request, pk, version, language):
    """The PDF of a version in a language, to those who may see the debate."""
    minutes = _version(visible_debate(request, pk), version)
    kept = getattr(minutes, f"pdf_{language}") if language in LANGUAGES else None
    if not kept:
        raise Http404
    response = give(request, kept, "application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="agraw-minutes-{pk}-{version}-{language}.pdf"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response


@require_http_methods(["GET", "POST"])
def correct(request, pk):
    """Publish a corrected version, with what changed."""
    debate = visible_debate(request, pk)
    last = debate.minutes.order_by("-version").first()
    if last is None:
        raise Http404
    if not request.user.has_perm("debates.conclude_debate", debate):
        raise PermissionDenied
    form = CorrectionForm(request.POST or None, initial={"remarks": last.facts["remarks"]})
    if request.method == "POST" and form.is_valid():
        try:
            minutes = actions.correct_minutes(debate, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(getattr(refusal, "field", None), str(refusal))
        else:
            messages.success(request, _("The new version is published. The earlier ones stay where they were."))
            return redirect(minutes)
    context = {"debate": debate, "space": debate.space, "form": form, "minutes": last}
    return render(request, "debates/minutes_correct.html", context, status=422 if form.errors else 200)
