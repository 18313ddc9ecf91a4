"""The annexes of a petition: read by whoever reads it, added and taken away by whoever leads it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.parts import give
from core.workflow import Refused
from petitions import actions, steps
from petitions.actions.annexes import ANNEXES_MAX
from petitions.enums import PetitionState
from petitions.forms.building import AnnexForm
from petitions.models import Annex
from petitions.views.fetch import own_petition


@login_not_required
@require_safe
def annex(request, pk):
    """A PDF, only to those who may see its petition. It is saved, never run in a page of ours."""
    row = get_object_or_404(Annex.objects.visible_to(request.user), pk=pk)
    response = give(request, row.file, "application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="agraw-{row.petition_id}-{row.pk}.pdf"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def annexes(request, pk):
    """Add a document, or see which there are: a step of the builder, and a page while signatures are collected."""
    petition = own_petition(request, pk)
    form = AnnexForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.add_annex(petition, by=request.user, title=data["title"], file=data["file"])
        except Refused as refusal:
            form.add_error(getattr(refusal, "field", None), str(refusal))
        else:
            messages.success(request, _("The document is annexed."))
            return redirect(request.path)
    rows = list(petition.annexes.all())
    builder = steps.context(petition, "annexes") if petition.state == PetitionState.DRAFT else {"step": None}
    context = builder | {
        "petition": petition,
        "space": petition.space,
        "form": form,
        "annexes": rows,
        "has_room": len(rows) < ANNEXES_MAX,
    }
    return render(request, "petitions/annexes.html", context, status=422 if form.errors else 200)


@require_POST
def remove(request, pk, annex):
    petition = own_petition(request, pk)
    row = get_object_or_404(petition.annexes.select_related("petition"), pk=annex)
    actions.remove_annex(row, by=request.user)
    messages.success(request, _("The document is taken away."))
    return redirect("petitions:annexes", petition.pk)
