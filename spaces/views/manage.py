"""A space's facilitators and coordinators at work: its words, its state; and the coordinator's communes."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import workflow
from core.workflow import Refused
from spaces import actions
from spaces import workflow as moves
from spaces.coordination import coordination_of
from spaces.enums import SpaceState
from spaces.forms import DescribeForm, NoteForm, PrepareForm
from spaces.rules import roles_of
from spaces.views.fetch import space_for
from territories.models import Territory

ACTS = {moves.OPEN: actions.open_space, moves.CLOSE: actions.close, moves.REOPEN: actions.reopen}


@require_http_methods(["GET", "HEAD", "POST"])
def manage(request, slug):
    """Show what a space lacks, its words and its people; save its words."""
    space = space_for(request, slug, "spaces.facilitate_space")
    words = {name: getattr(space, name) for name in DescribeForm.base_fields}
    form = DescribeForm(request.POST or None, initial=words)
    if request.method == "POST" and form.is_valid():
        actions.describe(space, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("spaces:manage", slug)
    context = {
        "space": space,
        "is_demo": space.is_demo,
        "form": form,
        "note_form": NoteForm(),
        "missing": actions.missing_to_open(space),
        "staff": space.memberships.staff(),
        "to_stand": None,
        "moves": [(name, space.MOVES[name]) for name in workflow.available(space, request.user)],
    }
    if space.state == SpaceState.OPEN and request.user.has_perm("spaces.coordinate_space", space):
        context["to_stand"] = actions.missing_to_stand(space)
    return render(request, "spaces/manage.html", context, status=422 if form.errors else 200)


@require_POST
def move(request, slug, action):
    """Open, close or reopen a space."""
    space = space_for(request, slug, "spaces.facilitate_space")
    if action not in ACTS:
        raise Http404
    note = {"note": request.POST.get("note", "")[:1000]} if space.MOVES[action].needs_note else {}
    space = ACTS[action](space, by=request.user, **note)
    messages.success(request, _("The space is now: %(state)s.") % {"state": space.get_state_display()})
    return redirect("spaces:manage", slug)


@require_safe
def coordination(request):
    """A coordinator's communes: those that have a space and what happens there, and a search to open another."""
    roles = roles_of(request.user)
    if not roles.codes and not request.user.is_superuser:
        raise PermissionDenied
    words = request.GET.get("q", "")[:100]
    context = coordination_of(request.user, words)
    return render(request, "spaces/coordination.html", context | {"words": words})


@require_http_methods(["GET", "HEAD", "POST"])
def prepare(request, slug):
    """Ask who runs it, then prepare the space of a commune from the template."""
    commune = get_object_or_404(Territory.objects.communes().for_list(), slug=slug)
    if not request.user.has_perm("spaces.open_commune", commune):
        raise PermissionDenied
    form = PrepareForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        roles = _people_of(request, form, commune)
        if not form.errors:
            try:
                actions.open_from_template(commune, by=request.user, roles=roles, contact=form.cleaned_data["contact"])
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("The space is prepared. The list below says what it still needs."))
                return redirect("spaces:manage", slug)
    return render(
        request, "spaces/prepare.html", {"commune": commune, "form": form}, status=422 if form.errors else 200
    )


def _people_of(request, form, commune):
    """Return the people named in the form by their role; who is not found is said beside the field."""
    roles = {}
    for name, role in form.ROLES.items():
        if form.cleaned_data[name]:
            try:
                roles[role] = actions.find_for_commune(commune, form.cleaned_data[name], by=request.user)
            except Refused as refusal:
                form.add_error(name, str(refusal))
    return roles


@require_POST
def hand_over(request, slug):
    """Say that the space stands on its own."""
    space = space_for(request, slug, "spaces.coordinate_space")
    actions.hand_over_space(space, by=request.user)
    messages.success(request, _("The space is handed over. Its facilitators are told."))
    return redirect("spaces:manage", slug)
