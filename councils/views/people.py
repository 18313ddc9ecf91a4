"""The people of a council, and what their mandates carry."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.fresh import step_up
from core.workflow import Refused
from councils import actions
from councils.actions.mandate import what_may_change
from councils.forms import MandateForm
from councils.models import Council, Mandate
from councils.rules import holds_mandate
from councils.views.council import council_of
from territories.queries import unread_of


def _inside(request, slug) -> Council:
    council = council_of(slug)
    if not holds_mandate(council, request.user):
        raise PermissionDenied
    return council


@require_safe
def people(request, slug):
    """Who signs, who prepares, who studies what, who was elected where; a button where this person may change it."""
    council = _inside(request, slug)
    held = Mandate.objects.current().filter(council=council).select_related("committee", "district", "council")
    held = held.defer(*unread_of("district")).order_by("id")
    rows = [(mandate, bool(what_may_change(mandate, request.user))) for mandate in held]
    return render(request, "councils/people.html", {"council": council, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@step_up()
def edit(request, slug, pk):
    """Change what one mandate carries."""
    council = _inside(request, slug)
    mandate = get_object_or_404(Mandate.objects.current().filter(council=council).select_related("council"), pk=pk)
    allowed = what_may_change(mandate, request.user)
    if not allowed:
        raise PermissionDenied
    start = {name: getattr(mandate, name) for name in ("delegation", "may_publish", "committee", "district")}
    start["places"] = "\n".join(mandate.places)
    form = MandateForm(request.POST or None, initial=start, mandate=mandate, allowed=allowed)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.describe_mandate(mandate, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused.message))
            status = 409
        else:
            messages.success(request, _("It is saved."))
            return redirect("councils:people", slug)
    return render(
        request, "councils/person.html", {"council": council, "mandate": mandate, "form": form}, status=status
    )
