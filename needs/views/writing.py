"""Voicing a need, for oneself or for someone at a desk, with the needs that look like it shown meanwhile."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import trust
from core.devices import written_at
from core.workflow import Refused
from needs import actions
from needs.forms import NeedForm, RelayForm
from needs.likeness import similar
from needs.views.reading import with_blank
from spaces.enums import SpaceState
from spaces.views.fetch import visible_space


def _likely(space, data) -> list:
    """Needs that look like what is being written; nothing before there are a few letters."""
    text = f"{data.get('title', '')} {data.get('text', '')}".strip()[:500]
    return similar(space, text, place=data.get("place", "")[:120]) if len(text) >= 4 else []


def _post(form, *, act, space, by, at):
    """Post what the form holds with its files, all or nothing; `at` is when it was written, if it waited. Raises
    `Refused`.
    """
    data = form.cleaned_data
    fields = ["title", "text", "theme", "beneficiary", "place", "location", "client_key", "voice", "desk", "consent"]
    photos = [(data["photo"], data["photo_description"])] if data["photo"] else []
    return act(space, by=by, photos=photos, written_at=at, **{name: data[name] for name in fields if name in data})


def _write(request, space, form_class, act, template, thanks):
    """Ask, show what looks like it, or post. A refusal keeps every word that was written."""
    looking = "look" in request.POST
    form = form_class(request.POST or None, request.FILES or None, initial={"client_key": uuid.uuid4()})
    status = 200
    if looking:
        form = form_class(initial=request.POST.dict())
    elif request.method == "POST" and form.is_valid():
        try:
            need = _post(form, act=act, space=space, by=request.user, at=written_at(request))
        except Refused as refusal:
            form.add_error(refusal.field if hasattr(refusal, "field") else None, str(refusal))
        else:
            messages.success(request, thanks)
            return redirect(need)
    if form.is_bound and form.errors:
        status = 422
    context = {"space": space, "form": form, "likely": _likely(space, request.POST), "looking": looking}
    return render(request, template, context, status=status)


@require_http_methods(["GET", "POST"])
def create(request, slug):
    """State a need."""
    space = visible_space(request, slug)
    trust.require(request.user, "needs.post")
    if not request.user.has_perm("needs.post_need", space):
        raise PermissionDenied
    thanks = _("Your need is published. We will tell you when something happens.")
    response = _write(request, space, NeedForm, actions.post, "needs/form.html", thanks)
    return with_blank(response, space)


@login_not_required
@require_safe
def blank(request, slug):
    """The form as it is kept on a device, to be written on without a network: it knows nobody, and waits there until
    its writer's session sends it to `create` (config/keeping.py).
    """
    space = visible_space(request, slug)
    if space.state != SpaceState.OPEN:
        raise Http404
    context = {"space": space, "form": NeedForm(), "likely": [], "looking": False, "blank": True}
    return render(request, "needs/form.html", context)


@require_http_methods(["GET", "POST"])
def relay(request, slug):
    """State a need for someone at a desk, with her consent."""
    space = visible_space(request, slug)
    if not request.user.has_perm("needs.relay_need", space):
        raise PermissionDenied
    thanks = _("The need is published. Its number is on this page: write it down for the person.")
    return _write(request, space, RelayForm, actions.post_for, "needs/relay.html", thanks)


@require_POST
def likely(request, slug):
    """A fragment: the needs that look like what is being written. By POST: what people write stays out of addresses."""
    space = visible_space(request, slug)
    return render(request, "needs/_likely.html", {"likely": _likely(space, request.POST), "space": space})
