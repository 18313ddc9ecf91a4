"""The charter of a network: read, compared, adhered to, written anew."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.pages import posted
from networks import actions
from networks.forms.network import NetworkCharterForm
from networks.views.fetch import done, steered_network, visible_network
from networks.views.reading import own_members
from spaces.difference import compare


@login_not_required
@require_safe
def charter(request, pk):
    """Show a version (the one in force by default), how many adhere to each, what changed in it."""
    network = visible_network(request, pk)
    versions = list(network.charters.with_adhering().order_by("-version"))
    wanted = request.GET.get("version") or str(network.charter_version)
    shown = next((one for one in versions if str(one.version) == wanted), None)
    if versions and shown is None:
        raise Http404
    before = next((one for one in versions if shown and one.version < shown.version), None)
    changes = compare([c.text for c in before.clauses.all()], [c.text for c in shown.clauses.all()]) if before else []
    own = own_members(network, request.user)
    context = {
        "network": network,
        "is_demo": network.is_demo,
        "versions": versions,
        "charter": shown,
        "before": before,
        "changes": changes,
        "must_adhere": [row for row in own if row.must_adhere],
        "steers": request.user.has_perm("networks.steer_network", network),
    }
    return render(request, "networks/charter.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def adhere(request, pk):
    """Show the clauses and, for each membership that has not adhered to this version, one button."""
    network = visible_network(request, pk)
    own = own_members(network, request.user)
    if request.method == "POST":
        key, version = request.POST.get("member", ""), request.POST.get("version", "")
        rows = network.members.speaking(request.user)
        row = get_object_or_404(rows, pk=int(key) if key.isdecimal() and len(key) < 16 else 0)
        actions.adhere(row, by=request.user, version=int(version) if version.isdecimal() and len(version) < 6 else 0)
        messages.success(request, _("The adherence is kept, with its date and the version."))
        return redirect(request.path)
    context = {
        "network": network,
        "is_demo": network.is_demo,
        "charter": network.charters.in_force(),
        "own": own,
        "must_adhere": [row for row in own if row.must_adhere],
    }
    return render(request, "networks/adhere.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    """Write a new version: first the difference is shown, then it is published."""
    network = steered_network(request, pk)
    current = network.charters.in_force()
    clauses = [(c.text_ar, c.text_fr, c.text_zgh) for c in current.clauses.all()] if current else []
    room = max(2 if current else 8, _posted_clauses(request) - len(clauses))
    form = NetworkCharterForm(
        posted(request), clauses=clauses, room=room, initial={"based_on": network.charter_version or 0}
    )
    context = {"network": network, "is_demo": network.is_demo, "form": form, "current": current}
    if request.method == "POST" and form.is_valid():
        if "publish" not in request.POST:
            context["changes"] = [
                (language, compare([one[column] for one in clauses], [one[column] for one in form.clauses]))
                for column, language in enumerate(form.LANGUAGES)
                if any(one[column] for one in (*clauses, *form.clauses))
            ]
        elif done(
            form,
            actions.publish_charter,
            network=network,
            by=request.user,
            clauses=form.clauses,
            based_on=form.cleaned_data["based_on"],
        ):
            messages.success(request, _("The new version is published. Members are asked to adhere to it."))
            return redirect(reverse("networks:charter", args=[pk]))
    return render(request, "networks/charter_form.html", context, status=422 if form.errors else 200)


def _posted_clauses(request) -> int:
    """Return how many clauses the posted form has room for, at most forty."""
    return sum(1 for number in range(1, 41) if f"ar_{number}" in request.POST)
