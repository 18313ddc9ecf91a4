"""The day of the assembly: the secretary's desk, coming in, proxies."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.middleware import for_everyone
from assemblies import actions
from assemblies.enums import GATHERING, Arrival, Presence
from assemblies.forms import BureauForm, PaperProxyForm, ProxyForm
from assemblies.models import Assembly, Voter
from assemblies.rules import acts
from assemblies.views.fetch import assembly_for, visible_assembly
from core.pages import posted
from core.workflow import Refused

MARKS = {Presence.PRESENT, Presence.LEFT, Presence.ABSENT}


@require_http_methods(["GET", "HEAD"])
def desk(request, pk):
    """The secretary's desk: the quorum, the roll to mark, proxies on paper, who presides and writes."""
    assembly = assembly_for(request, pk, "assemblies.lead_assembly")
    return _desk(request, assembly)


def _desk(request, assembly: Assembly, *, paper: PaperProxyForm | None = None, bureau: BureauForm | None = None):
    voters = list(assembly.voters.for_list())
    proxies = assembly.proxies.current().select_related("giver__speaker", "holder__speaker")
    lines = {voter.speaker_id: voter for voter in voters if voter.speaker_id}
    initial = {"chair": lines.get(assembly.chair_id), "rapporteur": lines.get(assembly.rapporteur_id)}
    context = {
        "assembly": assembly,
        "body": assembly.body,
        "voters": voters,
        "proxies": proxies,
        "standing": assembly.standing(),
        "gathers": assembly.state in GATHERING,
        "items": assembly.items.prefetch_related("votes"),
        "paper": paper or PaperProxyForm(assembly=assembly),
        "bureau": bureau or BureauForm(assembly=assembly, initial=initial),
        "acts": acts(assembly, request.user),
    }
    wrong = (paper and paper.errors) or (bureau and bureau.errors)
    return render(request, "assemblies/desk.html", context, status=422 if wrong else 200)


@require_POST
def mark(request, pk, number):
    """Mark a voter, by its number on the roll: present, gone, or absent after all; `sheet` from the signed sheet."""
    assembly = assembly_for(request, pk, "assemblies.lead_assembly")
    voter = get_object_or_404(assembly.voters, number=number)
    presence = request.POST.get("presence", "")
    if presence not in MARKS:
        raise Http404
    way = Arrival.PAPER if request.POST.get("sheet") else Arrival.DESK
    actions.mark(voter, presence, by=request.user, way=way)
    return redirect(f"{_url(assembly)}#v{number}")


def _url(assembly: Assembly) -> str:
    return f"{assembly.get_absolute_url()}desk/"


@require_POST
def paper_proxy(request, pk):
    """A proxy that came on paper."""
    assembly = assembly_for(request, pk, "assemblies.lead_assembly")
    form = PaperProxyForm(request.POST, assembly=assembly)
    if form.is_valid():
        try:
            actions.give_proxy(**form.cleaned_data, by=request.user, way=Arrival.PAPER)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The proxy is written down."))
            return redirect("assemblies:desk", pk)
    return _desk(request, assembly, paper=form)


@require_POST
def bureau(request, pk):
    assembly = assembly_for(request, pk, "assemblies.lead_assembly")
    form = BureauForm(request.POST, assembly=assembly)
    if form.is_valid():
        try:
            actions.name_bureau(assembly, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(getattr(refusal, "field", None), str(refusal))
        else:
            messages.success(request, _("Kept."))
            return redirect("assemblies:desk", pk)
    return _desk(request, assembly, bureau=form)


def own_line(request, assembly: Assembly, number: int) -> Voter:
    """Return a line of the roll for which the person speaks, or answer 404."""
    return get_object_or_404(assembly.voters.of(request.user).select_related("speaker"), number=number)


@for_everyone
@require_POST
def check_in(request, pk, number):
    """Say that one is there."""
    assembly = visible_assembly(request, pk)
    actions.check_in(own_line(request, assembly, number), by=request.user)
    messages.success(request, _("You are marked as present."))
    return redirect(assembly)


@for_everyone
@require_http_methods(["GET", "HEAD", "POST"])
def proxy(request, pk, number):
    """Give a proxy to another voter."""
    assembly = visible_assembly(request, pk)
    giver = own_line(request, assembly, number)
    form = ProxyForm(posted(request), assembly=assembly, giver=giver)
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_proxy(giver, form.cleaned_data["holder"], by=request.user)
        except Refused as refusal:
            form.add_error("holder", str(refusal))
        else:
            messages.success(request, _("Your proxy is given, and the person who holds it is told."))
            return redirect(assembly)
    context = {"assembly": assembly, "body": assembly.body, "giver": giver, "form": form}
    return render(request, "assemblies/proxy.html", context, status=422 if form.errors else 200)


@for_everyone
@require_POST
def withdraw(request, pk, proxy):
    """End a proxy: by who speaks for its giver, or at the desk."""
    assembly = visible_assembly(request, pk)
    rows = assembly.proxies.current().select_related("giver")
    leads = request.user.has_perm("assemblies.lead_assembly", assembly)
    row = get_object_or_404(rows if leads else rows.filter(giver__speaker=request.user), pk=proxy)
    actions.withdraw_proxy(row, by=request.user)
    messages.success(request, _("The proxy is withdrawn."))
    return redirect("assemblies:desk", pk) if leads and row.giver.speaker_id != request.user.pk else redirect(assembly)
