"""Writing the bank: begin, change, throw away, move, review."""

import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from core.text import isolate
from core.workflow import Refused
from resources import actions
from resources.actions.saying import Told
from resources.enums import ResourceKind, ResourceState
from resources.forms import NoteForm, ResourceForm, ReviewForm
from resources.models import Resource
from resources.rules import acts
from resources.views.fetch import gone, kept_resource, posted, visible_association, visible_resource
from spaces.views.fetch import visible_space

KINDS = {
    ResourceKind.DOCUMENT: gettext_lazy("A report, a plan, a decision: a PDF or the address of one."),
    ResourceKind.GUIDE: gettext_lazy("How something is done, step by step."),
    ResourceKind.LETTER: gettext_lazy("A letter with blanks that each reader fills in and downloads."),
    ResourceKind.STATISTICS: gettext_lazy("Numbers, as a table to be reused."),
    ResourceKind.CONTACT: gettext_lazy("How an office or an association is reached."),
    ResourceKind.LINK: gettext_lazy("A page elsewhere that is worth knowing."),
    ResourceKind.PRACTICE: gettext_lazy("What you did, what came of it, what others can take from it."),
}
NOT_SAID = {"drops_file", "change", "based_on", "file"}


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request):
    """Begin a resource of the Lab."""
    if not request.user.has_perm("resources.give_for_lab"):
        raise PermissionDenied
    return _begin(request, {})


@require_http_methods(["GET", "HEAD", "POST"])
def begin_in_space(request, slug):
    """Begin a resource of a space."""
    space = visible_space(request, slug)
    if not request.user.has_perm("resources.give_for_space", space):
        raise PermissionDenied
    return _begin(request, {"space": space})


@require_http_methods(["GET", "HEAD", "POST"])
def begin_for_association(request, pk):
    """Begin a resource of an association."""
    association = visible_association(request, pk)
    if not request.user.has_perm("resources.give_for_association", association):
        raise PermissionDenied
    return _begin(request, {"association": association})


def _begin(request, owner: dict):
    """Choose the kind, then write: a page each."""
    kind = request.GET.get("kind", "")
    if kind not in ResourceKind.values:
        kinds = [(one, one.label, KINDS[one]) for one in ResourceKind]
        return render(request, "resources/begin.html", {"kinds": kinds, "space": None} | owner)
    row = Resource(kind=kind, **owner)
    form = ResourceForm(posted(request), request.FILES or None, row=row)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.create(by=request.user, kind=kind, **owner, **_said(form))
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("Your draft is kept. Read it as others will, then publish it."))
            return redirect(made)
    context = {"form": form, "resource": row, "space": owner.get("space")}
    return render(request, "resources/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    """Change a draft, or publish a new version of what is published."""
    resource = kept_resource(request, pk)
    if resource.state == ResourceState.WITHDRAWN:
        return gone(request, resource)
    form = ResourceForm(posted(request), request.FILES or None, row=resource, initial=_initial(resource))
    if request.method == "POST" and form.is_valid():
        more = {name: form.cleaned_data[name] for name in ("drops_file", "change", "based_on") if name in form.fields}
        try:
            actions.edit(resource, by=request.user, **more, **_said(form))
        except Refused as refusal:
            say(form, refusal)
            if refusal.code == "another_version":  # told once: what is sent next was written knowing of it
                form.data = form.data.copy()
                form.data["based_on"] = Resource.objects.values_list("version", flat=True).get(pk=pk)
        else:
            messages.success(
                request, _("The new version is published.") if resource.version else _("Your draft is kept.")
            )
            return redirect(resource)
    context = {"form": form, "resource": resource, "space": resource.space}
    return render(request, "resources/form.html", context, status=422 if form.errors else 200)


def _said(form: ResourceForm) -> dict:
    said = {name: value for name, value in form.cleaned_data.items() if name not in NOT_SAID}
    return said | ({"file": form.cleaned_data["file"]} if form.cleaned_data.get("file") else {})


def _initial(resource: Resource) -> dict:
    initial = {name: getattr(resource, name) for name in Told.__annotations__ if hasattr(resource, name)}
    reaches = bool(resource.phone or resource.email or resource.address)
    return initial | {"territory": resource.territory_id or "", "of_organisation": reaches}


def say(form, refusal: Refused) -> None:
    """Show a refusal beside the field that it names, or above all of them."""
    field = getattr(refusal, "field", None)
    form.add_error(field if field in form.fields else None, str(refusal))


@require_http_methods(["GET", "HEAD", "POST"])
def discard(request, pk):
    """Throw a draft away, once asked."""
    resource = kept_resource(request, pk)
    if request.method == "POST":
        actions.discard(resource, by=request.user)
        messages.success(request, _("The draft is thrown away."))
        return redirect("resources:mine")
    if resource.state != ResourceState.DRAFT:
        return redirect(resource)
    context = {
        "title": _("Throw this draft away"),
        "text": _("“%(title)s” and its file are lost for good. Nobody else has read it.")
        % {"title": isolate(resource.title)},
        "label": _("Throw it away"),
        "back": resource.get_absolute_url(),
        "danger": 1,
    }
    return render(request, "components/confirm.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def move(request, pk, action):
    """Say what a move does, ask for its reason, then do it."""
    resource = visible_resource(request, pk)
    if action not in Resource.MOVES:
        raise Http404
    shape = Resource.MOVES[action]
    if not request.user.has_perm(shape.permission, resource):
        raise PermissionDenied
    form = NoteForm(posted(request))
    form.fields["note"].required = shape.needs_note
    if request.method == "POST" and form.is_valid():
        try:
            actions.move(resource, action, by=request.user, note=form.cleaned_data["note"])
        except Refused as refusal:
            form.add_error("note" if refusal.code == "note_missing" else None, str(refusal))
        else:
            messages.success(request, _("Done."))
            return redirect(resource)
    missing = "" if action in acts(resource, request.user) else _why_not(resource, action)
    context = {
        "resource": resource, "space": resource.space, "form": form, "move": shape, "action": action,
        "needs_note": shape.needs_note, "missing": missing,
    }  # fmt: skip
    return render(request, "resources/move.html", context, status=422 if form.errors else 200)


def _why_not(resource: Resource, action: str) -> str:
    """Return, in words, what is missing before a move."""
    shape = Resource.MOVES[action]
    if resource.state not in shape.sources:
        return _("This is not possible any more: the page you saw is out of date.")
    try:
        for guard in shape.guards:
            guard(resource)
    except Refused as refusal:
        return str(refusal)
    return ""


@require_http_methods(["GET", "HEAD", "POST"])
def review(request, pk):
    """Say that a resource was read again and still holds, until when."""
    resource = kept_resource(request, pk)
    if resource.state != ResourceState.PUBLISHED:
        return redirect(resource)
    form = ReviewForm(posted(request), initial={"review_on": localdate() + datetime.timedelta(days=365)})
    if request.method == "POST" and form.is_valid():
        try:
            actions.review(resource, by=request.user, review_on=form.cleaned_data["review_on"])
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("Noted: it was read again and holds."))
            return redirect(resource)
    context = {"resource": resource, "space": resource.space, "form": form}
    return render(request, "resources/review.html", context, status=422 if form.errors else 200)
