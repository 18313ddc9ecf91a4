"""Certificates: anyone checks one by its code; its holder prints hers, and says whether it shows her name."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import networks
from accounts.views.steps import local_url
from core import certificates, pdf
from core.models import Certificate
from core.workflow import Refused
from notices.paths import absolute

TRIES, WITHIN = 20, 600  # codes that nobody has, from one network; seconds


@login_not_required
@never_cache
@require_safe
def check(request, code=""):
    """Say what a certificate is about and when it was given, and whose it is when she chose to show it.

    A code that nobody has is answered alike whatever it is. Who tries many is made to wait.
    """
    code = code or request.GET.get("code", "")
    if not code:
        return render(request, "certificates/check.html")
    counter = f"certificates:{networks.of(request)}"
    if cache.get(counter, 0) >= TRIES:
        return render(request, "certificates/check.html", {"waits": True}, status=429)
    certificate = certificates.find(code)
    if certificate is None:
        cache.add(counter, 0, WITHIN)
        cache.incr(counter)
        return render(request, "certificates/check.html", {"unknown": True, "typed": code[:40]}, status=404)
    context = {"certificate": certificate, "written": certificates.written(certificates.code_of(certificate))}
    return render(request, "certificates/check.html", context | {"is_demo": certificate.is_demo})


@require_safe
def as_pdf(request, pk, language):
    """One's own certificate as PDF, in Arabic or in French."""
    certificate = _own(request, pk)
    if language not in certificates.LANGUAGES or certificate.withdrawn_at:
        raise Http404
    try:
        data = certificates.as_pdf(certificate, language, absolute(certificates.path_of(certificate), language))
    except pdf.NotHere:
        raise Refused(
            _("This server cannot make PDFs now: tell whoever runs it. Your certificate is kept."), "no_pdf"
        ) from None
    response = HttpResponse(data, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="agraw-certificate-{pk}-{language}.pdf"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_POST
def name(request, pk):
    """Show one's name to whoever checks the certificate, or show it no more."""
    shows = request.POST.get("shows") == "1"
    certificates.show_name(_own(request, pk), by=request.user, shows=shows)
    said = _("Whoever checks this certificate reads your name.") if shows else _("Your name is not shown any more.")
    messages.success(request, said)
    return redirect(local_url(request, fallback=certificates.path_of(_own(request, pk))))


def _own(request, pk: int) -> Certificate:
    return get_object_or_404(Certificate.objects.select_related("holder"), pk=pk, holder=request.user)
