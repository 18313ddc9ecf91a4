"""What doors fetch: only what the person may see, so that a stranger gets 404; and how they answer a form."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from calls.models import Application, Call, Project
from core.parts import give
from core.workflow import Refused
from councils.models import Council


def council_of(slug: str) -> Council:
    """Return a council by the slug of its territory, or answer 404."""
    return get_object_or_404(Council.objects.for_list(), territory__slug=slug)


def visible_call(request, pk: int) -> Call:
    """Return a call with what its page shows, or answer 404 when the reader may not see it."""
    return get_object_or_404(Call.objects.visible_to(request.user).for_detail(), pk=pk)


def led_call(request, pk: int) -> Call:
    """Return a call to whoever leads it; 404 when she may not see it, 403 when she does not lead it."""
    call = visible_call(request, pk)
    if not request.user.has_perm("calls.lead_call", call):
        raise PermissionDenied
    return call


def visible_application(request, pk: int, permission: str = "") -> Application:
    """Return an application, or answer 404 when the reader may not see it, 403 without `permission`."""
    row = get_object_or_404(Application.objects.visible_to(request.user).with_all(), pk=pk)
    if permission and not request.user.has_perm(permission, row):
        raise PermissionDenied
    return row


def visible_project(request, pk: int, permission: str = "") -> Project:
    """Return a funded project, or answer 404 when the reader may not see it, 403 without `permission`."""
    row = get_object_or_404(Project.objects.visible_to(request.user).for_detail(), pk=pk)
    if permission and not request.user.has_perm(permission, row):
        raise PermissionDenied
    return row


def say(form, refusal: Refused) -> None:
    """Show a refusal beside the field that it names, else above the form."""
    field = getattr(refusal, "field", None)
    form.add_error(field if field in form.fields else None, str(refusal))


def does(form, act: Callable[[], Any]) -> bool:
    """Do what a valid form asks for, and tell whether it was done; a refusal stands in the form."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refused as refusal:
        say(form, refusal)
        return False
    return True


def form_page(request: HttpRequest, form, act: Callable[[], Any], **about: Any) -> HttpResponse:
    """Show a form, do what it asks, and lead to `then` with the words `done`.

    `about`: `title`, `lead`, `label` of the button, `back`, `space`; `danger` for what cannot be undone; `then` and
    `done`.
    """
    then, done = about.pop("then"), about.pop("done", "")
    if request.method == "POST" and does(form, act):
        if done:
            messages.success(request, done)
        return redirect(then)
    has_file = form.is_multipart()
    context = {"form": form, "has_file": has_file, "danger": "", "lead": "", "missing": ""} | about
    return render(request, "calls/form.html", context, status=422 if form.errors else 200)


def a_file(request, file, name: str, content_type: str) -> HttpResponse:
    """Answer with a file that is saved, never run in a page of ours."""
    response = give(request, file, content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response
