"""What the steering group does with its network: describe it, its places and conditions, open and close it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import trust
from core.pages import posted
from networks import actions
from networks.enums import MemberState
from networks.forms.network import ConditionForm, NetworkForm, PlaceForm
from networks.views.fetch import asked_move, done, moves_of, steered_network, visible_network
from networks.views.reading import MODERATING
from territories.enums import Level

DESCRIBED = [
    "kind", "name_ar", "name_fr", "presentation_ar", "presentation_fr", "themes", "since", "takes",
    "applications_from", "applications_to",
]  # fmt: skip
ON_MOVE = {
    "open": gettext_lazy("Everyone sees it from now on, and people may apply during the days you named."),
    "close": gettext_lazy("It stays readable. Nobody applies any more, and nothing new starts."),
    "reopen": gettext_lazy("It lives again: members, charter and mandates are as they were."),
    "hold": gettext_lazy("Only its steering group and the Lab’s coordinators see it until it is shown again."),
    "hide": gettext_lazy("Only its steering group and the Lab’s coordinators see it until it is shown again."),
    "show": gettext_lazy("Everyone sees it again."),
}


@require_http_methods(["GET", "HEAD", "POST"])
def register(request):
    trust.require(request.user, "networks.register")
    form = NetworkForm(posted(request))
    if request.method == "POST" and form.is_valid():
        network = done(form, actions.register_network, by=request.user, **form.cleaned_data)
        if network:
            messages.success(request, _("The network is in preparation. Write its charter, then open it."))
            return redirect("networks:manage", network.pk)
    context = {"form": form, "network": None}
    return render(request, "networks/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    network = steered_network(request, pk)
    initial = {name: getattr(network, name) for name in DESCRIBED}
    initial["regions"] = [place.pk for place in network.territories.all() if place.level == Level.REGION]
    form = NetworkForm(posted(request), initial=initial)
    if (
        request.method == "POST"
        and form.is_valid()
        and done(form, actions.describe_network, network=network, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Kept."))
        return redirect("networks:manage", pk)
    context = {"form": form, "network": network, "is_demo": network.is_demo}
    return render(request, "networks/form.html", context, status=422 if form.errors else 200)


@require_safe
def manage(request, pk):
    return _manage(request, steered_network(request, pk))


def _manage(request, network, **forms):
    """Show the desk of the steering group: who waits, what is missing, the conditions, the places."""
    waiting = network.members.filter(state=MemberState.APPLIED).for_list().order_by("pk")
    context = {
        "network": network,
        "is_demo": network.is_demo,
        "waiting": waiting[:50],
        "suspended": network.members.filter(state=MemberState.SUSPENDED).for_list().order_by("pk")[:50],
        "conditions": network.conditions.filter(retired_at=None),
        "communes": [place for place in network.territories.all() if place.level == Level.COMMUNE],
        "place_form": forms.get("place_form") or PlaceForm(),
        "condition_form": forms.get("condition_form") or ConditionForm(),
        "moves": moves_of(
            network,
            request.user,
            "networks:network-move",
            primary="open",
            only=set(network.MOVES) - MODERATING,
        ),
    }
    wrong = any(form.errors for form in forms.values())
    return render(request, "networks/manage.html", context, status=422 if wrong else 200)


@require_POST
def places(request, pk):
    """Add a commune, or take away the one whose number is in `remove`."""
    network = steered_network(request, pk)
    gone = request.POST.get("remove", "")
    if gone:
        place = get_object_or_404(network.territories, pk=int(gone) if gone.isdecimal() and len(gone) < 16 else 0)
        actions.remove_territory(network, place, by=request.user)
        return redirect("networks:manage", pk)
    form = PlaceForm(request.POST)
    if form.is_valid() and done(
        form, actions.add_territory, network=network, territory=form.cleaned_data["place"], by=request.user
    ):
        return redirect("networks:manage", pk)
    return _manage(request, network, place_form=form)


@require_POST
def conditions(request, pk):
    """Add a condition, or retire the one whose number is in `retire`."""
    network = steered_network(request, pk)
    gone = request.POST.get("retire", "")
    if gone:
        row = get_object_or_404(network.conditions, pk=int(gone) if gone.isdecimal() and len(gone) < 16 else 0)
        actions.retire_condition(row, by=request.user)
        return redirect("networks:manage", pk)
    form = ConditionForm(request.POST)
    if form.is_valid() and done(form, actions.add_condition, network=network, by=request.user, **form.cleaned_data):
        messages.success(request, _("The condition is asked from now on."))
        return redirect("networks:manage", pk)
    return _manage(request, network, condition_form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def move(request, pk, action):
    network = visible_network(request, pk)

    def act(note):
        if action in MODERATING:
            return actions.moderate(network, action, by=request.user, note=note)
        return actions.move_network(network, action, by=request.user, note=note)

    back = reverse("networks:detail" if action in MODERATING else "networks:manage", args=[pk])
    context = {"network": network, "is_demo": network.is_demo, "back": back}
    return asked_move(request, network, action, act, context=context, words=ON_MOVE.get(action, ""))
