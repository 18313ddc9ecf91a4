"""Preparing an assembly: the rules of its body, its words and date, its agenda; its moves."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.fresh import step_up
from assemblies import actions
from assemblies.actions.convening import roll_of
from assemblies.actions.preparing import key_of
from assemblies.enums import AssemblyKind
from assemblies.forms import AssemblyForm, BylawsForm, ItemForm, NoteForm
from assemblies.models import Assembly, Bylaws
from assemblies.models.assembly import RULED, Ruled
from assemblies.rules import acts
from assemblies.views.fetch import assembly_for, held_body, visible_assembly
from core.pages import posted
from core.workflow import Refused


@require_http_methods(["GET", "HEAD", "POST"])
def bylaws(request, kind, pk, of):
    """What the statutes say of assemblies of one kind (`of`)."""
    if of not in AssemblyKind.values:
        raise Http404
    body = held_body(request, kind, pk)
    row = Bylaws.objects.filter(**key_of(body), kind=of).first()
    initial = {name: getattr(row, name) if row else Ruled._meta.get_field(name).default for name in RULED}
    form = BylawsForm(posted(request), initial=initial, is_network=kind == "network")
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_bylaws(body, of, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(getattr(refusal, "field", None), str(refusal))
        else:
            messages.success(request, _("The rules are kept. They hold for assemblies convened from now on."))
            return redirect(f"assemblies:of-{kind}", pk)
    context = {"body": body, "kind": kind, "of": AssemblyKind(of), "form": form, "row": row}
    return render(request, "assemblies/bylaws.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request, kind, pk):
    """Begin the draft of an assembly. Without rules of its kind they are asked for first."""
    body = held_body(request, kind, pk)
    if not Bylaws.objects.filter(**key_of(body)).exists():
        messages.info(request, _("Write first what your statutes say: notice, quorum, proxies."))
        return redirect(f"assemblies:bylaws-{kind}", pk, AssemblyKind.ORDINARY)
    form = AssemblyForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            assembly = actions.create_assembly(body, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(getattr(refusal, "field", None if refusal.code != "no_rules" else "kind"), str(refusal))
        else:
            return redirect("assemblies:agenda", assembly.pk)
    context = {"body": body, "form": form, "back": reverse(f"assemblies:of-{kind}", args=[pk])}
    return render(request, "assemblies/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    assembly = assembly_for(request, pk, "assemblies.lead_assembly")
    names = ("title", "starts_at", "place", "link", "words", "openness")
    form = AssemblyForm(posted(request), initial={name: getattr(assembly, name) for name in names})
    del form.fields["kind"]
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_assembly(assembly, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(getattr(refusal, "field", None), str(refusal))
        else:
            return redirect("assemblies:agenda", pk)
    back = reverse("assemblies:agenda", args=[pk])
    context = {"body": assembly.body, "assembly": assembly, "form": form, "back": back}
    return render(request, "assemblies/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def agenda(request, pk):
    """The agenda of a draft: its points and their votes, one more point, and what convening does."""
    assembly = assembly_for(request, pk, "assemblies.lead_assembly")
    form = ItemForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_item(assembly, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(getattr(refusal, "field", None), str(refusal))
        else:
            return redirect("assemblies:agenda", pk)
    is_draft = assembly.state == "draft"
    context = {
        "assembly": assembly,
        "body": assembly.body,
        "items": assembly.items.prefetch_related("votes"),
        "form": form,
        "is_draft": is_draft,
        "voters": len(roll_of(assembly)) if is_draft else assembly.voters.count(),
        "not_yet": _why_not(assembly, "convene") if is_draft else "",
    }
    return render(request, "assemblies/agenda.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def item(request, pk, item):
    assembly = assembly_for(request, pk, "assemblies.lead_assembly")
    row = get_object_or_404(assembly.items, pk=item)
    form = ItemForm(posted(request), initial={"title": row.title, "text": row.text})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_item(row, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(getattr(refusal, "field", None), str(refusal))
        else:
            return redirect("assemblies:agenda", pk)
    context = {"assembly": assembly, "body": assembly.body, "form": form}
    return render(request, "assemblies/item.html", context, status=422 if form.errors else 200)


@require_POST
def put(request, pk, item):
    """Move a point of the agenda to the place in `to`, or take it off (`out`)."""
    assembly = assembly_for(request, pk, "assemblies.lead_assembly")
    row = get_object_or_404(assembly.items, pk=item)
    if "out" in request.POST:
        actions.remove_item(row, by=request.user)
    else:
        to = request.POST.get("to", "")
        if not (to.isdecimal() and to.isascii() and len(to) < 4):
            raise Http404
        actions.put_item(row, int(to), by=request.user)
    return redirect("assemblies:agenda", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def discard(request, pk):
    assembly = assembly_for(request, pk, "assemblies.lead_assembly")
    if request.method == "POST":
        body = assembly.body
        actions.discard(assembly, by=request.user)
        messages.success(request, _("The draft is thrown away."))
        return redirect(f"assemblies:of-{'network' if assembly.network_id else 'association'}", body.pk)
    context = {
        "title": _("Throw this draft away"),
        "text": _("The draft, its agenda and the votes prepared for it are deleted. Nobody was told of it yet."),
        "label": _("Throw it away"),
        "back": reverse("assemblies:agenda", args=[pk]),
        "danger": True,
    }
    return render(request, "components/confirm.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@step_up("approve", "publish")
def move(request, pk, action):
    """Say what a move does, ask for what it takes, then do it."""
    assembly = visible_assembly(request, pk)
    if action not in Assembly.MOVES:
        raise Http404
    shape = Assembly.MOVES[action]
    if not request.user.has_perm(shape.permission, assembly):
        raise PermissionDenied
    form = NoteForm(posted(request), needs_note=shape.needs_note, has_second=action == "adjourn")
    if request.method == "POST" and form.is_valid():
        try:
            actions.move(assembly, action, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            field = getattr(refusal, "field", "note" if refusal.code == "note_missing" else None)
            form.add_error(field if field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Done."))
            return redirect("assemblies:desk", pk) if action in {"open", "adjourn"} else redirect(assembly)
    context = {
        "assembly": assembly,
        "body": assembly.body,
        "form": form,
        "move": shape,
        "action": action,
        "not_yet": "" if action in acts(assembly, request.user) else _why_not(assembly, action),
    }
    return render(request, "assemblies/move.html", context, status=422 if form.errors else 200)


def _why_not(assembly: Assembly, action: str) -> str:
    """Return, in words, what is missing before a move; empty when nothing is."""
    shape = Assembly.MOVES[action]
    if getattr(assembly, shape.field) not in shape.sources:
        return _("This is not possible any more: the page you saw is out of date.")
    try:
        for guard in shape.guards:
            guard(assembly)
    except Refused as refusal:
        return str(refusal)
    return ""
