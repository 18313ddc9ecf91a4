"""Membership: to apply, the page of a member, its conditions, the decisions about it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import audit, trust
from accounts.enums import Dossier
from core import journal, workflow
from core.pages import posted
from core.workflow import Refused
from networks import actions
from networks.enums import MemberKind, MemberState, NetworkState
from networks.forms.member import ApplyForm
from networks.models import Publication
from networks.sides import applicants
from networks.views.fetch import MEMBER, asked_move, done, moves_of, visible_member, visible_network
from networks.views.reading import themes_of
from networks.workflow import ADMIT, WITHDRAW
from spaces.dossier import lines_of

ON_MOVE = {
    "admit": gettext_lazy("It becomes a member today and is told."),
    "refuse": gettext_lazy("It is told, with the reason. It may apply again."),
    "suspend": gettext_lazy("It stays in the list, marked as suspended, and neither publishes nor votes."),
    "restore": gettext_lazy("It is a member like the others again."),
    "exclude": gettext_lazy("It is no member any more, and what it published here is not shown any more."),
    "withdraw": gettext_lazy(
        "Membership ends today. What was published here is not shown any more. You may apply again."
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
def apply(request, pk):
    """Ask for membership: for whom, why, with the charter below."""
    network = visible_network(request, pk)
    trust.require(request.user, "networks.apply")
    founding = network.state == NetworkState.DRAFT and request.user.has_perm("networks.steer_network", network)
    if not founding and not network.takes_applications:
        raise Refused(_("This network takes no application today. Nothing was sent."), "not_open")
    sides = [side for side in applicants(request.user) if side.thing._meta.model_name in network.takes]
    takes_people = MemberKind.PERSON in network.takes
    initial = {"version": network.charter_version or 0, "place": request.user.commune}
    form = ApplyForm(posted(request), sides=sides, takes_people=takes_people, initial=initial)
    if request.method == "POST" and form.is_valid():
        member = done(form, actions.apply, network=network, by=request.user, **form.said)
        if member:
            messages.success(request, _("The application is sent. You are told of the decision."))
            return redirect(member)
    context = {
        "network": network,
        "is_demo": network.is_demo,
        "form": form,
        "charter": network.charters.in_force(),
        "conditions": network.conditions.filter(retired_at=None),
        "has_nobody": not sides and not takes_people,
    }
    return render(request, "networks/apply.html", context, status=422 if form.errors else 200)


@login_not_required
@require_safe
def member(request, pk, member):
    """The page of a member: to everyone what it is and publishes, to its own and the steering group the rest."""
    row = visible_member(request, pk, member)
    user = request.user
    decides = user.has_perm("networks.decide_member", row)
    sees = user.has_perm("networks.view_application", row)
    speaks = user.has_perm("networks.speak_for_member", row)
    context = {
        "network": row.network,
        "is_demo": row.network.is_demo,
        "member": row,
        "works_on": themes_of(row.works_on),
        "publications": Publication.objects.visible_to(user).filter(member=row).for_list()[:10],
        "may_publish": row.state == MemberState.ACTIVE and user.has_perm("networks.write_for_member", row),
        "speaks": speaks,
        "decides": decides,
        "sees": sees,
        "adherences": row.adherences.select_related("charter", "by").order_by("charter__version"),
        "moves": moves_of(
            row,
            user,
            "networks:member-move",
            primary="admit",
            only=_moves_for(user, row),
            args=[row.network_id, row.pk],
        ),
    }
    if decides and row.state == MemberState.APPLIED:
        if not speaks:
            audit.note(request, row, Dossier.NETWORK, owner=row.user)
        context["may_not_admit"] = not workflow.is_open(row, ADMIT)
    if sees:
        ticks = {tick.condition_id: tick for tick in row.ticks.select_related("by")}
        asked = row.network.conditions.asked_of(row.kind)
        context["conditions"] = [(one, ticks.get(one.pk)) for one in asked]
        context["history"] = _told(row)
    # The dossier is shown line by line, without its files, to those who decide while they have to.
    if decides and row.association and row.state == MemberState.APPLIED:
        context["lines"] = lines_of(row.association)
    return render(request, "networks/member.html", context)


def _moves_for(user, row) -> set[str]:
    """Return the moves whose buttons stand on the member's page: a superuser is offered none in a member's name."""
    own = type(row).objects.speaking(user).filter(pk=row.pk).exists()
    return set(row.MOVES) if own else set(row.MOVES) - {WITHDRAW}


def _told(row) -> list[dict]:
    """Return what happened to the membership, for those whom it concerns."""
    said = {
        "apply": _("Asked to become a member."),
        "adhere": _("Adhered to the charter."),
        "admit": _("Admitted."),
        "refuse": _("Not admitted."),
        "suspend": _("Suspended."),
        "restore": _("The suspension ended."),
        "exclude": _("Excluded."),
        "withdraw": _("Left the network."),
    }
    return [
        {"at": one.at, "words": said[one.action], "who": one.by.public_name, "note": one.said}
        for one in journal.history(row)
        if one.action in said
    ]


@require_POST
def tick(request, pk, member):
    """Tick the condition whose number is in `condition`, or take the tick off (`off`)."""
    row = visible_member(request, pk, member)
    key = request.POST.get("condition", "")
    condition = get_object_or_404(row.network.conditions, pk=int(key) if key.isdecimal() and len(key) < 16 else 0)
    act = actions.take_off_tick if "off" in request.POST else actions.tick
    act(row, condition, by=request.user)
    return redirect(row.get_absolute_url() + "#conditions")


@require_http_methods(["GET", "HEAD", "POST"])
def move(request, pk, member, action):
    row = visible_member(request, pk, member)

    def act(note):
        if action == WITHDRAW:
            return actions.withdraw(row, by=request.user)
        return actions.decide(row, action, by=request.user, note=note)

    context = {"network": row.network, "is_demo": row.network.is_demo, "back": row.get_absolute_url()}
    if action == WITHDRAW:
        context["back"] = row.network.get_absolute_url()
    return asked_move(request, row, action, act, context=context, reads=MEMBER, words=ON_MOVE.get(action, ""))
