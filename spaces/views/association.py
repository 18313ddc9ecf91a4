"""Associations: the page that everyone sees, the dossier for its representative and the facilitators of its seat."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import audit, trust
from accounts.enums import Dossier
from core.parts import give
from core.workflow import Refused
from councils.enums import Theme
from spaces import actions
from spaces.dossier import lines_of
from spaces.enums import Tongue
from spaces.forms import AssociationForm, BranchForm, PaperForm
from spaces.models import Association, Paper
from spaces.queries import positions_of

DESCRIBED = [
    "name_ar", "name_fr", "seat", "founded_on", "themes", "languages", "receipt_number", "purpose", "member_count",
    "counted_on", "email", "phone", "site", "shown",
]  # fmt: skip


def visible_association(request, pk: int) -> Association:
    return get_object_or_404(Association.objects.visible_to(request.user).for_list(), pk=pk)


def own_association(request, pk: int) -> Association:
    """Return an association that the person represents, or answer 404."""
    return get_object_or_404(Association.objects.represented_by(request.user).for_list(), pk=pk)


def kept_association(request, pk: int) -> Association:
    """Return an association whose dossier the person keeps, or answer 404."""
    return get_object_or_404(Association.objects.prepared_by(request.user).for_list(), pk=pk)


@login_not_required
@require_safe
def detail(request, pk):
    association = visible_association(request, pk)
    page = _page(request, association)
    if page.get("sees_dossier"):
        _note(request, association)
    return render(request, "spaces/association.html", page)


def _note(request, association: Association) -> None:
    """Who reads the dossier of an association that is not her own leaves her name."""
    if association.pk not in positions_of(request.user):
        audit.note(request, association, Dossier.ASSOCIATION)


def _page(request, association: Association, **forms) -> dict:
    """Return what the page shows: to everyone its public fields, to those who may see it the dossier as well."""
    themes = [{"name": theme, "label": Theme(theme).label} for theme in association.themes if theme in Theme.values]
    context = {
        "is_demo": association.is_demo,
        "association": association,
        "works_on": themes,
        "year": association.founded_on.year,
        "speaks": [Tongue(one).label for one in association.languages if one in Tongue.values],
        "is_of": association.pk in positions_of(request.user),
    }
    if not request.user.has_perm("spaces.view_dossier", association):
        return context
    lines = lines_of(association)
    return context | {
        "sees_dossier": True,
        "leads": association.representative_id == request.user.pk,
        "keeps": request.user.has_perm("spaces.prepare_for_association", association),
        "may_check": request.user.has_perm("spaces.check_association", association),
        "lines": lines,
        "lacking": [line for line in lines if line.is_lacking],
        "branches": association.branches.light().order_by("code"),
        "paper_form": forms.get("paper_form") or PaperForm(),
        "branch_form": forms.get("branch_form") or BranchForm(),
    }


def _described(request, form, act, template: str, context: dict, said: str):
    """Ask what an association says of itself, then do `act` with it. A refusal keeps every word."""
    if request.method == "POST" and form.is_valid():
        try:
            association = act(**{name: form.cleaned_data[name] for name in DESCRIBED})
        except Refused as refusal:
            form.add_error(getattr(refusal, "field", None), str(refusal))
        else:
            messages.success(request, said)
            return redirect(association)
    return render(request, template, context | {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def register(request):
    trust.require(request.user, "spaces.register_association")

    def act(**said):
        return actions.register_association(by=request.user, **said)

    form = AssociationForm(request.POST or None, initial={"seat": request.user.commune})
    said = _("The association is registered. Now put its documents into the dossier.")
    return _described(request, form, act, "spaces/association_form.html", {"association": None}, said)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    association = own_association(request, pk)

    def act(**said):
        return actions.describe_association(association, by=request.user, **said)

    form = AssociationForm(request.POST or None, initial={name: getattr(association, name) for name in DESCRIBED})
    context = {"association": association}
    return _described(request, form, act, "spaces/association_form.html", context, _("Kept."))


@require_POST
def branches(request, pk):
    """Add a branch, or take away the one whose number is in `remove`."""
    association = own_association(request, pk)
    gone = request.POST.get("remove", "")
    if gone:
        branch = get_object_or_404(association.branches, pk=int(gone) if gone.isdecimal() and len(gone) < 16 else 0)
        actions.remove_branch(association, branch, by=request.user)
        return redirect(association)
    form = BranchForm(request.POST)
    if form.is_valid():
        try:
            actions.add_branch(association, form.cleaned_data["branch"], by=request.user)
        except Refused as refusal:
            form.add_error("branch", str(refusal))
        else:
            return redirect(association)
    return render(request, "spaces/association.html", _page(request, association, branch_form=form), status=422)


@require_POST
def add_paper(request, pk):
    association = kept_association(request, pk)
    form = PaperForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            actions.add_paper(association, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(getattr(refusal, "field", None), str(refusal))
        else:
            messages.success(request, _("The document is in the dossier. A facilitator of your commune checks it."))
            return redirect(association)
    return render(request, "spaces/association.html", _page(request, association, paper_form=form), status=422)


@require_safe
def paper(request, pk):
    """A document of a dossier, only to those who may see the dossier. It is saved, never run in a page of ours."""
    row = get_object_or_404(Paper.objects.visible_to(request.user), pk=pk)
    _note(request, row.association)
    response = give(request, row.file, "application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="agraw-{row.association_id}-{row.pk}.pdf"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_POST
def check_paper(request, pk):
    row = get_object_or_404(Paper.objects.visible_to(request.user).select_related("association"), pk=pk)
    actions.check_paper(row, by=request.user)
    messages.success(request, _("The document is checked, under your name."))
    return redirect(row.association)


@require_POST
def remove_paper(request, pk):
    row = get_object_or_404(Paper.objects.visible_to(request.user).select_related("association"), pk=pk)
    actions.remove_paper(row, by=request.user)
    messages.success(request, _("The document is taken away."))
    return redirect(row.association)
