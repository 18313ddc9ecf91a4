"""Looking after the page of a petition, for those who moderate its space."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.workflow import Refused
from petitions import actions
from petitions.forms.building import NoteForm
from petitions.models import Petition
from petitions.rules import acts
from petitions.views.fetch import visible_petition

MODERATION = {"hold": actions.hold, "hide": actions.hide, "show": actions.show}


@require_http_methods(["GET", "HEAD", "POST"])
def moderate(request, pk, action):
    """Hold, hide or show a petition: ask for the reason, then do it."""
    petition = visible_petition(request, pk)
    if action not in MODERATION:
        raise Http404
    form = NoteForm(request.POST or None)
    form.fields["note"].required = Petition.MOVES[action].needs_note
    if request.method == "POST" and form.is_valid():
        try:
            MODERATION[action](petition, by=request.user, note=form.cleaned_data["note"])
        except Refused as refusal:
            form.add_error("note" if refusal.code == "note_missing" else None, str(refusal))
        else:
            messages.success(request, _("Done."))
            return redirect(petition)
    elif request.method != "POST" and action not in acts(petition, request.user):
        raise PermissionDenied
    context = {"petition": petition, "space": petition.space, "form": form, "move": Petition.MOVES[action]}
    return render(request, "petitions/moderate.html", context, status=422 if form.errors else 200)
