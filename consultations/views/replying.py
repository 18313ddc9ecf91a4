"""After the result: the report, the council's reply point by point, the needs that came from it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultations.actions import raising, replying
from consultations.forms.replying import PointForm, RaiseForm
from consultations.printing import LANGUAGES
from consultations.views.fetch import visible_consultation
from core.parts import give
from core.workflow import Refused


@login_not_required
@require_safe
def report(request, pk, language):
    """The newest report in a language, to those who may see the consultation."""
    consultation = visible_consultation(request, pk)
    kept = consultation.reports.filter(language=language).order_by("-version").first()
    if kept is None or language not in LANGUAGES:
        raise Http404
    response = give(request, kept.file, "application/pdf")
    name = f"agraw-consultation-{pk}-{kept.version}-{language}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, max-age=600"
    return response


@require_POST
def refer(request, pk):
    """Put a published result before the council."""
    consultation = visible_consultation(request, pk)
    replying.refer_result(consultation, by=request.user)
    messages.success(request, _("The result is before the council: its time to answer runs from today."))
    return redirect(consultation)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request, pk, number=0):
    """Write the council's reply, a point at a time; `number` changes one of them."""
    consultation = visible_consultation(request, pk)
    if not request.user.has_perm("consultations.write_reply", consultation):
        raise PermissionDenied
    points = list(consultation.reply_points.order_by("position", "id"))
    point = next((one for one in points if one.pk == number), None)
    if number and point is None:
        raise Http404
    known = {"about": point.about, "verdict": point.verdict, "reasons": point.reasons} if point else None
    form = PointForm(request.POST if request.method == "POST" else None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            replying.write_point(consultation, by=request.user, point=point, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(getattr(refusal, "field", None), str(refusal))
        else:
            messages.success(request, _("The point is kept. It is shown once the council has answered."))
            return redirect("consultations:reply", pk)
    context = {
        "consultation": consultation,
        "space": consultation.space,
        "points": points,
        "point": point,
        "form": form,
        "referral": consultation.referral,
    }
    return render(request, "consultations/reply.html", context, status=422 if form.errors else 200)


@require_POST
def remove(request, pk, number):
    """Take out a point of the reply."""
    consultation = visible_consultation(request, pk)
    point = get_object_or_404(consultation.reply_points, pk=number)
    replying.remove_point(point, by=request.user)
    messages.success(request, _("The point is taken out."))
    return redirect("consultations:reply", pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def raise_need(request, pk):
    """Voice a need that the published result shows."""
    consultation = visible_consultation(request, pk)
    if not request.user.has_perm("consultations.refer_result", consultation):
        raise PermissionDenied
    form = RaiseForm(request.POST if request.method == "POST" else None, initial={"theme": consultation.theme})
    if request.method == "POST" and form.is_valid():
        try:
            raising.raise_need(consultation, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            field = getattr(refusal, "field", None)
            form.add_error(field if field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("The need is voiced in the space, and leads back to this result."))
            return redirect(consultation)
    context = {"consultation": consultation, "space": consultation.space, "form": form}
    return render(request, "consultations/raise.html", context, status=422 if form.errors else 200)
