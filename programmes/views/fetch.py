"""What doors fetch: only what the person may see, so that a stranger gets 404; and how forms are answered."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from core.workflow import Refused
from councils.models import Council
from plans.views.fetch import say
from programmes.models import Programme, Project

BOTH = ["GET", "HEAD", "POST"]
PREPARE, LEAD, FOLLOW = (
    "programmes.prepare_programme", "programmes.lead_programme", "programmes.follow_project",
)  # fmt: skip


def council_of(slug: str) -> Council:
    """Return the council of a territory by its slug, or answer 404."""
    return get_object_or_404(Council.objects.with_place(), territory__slug=slug)


def visible_programme(request, pk: int, permission: str = "") -> Programme:
    """Return a programme, or answer 404 when the reader may not see it, 403 when she lacks the permission."""
    row = get_object_or_404(Programme.objects.visible_to(request.user).for_detail(), pk=pk)
    return _allowed(request, row, permission)


def visible_project(request, pk: int, permission: str = "") -> Project:
    """Return a project with its programme, or answer 404 when the reader may not see it, 403 without the right."""
    row = get_object_or_404(Project.objects.visible_to(request.user).for_detail(), pk=pk)
    return _allowed(request, row, permission)


def prepared_project(request, pk: int) -> Project:
    """Return a project to whoever prepares its programme."""
    row = visible_project(request, pk)
    _allowed(request, row.programme, PREPARE)
    return row


def _allowed(request, thing, permission: str):
    if permission and not request.user.has_perm(permission, thing):
        raise PermissionDenied
    return thing


def a_form(request, form, *, title: str, programme: Programme | None, back: str, label: str = "", **more: Any):
    """Answer with a form on a page of its own: what was typed is kept; 422 when something is to be put right."""
    context = {"form": form, "title": title, "programme": programme, "back": back, "label": label or _("Keep it")}
    context |= {"council": programme.council if programme else None} | more
    return render(request, "programmes/form.html", context, status=422 if form.errors else 200)


def kept(request, form, act: Callable[[], Any], words: str, to: Callable[[Any], str] | str):
    """Do `act` when a form was sent and is fit, and answer by going on; None while something is to be put right."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        made = act()
    except Refused as refusal:
        say(form, refusal)
        return None
    messages.success(request, words)
    return redirect(to(made) if callable(to) else to)
