"""Reading petitions: the list, one petition."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from petitions import panels
from petitions.rules import acts
from petitions.views.fetch import visible_petition


@login_not_required
@require_safe
def detail(request, pk):
    petition = visible_petition(request, pk)
    context = {"petition": petition, "acts": acts(petition, request.user)}
    for panel in (panels.signing, panels.sheets, panels.procedure):
        context |= panel(petition, request.user)
    return render(request, "petitions/detail.html", context)
