"""Writing the minutes."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assemblies import actions
from assemblies.enums import ENDED
from assemblies.forms import MinutesForm
from assemblies.models import Minutes
from assemblies.printing import told
from assemblies.views.fetch import assembly_for
from core.pages import posted
from core.workflow import Refused


@require_http_methods(["GET", "HEAD", "POST"])
def write(request, pk):
    """The rapporteur's words, beside what was recorded."""
    assembly = assembly_for(request, pk, "assemblies.write_minutes")
    if assembly.state not in ENDED:
        raise Http404
    row = get_object_or_404(Minutes, assembly=assembly)
    form = MinutesForm(posted(request), initial={"text": row.text})
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_minutes(assembly, by=request.user, text=form.cleaned_data["text"])
        except Refused as refusal:
            form.add_error("text", str(refusal))
        else:
            messages.success(request, _("The minutes are kept. Someone else approves them before they are published."))
            return redirect("assemblies:minutes", pk)
    context = {"assembly": assembly, "body": assembly.body, "form": form, "told": told(row)}
    return render(request, "assemblies/minutes_form.html", context, status=422 if form.errors else 200)
