"""What doors fetch and share: only what the person may see, so that a stranger gets 404; how a move is asked."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core import workflow
from core.pages import posted
from core.workflow import Refused
from networks.forms.network import ReasonForm
from networks.models import Member, Network

EVERYONE = _("It will be shown to everyone.")
MEMBER = _("The member reads it, and the steering group.")


def visible_network(request, pk: int) -> Network:
    """Return a network with its counts and places, or answer 404."""
    return get_object_or_404(Network.objects.visible_to(request.user).for_detail(), pk=pk)


def steered_network(request, pk: int) -> Network:
    """Return a network to its steering group; 404 for who does not see it, 403 for who does not steer it."""
    network = visible_network(request, pk)
    if not request.user.has_perm("networks.steer_network", network):
        raise PermissionDenied
    return network


def visible_member(request, pk: int, member: int) -> Member:
    """Return a member of a visible network, or answer 404."""
    network = visible_network(request, pk)
    row = get_object_or_404(Member.objects.visible_to(request.user).filter(network=network).for_detail(), pk=member)
    row.network = network
    return row


def say(form, refusal: Refused) -> None:
    """Show a refusal beside the field that it names, else above the form."""
    field = getattr(refusal, "field", None)
    form.add_error(field if field in form.fields else None, str(refusal))


def done(form, act, **said):
    """Return what an action gives with what was said; None, and the refusal in the form."""
    try:
        return act(**said)
    except Refused as refusal:
        say(form, refusal)
    return None


def moves_of(thing, user, name: str, *, primary: str = "", only=None, args=None) -> list[dict]:
    """Return the buttons of the moves that the person may make now: each leads to the page that asks for it.

    `name` is that of the address, `args` what comes before the move's name in it (the thing's key by default).
    """
    names = workflow.available(thing, user) if user.is_authenticated else []
    place = list(args or [thing.pk])
    return [
        {"label": thing.MOVES[one].label, "url": reverse(name, args=[*place, one]), "primary": one == primary}
        for one in names
        if only is None or one in only
    ]


def asked_move(request, thing, action: str, act, *, context: dict, reads=EVERYONE, words="", label=None):
    """Ask before a move, with its reason when it needs one, then make it by `act(note=…)`.

    404 for a move that the table does not have, 403 for who may not; a refusal keeps what was typed.
    """
    move = thing.MOVES.get(action)
    if move is None:
        raise Http404
    if not request.user.has_perm(move.permission, thing):
        raise PermissionDenied
    missing = _missing(thing, move)
    form = ReasonForm(posted(request), who_reads=reads, label=label)
    if not move.needs_note:
        form.fields["note"].required = False
    if request.method == "POST" and form.is_valid():
        result = done(form, act, note=form.cleaned_data["note"])
        if result is not None:
            return redirect(context["back"])
    context = {
        "move": move,
        "words": words,
        "missing": missing,
        "form": form,
        "needs_note": move.needs_note,
        "title": str(thing.name if isinstance(thing, Member) else thing),
        "danger": action in {"exclude", "withdraw", "close", "refuse", "remove"},
        **context,
    }
    return render(request, "networks/move.html", context, status=422 if form.errors else 200)


def form_page(request, form, network=None, *, title: str, label: str, back: str, lead: str = "", **options):
    """Show a form on a page of its own; one with mistakes is answered 422, with what was typed."""
    context = {
        "network": network,
        "is_demo": network.is_demo if network else False,
        "form": form,
        "title": title,
        "lead": lead,
        "label": label,
        "back": back,
        **options,
    }
    return render(request, "networks/simple_form.html", context, status=422 if form.errors else 200)


def _missing(thing, move) -> str:
    """Return why the move cannot be made now, in words; nothing when it can."""
    if getattr(thing, move.field) not in move.sources:
        return str(_("This is not possible any more: the page you saw is out of date."))
    try:
        for guard in move.guards:
            guard(thing)
    except Refused as refusal:
        return str(refusal)
    return ""
