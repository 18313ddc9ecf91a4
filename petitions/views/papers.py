"""The deposit file and the receipt: made, and given to those who may have them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts import audit
from accounts.enums import Dossier
from accounts.fresh import step_up_to_read
from core import pdf
from petitions import actions, printing
from petitions.conditions import before_deposit
from petitions.enums import SIGNING_STATES, ReceiptWay
from petitions.views.fetch import visible_petition
from petitions.views.sheets import a_pdf


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def file_page(request, pk):
    """Make the deposit file by one button; whoever may read it finds the last one here."""
    petition = visible_petition(request, pk)
    if not request.user.has_perm("petitions.read_file", petition):
        raise PermissionDenied
    if request.method == "POST":
        actions.make_file(petition, by=request.user, language=request.POST.get("language", ""))
        messages.success(request, _("The file is made: download it, print it, and have it signed."))
        return redirect("petitions:file", pk)
    is_open = petition.state in SIGNING_STATES and request.user.has_perm("petitions.lead_petition", petition)
    context = {
        "petition": petition,
        "space": petition.space,
        "filings": list(petition.filings.all()),
        "is_open": is_open,
        "is_here": pdf.is_here(),
        "missing": before_deposit(petition) if is_open else [],
        "languages": printing.LANGUAGES,
        "here": get_language(),
    }
    return render(request, "petitions/file.html", context)


@never_cache
@require_safe
@step_up_to_read
def file_pdf(request, pk, number):
    """The file itself, with the particulars in it."""
    petition = visible_petition(request, pk)
    filing = get_object_or_404(petition.filings.select_related("petition"), pk=number)
    data = actions.read_file(filing, by=request.user)
    audit.note(request, petition, Dossier.SIGNATURES)
    return a_pdf(data, f"agraw-petition-{pk}-{filing.language}.pdf")


@login_not_required
@require_safe
def receipt(request, pk, language):
    """The receipt that the council gave through Agraw: everyone may read it. One given on paper is not remade here."""
    petition = visible_petition(request, pk)
    deposit = getattr(petition, "deposit", None)
    if deposit is None or deposit.way != ReceiptWay.AGRAW or language not in printing.LANGUAGES:
        raise Http404
    return a_pdf(printing.receipt_pdf(petition, language), f"agraw-receipt-{pk}-{language}.pdf")
