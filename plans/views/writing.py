"""A reference document beside its text: begun, its words and phases, its editors, what it came from, adopted."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.pages import posted
from core.workflow import Refused
from plans import actions
from plans.actions.documents import region_of
from plans.forms import DocumentForm, EditorForm, NoteForm, OriginForm, PhaseForm
from plans.models import Adoption, ReferenceDocument
from plans.views.fetch import a_form, a_move, note_form, say, visible_document, visible_paragraph
from spaces.models import Association, Space
from spaces.views.fetch import visible_space

WRITE = "plans.write_document"
BOTH = ["GET", "HEAD", "POST"]


@require_http_methods(BOTH)
def begin(request, slug):
    """Begin a reference document of a space."""
    space = visible_space(request, slug)
    if not request.user.has_perm("plans.begin", space):
        raise PermissionDenied
    form = DocumentForm(posted(request), offers_region=_coordinates(request, space))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.begin_document(space, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("It is begun. Now write its paragraphs: nobody but its editors sees them yet."))
            return redirect("plans:draft", made.pk)
    return a_form(
        request, form, title=_("Begin a reference document"), space=space, label=_("Begin it"),
        back=reverse("plans:list", args=[slug]),
        lead=_("Many write it: people say what they think of each paragraph, and each version stays readable."),
    )  # fmt: skip


def _coordinates(request, space: Space) -> bool:
    try:
        region_of(space, request.user)
    except PermissionDenied:
        return False
    return True


@require_http_methods(BOTH)
def edit(request, pk):
    """The title and the purpose of a document."""
    document = visible_document(request, pk, WRITE)
    names = ("title_ar", "title_fr", "purpose_ar", "purpose_fr")
    form = DocumentForm(posted(request), initial={name: getattr(document, name) for name in names})
    if request.method == "POST" and form.is_valid():
        try:
            actions.describe_document(document, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("Kept."))
            return redirect(document)
    return a_form(
        request, form, title=_("Title and purpose"), space=document.space, label=_("Keep it"),
        back=document.get_absolute_url(),
    )  # fmt: skip


@require_http_methods(BOTH)
def phases(request, pk):
    """The phases of the process, and from which day to which each lasts."""
    document = visible_document(request, pk, WRITE)
    form = PhaseForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_phase(document, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("Kept."))
            return redirect(request.path)
    context = {
        "document": document, "space": document.space, "form": form, "phases": list(document.phases.all()),
    }  # fmt: skip
    return render(request, "plans/phases.html", context, status=422 if form.errors else 200)


@require_POST
def phase_remove(request, pk, key):
    document = visible_document(request, pk, WRITE)
    actions.remove_phase(get_object_or_404(document.phases, pk=key), by=request.user)
    messages.success(request, _("The phase is taken out."))
    return redirect("plans:phases", pk)


@require_http_methods(BOTH)
def editors(request, pk):
    """The people named to write a document; whoever leads it names another."""
    document = visible_document(request, pk, WRITE)
    leads = request.user.has_perm("plans.lead_document", document)
    form = EditorForm(posted(request))
    if request.method == "POST":
        if not leads:
            raise PermissionDenied
        if form.is_valid():
            try:
                actions.name_editor(document, form.cleaned_data["contact"], by=request.user)
            except Refused as refusal:
                form.add_error("contact", str(refusal))
            else:
                messages.success(request, _("She may write the document now, and is told."))
                return redirect(request.path)
    context = {
        "document": document,
        "space": document.space,
        "form": form,
        "leads": leads,
        "editors": document.editors.filter(ended_at__isnull=True).select_related("user"),
    }
    return render(request, "plans/editors.html", context, status=422 if form.errors else 200)


@require_POST
def editor_end(request, pk, key):
    document = visible_document(request, pk)
    actions.end_editor(get_object_or_404(document.editors, pk=key), by=request.user)
    messages.success(request, _("Done."))
    return redirect(document)


@require_http_methods(BOTH)
def move(request, pk, action):
    """Hold, hide or show a document; asked by GET, say what that does and ask for the reason."""
    document = visible_document(request, pk)
    if action not in ReferenceDocument.MOVES:
        raise Http404
    shape = ReferenceDocument.MOVES[action]
    if not request.user.has_perm(shape.permission, document):
        raise PermissionDenied
    form = note_form(request, shape, NoteForm)
    if request.method == "POST" and form.is_valid():
        try:
            actions.move_document(document, action, by=request.user, note=form.cleaned_data.get("note", ""))
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("Done."))
            return redirect(document)
    return a_move(request, form, document, action, of=document, back=document.get_absolute_url())


# --- origins of a paragraph, adoption ---
@require_http_methods(BOTH)
def paragraph_origin(request, pk):
    """Say what a paragraph came from, by the address of its page."""
    paragraph = visible_paragraph(request, pk)
    if not request.user.has_perm(WRITE, paragraph.document):
        raise PermissionDenied
    return origin_form(request, paragraph, paragraph.document.space)


def origin_form(request, of, space):
    """Ask for the address of what a paragraph or an action came from."""
    form = OriginForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            thing = actions.found_at(form.cleaned_data["address"], by=request.user)
            actions.name_origin(of, thing, by=request.user)
        except Refused as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("Kept."))
            return redirect(of)
    return a_form(
        request, form, title=_("What it came from"), space=space, label=_("Keep it"), back=of.get_absolute_url(),
        lead=_("So that people see where it was said."),
    )  # fmt: skip


@require_POST
def paragraph_origin_remove(request, pk, key):
    paragraph = visible_paragraph(request, pk)
    actions.remove_origin(get_object_or_404(paragraph.origins.select_related("paragraph"), pk=key), by=request.user)
    messages.success(request, _("Taken out."))
    return redirect(paragraph)


@require_http_methods(BOTH)
def adopt(request, pk):
    """Adopt the version in force for an association, or take an adoption back: its legal representative does."""
    document = visible_document(request, pk)
    newest = document.versions.published().order_by("-number").first()
    if newest is None:
        raise Http404
    if request.method == "POST":
        if key := request.POST.get("withdraw", ""):
            held = Adoption.objects.filter(version__document=document)
            actions.withdraw_adoption(_by_key(held, key), by=request.user)
            messages.success(request, _("The adoption is taken back."))
        else:
            association = _by_key(Association.objects.represented_by(request.user), request.POST.get("association", ""))
            number = request.POST.get("version", "")
            version = _by_key(document.versions.published(), number, "number")
            actions.adopt(version, association, by=request.user)
            messages.success(request, _("Your association has adopted this version."))
        return redirect(request.path)
    held = {
        one.association_id: one
        for one in Adoption.objects.filter(version=newest, withdrawn_at__isnull=True)
    }  # fmt: skip
    mine = [(one, held.get(one.pk)) for one in Association.objects.represented_by(request.user)]
    context = {"document": document, "space": document.space, "version": newest, "mine": mine}
    return render(request, "plans/adopt.html", context)


def _by_key(rows, key: str, name: str = "pk"):
    if not (key.isascii() and key.isdecimal() and len(key) < 10):
        raise Http404
    return get_object_or_404(rows, **{name: int(key)})
