"""A space's facilitators and coordinators at work: its words, its state; and the coordinator's communes."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import workflow
from spaces import actions
from spaces import workflow as moves
from spaces.coordination import coordination_of
from spaces.forms import DescribeForm, NoteForm
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
        "moves": [(name, space.MOVES[name]) for name in workflow.available(space, request.user)],
    }
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
    """Ask, then prepare the space of a commune from the template."""
    commune = get_object_or_404(Territory.objects.communes().light(), slug=slug)
    if not request.user.has_perm("spaces.open_commune", commune):
        raise PermissionDenied
    if request.method == "POST":
        actions.open_from_template(commune, by=request.user)
        messages.success(request, _("The space is prepared. Appoint its facilitator, then open it."))
        return redirect("spaces:manage", slug)
    context = {
        "title": _("Prepare the space of %(place)s") % {"place": commune.name},
        "text": _("It gets a charter from the template and stays unseen until you open it."),
        "label": _("Prepare the space"),
        "back": reverse("spaces:detail", args=[slug]),
    }
    return render(request, "components/confirm.html", context)
