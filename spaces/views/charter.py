"""The charter: read, compared, adhered to, written anew."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from spaces import actions
from spaces.difference import compare
from spaces.forms import CharterForm
from spaces.models import Adherence
from spaces.rules import roles_of
from spaces.views.fetch import counted_space, space_for


@login_not_required
@require_safe
def charter(request, slug):
    """Show a version of the charter (the one in force by default), what changed in it, and the other versions."""
    space = counted_space(request, slug)
    versions = list(space.charters.published().prefetch_related("clauses").order_by("-version"))
    wanted = request.GET.get("version") or str(space.charter_version)
    shown = next((one for one in versions if str(one.version) == wanted), None)
    if versions and shown is None:
        raise Http404
    before = next((one for one in versions if shown and one.version < shown.version), None)
    changes = compare([c.text for c in before.clauses.all()], [c.text for c in shown.clauses.all()]) if before else []
    context = {"space": space, "is_demo": space.is_demo, "versions": versions, "charter": shown, "before": before}
    return render(request, "spaces/charter.html", context | {"changes": changes})


@require_http_methods(["GET", "HEAD", "POST"])
def join(request, slug):
    """Show the clauses and one button: to join the space, or to adhere again after the charter changed."""
    space = counted_space(request, slug)
    is_member = bool(roles_of(request.user).by_space.get(space.pk))
    if request.method == "POST":
        act = actions.adhere if is_member else actions.join
        version = request.POST.get("version", "")
        act(space, by=request.user, version=int(version) if version.isdecimal() and len(version) < 6 else 0)
        messages.success(
            request, _("You adhere to the charter.") if is_member else _("You are a member of this space.")
        )
        return redirect(space)
    context = {
        "space": space,
        "is_demo": space.is_demo,
        "charter": space.charters.in_force(),
        "is_member": is_member,
        "must_adhere": not is_member or Adherence.objects.missing(space, request.user),
    }
    return render(request, "spaces/join.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request, slug):
    space = counted_space(request, slug)
    if request.method == "POST":
        actions.leave(space, by=request.user)
        messages.success(request, _("You have left this space. Your needs and your support stay."))
        return redirect(space)
    context = {
        "title": _("Leave this space"),
        "text": _(
            "Your roles in it end. The needs you voiced and those you joined stay. You can come back at any time."
        ),
        "label": _("Leave"),
        "back": space.get_absolute_url(),
    }
    return render(request, "components/confirm.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, slug):
    """Write a new version: first the difference is shown, then it is published."""
    space = space_for(request, slug, "spaces.edit_charter")
    current = space.charters.in_force()
    clauses = [(clause.text_ar, clause.text_fr) for clause in current.clauses.all()] if current else []
    room = 2 if request.method == "GET" else max(2, _posted_clauses(request) - len(clauses))
    form = CharterForm(
        request.POST or None, clauses=clauses, room=room, initial={"based_on": space.charter_version or 0}
    )
    context = {"space": space, "is_demo": space.is_demo, "form": form, "current": current}
    if request.method == "POST" and form.is_valid():
        if "publish" in request.POST:
            actions.publish_charter(
                space, by=request.user, clauses=form.clauses, based_on=form.cleaned_data["based_on"]
            )
            messages.success(request, _("The new version is published. Members are asked to adhere to it."))
            return redirect(reverse("spaces:charter", args=[slug]))
        context["changes"] = [
            (language, compare([pair[column] for pair in clauses], [pair[column] for pair in form.clauses]))
            for column, language in enumerate(("ar", "fr"))
        ]
    return render(request, "spaces/charter_form.html", context, status=422 if form.errors else 200)


def _posted_clauses(request) -> int:
    """Return how many clauses the posted form has room for, at most forty."""
    return sum(1 for number in range(1, 41) if f"ar_{number}" in request.POST)
